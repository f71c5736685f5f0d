package vn.sotruong.school.safekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;

/** The page of sticks and discs, and the orders that it gives to root. */
class StickPagesTest {
    private static final String UUID = "0f9a3a52-9d3e-4b8e-8a54-0123456789ab";

    @TempDir
    Path folder;

    private Path told = Path.of("");
    private Path orders = Path.of("");
    private Path answers = Path.of("");
    private Box box;
    private Sticks sticks;
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        told = folder.resolve("run/sotruong/storage");
        box = Box.found(folder.resolve("var/lib/sotruong"), 12, false);
        orders = box.data.spool().resolve("orders/media");
        answers = Files.createDirectories(box.data.spool().resolve("answers/media"));
        sticks = new Sticks(box.db, box.data, told, Clock.systemUTC(), new SecureRandom());
        var entrance = new Entrance(Map.of(
                "admin", Entrance.visitor("qt", "Phạm Thu Trang", Need.ADMIN),
                "teacher", Entrance.visitor("gv", "Trần Thu Lan", Need.ENTER_MARKS)));
        door = TestDoor.open(folder, entrance, List.of(entrance, new StickPages(box.db, sticks, box.data)));
    }

    @AfterEach
    void close() {
        door.close();
        box.close();
    }

    @Test
    void a_machine_that_is_no_box_says_how_sticks_are_written_there() {
        assertThat(entered("admin").get("/media").body())
                .contains("không phải hộp Sổ Trường", "./sotruong backup burn --usb");
        assertThat(sticks.waiting()).isZero();
    }

    @Test
    @Tag("browser")
    void whatever_is_plugged_in_is_told_also_when_nothing_on_it_can_be_read() throws Exception {
        tell("sdb1", "usb", "UNKNOWN", "NOT_ENROLLED", "present\":true");
        tell("sdc", "usb", "UNREADABLE", "READ_ERROR", "present\":true");
        tell("sdd1", "usb", "WHATEVER", "NEW_CODE", "present\":true");
        tell("sr0", "disc", "BLANK", "-", "present\":true");
        tell("gone-1-sde1", "usb", "PULLED", "-", "present\":false,\"left\":\"2026-11-22T09:00:00Z");
        Files.writeString(told.resolve("sdf1.json"), "{\"half");
        var admin = entered("admin");
        assertThat(admin.get("/media").body())
                .contains("Thẻ lạ, máy chưa mở ra", "hãy đăng ký", "/media/enrol/sdb1")
                .contains("Không đọc được", "Thẻ báo lỗi khi đọc")
                .doesNotContain("/media/enrol/sdc\"")
                .contains("Máy báo một tình trạng mà trang này không biết")
                .contains("Có đĩa trắng")
                .contains("Đã rút ra", "Bị rút ra khi chưa ghi xong");
        assertThat(sticks.waiting()).as("what was pulled out too early is back").isEqualTo(2);
        assertThat(admin.get("/media/enrol/sdc").statusCode()).isEqualTo(422);
        assertThat(admin.get("/media/enrol/nowhere").body()).contains("Thẻ không còn trong máy");
        var teacher = entered("teacher");
        assertThat(teacher.get("/media").statusCode()).isEqualTo(403);
        assertThat(teacher.post("/media/enrol/sdb1", "label", "x", "keeper", "y")
                        .statusCode())
                .isEqualTo(403);
        assertThat(orders).doesNotExist();
        look();
    }

    @Test
    void an_order_is_given_only_for_the_stick_that_was_looked_at() throws Exception {
        tell("sdb1", "usb", "UNKNOWN", "NOT_ENROLLED", "present\":true");
        var admin = entered("admin");
        admin.get("/media/enrol/sdb1");
        refused(admin, "Hãy đặt tên cho thẻ", "uuid", UUID, "serial", "Kingston-1", "label", " ", "keeper", "Cô Hoa");
        refused(admin, "Hãy ghi ai giữ thẻ", "uuid", UUID, "serial", "Kingston-1", "label", "Thẻ 1", "keeper", "");
        refused(admin, "không còn là thẻ", "uuid", UUID, "serial", "Other", "label", "Thẻ 1", "keeper", "Cô Hoa");
        refused(admin, "chưa xoá gì", wish("format", "yes", "confirmed", "8 GB"));
        assertThat(orders).doesNotExist();
        assertThat(admin.post("/media/enrol/sdb1", wish("format", "yes", "confirmed", "15,9 gb"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(order())
                .matches("\\{\"v\":1,\"id\":\"[0-9a-z]{13}\",\"kind\":\"format\",\"dev\":\"sdb1\",\"uuid\":\"" + UUID
                        + "\",\"serial\":\"Kingston-1\",\"token\":\"[0-9a-f]{64}\"}\n");
        refused(admin, "đang làm một lệnh khác", wish());
        assertThat(admin.get("/media").body()).contains("máy đang đăng ký thẻ");
    }

    @Test
    void a_damaged_stick_must_be_formatted_and_its_size_typed() throws Exception {
        tell("sdb1", "usb", "UNREADABLE", "FSCK", "present\":true");
        var admin = entered("admin");
        assertThat(admin.get("/media/enrol/sdb1").body()).contains("chỉ dùng được sau khi định dạng");
        refused(admin, "đánh dấu ô xoá", wish());
        assertThat(admin.post("/media/enrol/sdb1", wish("format", "yes", "confirmed", "HOC LIEU"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void answers_are_brought_into_the_book_and_the_orders_taken_away() throws Exception {
        tell("sdb1", "usb", "UNKNOWN", "NOT_ENROLLED", "present\":true");
        var admin = entered("admin");
        admin.get("/media");
        admin.post("/media/enrol/sdb1", wish());
        answer("REFUSED", "OTHER_STICK", "");
        assertThat(admin.get("/media").body()).contains("Không đăng ký được.", "không còn là thẻ lúc bấm đăng ký");
        assertThat(orders).isEmptyDirectory();
        admin.post("/media/enrol/sdb1", wish());
        answer("DONE", "-", UUID);
        assertThat(admin.get("/media").body())
                .doesNotContain("Không đăng ký được.")
                .contains("Thẻ 1", "Người giữ: Cô Hoa", "chưa có bộ sao lưu nào");
        Files.writeString(
                Files.createDirectories(box.data.spool().resolve("media")).resolve("S1.usb-1.json"),
                """
                        {"at":"2026-11-22T09:05:00Z","set":"S1","kind":"usb","place":"/run/sotruong-media/%s","state":"VERIFIED"}
                        """.formatted(UUID));
        assertThat(admin.get("/media").body()).contains("đọc lại đúng lúc 16:05 22/11/2026");

        var stick = box.db.<List<Stick>>read(StickTable::list).stream()
                .filter(each -> each.state() == Stick.State.ENROLLED)
                .findFirst()
                .orElseThrow();
        assertThat(admin.get("/media/sticks/" + stick.id()).body()).contains("coi thẻ này là thẻ lạ");
        assertThat(admin.post("/media/sticks/" + stick.id() + "/withdraw", "why", " ")
                        .body())
                .contains("Hãy ghi lý do");
        assertThat(admin.post("/media/sticks/" + stick.id() + "/withdraw", "why", "Mất thẻ")
                        .statusCode())
                .isEqualTo(303);
        assertThat(order()).contains("\"kind\":\"withdraw\",\"dev\":\"\",\"uuid\":\"" + UUID + "\"");
        assertThat(admin.post("/media/sticks/" + stick.id() + "/withdraw", "why", "Mất thẻ")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_answer_for_a_stick_that_the_book_does_not_know_is_taken_back() throws Exception {
        Files.createDirectories(told);
        Files.createDirectories(orders);
        Files.writeString(orders.resolve("abc.json"), "{}");
        answer("DONE", "-", UUID);
        sticks.tick();
        assertThat(order()).contains("\"kind\":\"withdraw\"", UUID);
    }

    @Test
    void root_understands_the_order_and_the_book_its_answer_on_a_real_file_system() throws Exception {
        var root = folder.resolve("real");
        var said = run(root, "orders");
        if (!said.isEmpty()) {
            System.out.println("NOT RUN an order carried out by root, because it needs loop devices: " + said);
            return;
        }
        // as the helper tells it, the page shows it; as the page orders it, the helper does it
        var image = folder.resolve("stick.img");
        sh("truncate -s 64M '%s' && mkfs.ext4 -q -F -L 'HOC LIEU' '%s'".formatted(image, image));
        var dev = sh("losetup -f --show '%s'".formatted(image)).strip().replace("/dev/", "");
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve("udev")).resolve(dev),
                    "ID_BUS=usb\nID_MODEL=DataTraveler\nID_SERIAL=Kingston-1\n");
            assertThat(run(root, "attach", dev)).contains("storage: UNKNOWN " + dev + " NOT_ENROLLED");
            Files.createDirectories(told.getParent());
            Files.createSymbolicLink(told, root.resolve("run/sotruong/storage"));
            var uuid = sticks.plugged().find(dev).orElseThrow().uuid();
            var admin = entered("admin");
            admin.get("/media/enrol/" + dev);
            assertThat(admin.post(
                                    "/media/enrol/" + dev,
                                    "uuid",
                                    uuid,
                                    "serial",
                                    "Kingston-1",
                                    "label",
                                    "Thẻ 1",
                                    "keeper",
                                    "Cô Hoa")
                            .statusCode())
                    .isEqualTo(303);
            sh("cp '%s'/*.json '%s'".formatted(orders, root.resolve("var/lib/sotruong/spool/orders/media")));
            assertThat(run(root, "orders")).contains(" enrol DONE -");
            sh("cp '%s'/*.json '%s'".formatted(root.resolve("var/lib/sotruong/spool/answers/media"), answers));
            assertThat(run(root, "attach", dev)).contains("storage: DONE " + dev + " -");
            assertThat(admin.get("/media").body()).contains("Thẻ 1", "Xong, rút thẻ được", "đang cắm trong máy");
        } finally {
            sh("losetup -d /dev/" + dev);
        }
    }

    private String run(Path root, String... words) throws Exception {
        Files.createDirectories(root.resolve("var/lib/sotruong/spool/orders/media"));
        Files.createDirectories(root.resolve("var/lib/sotruong/spool/answers/media"));
        if (words[0].equals("orders") && !sh("test $(id -u) = 0 && losetup -f").startsWith("/dev/loop")) {
            return "no root, or no loop device";
        }
        return sh("SOTRUONG_STORAGE_ROOT='%s' SOTRUONG_STORAGE_UDEV='%s' SOTRUONG_STORAGE_OWNER=root:root "
                        .formatted(root, folder.resolve("udev"))
                + "SOTRUONG_STORAGE_SYSTEMCTL=true bash ../appliance-image/files/opt/sotruong/bin/storage "
                + String.join(" ", words));
    }

    private static String sh(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var _ = process.waitFor();
        return said;
    }

    private static String[] wish(String... more) {
        var all = new ArrayList<>(List.of("uuid", UUID, "serial", "Kingston-1", "label", "Thẻ 1", "keeper", "Cô Hoa"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void refused(TestBrowser browser, String words, String... fields) {
        var answer = browser.post("/media/enrol/sdb1", fields);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    private String order() throws IOException {
        try (var all = Files.list(orders)) {
            return Files.readString(
                    all.filter(each -> !each.endsWith("abc.json")).findFirst().orElseThrow());
        }
    }

    private void answer(String result, String code, String uuid) throws IOException {
        try (var all = Files.list(orders)) {
            var id = all.findFirst().orElseThrow().getFileName().toString().replace(".json", "");
            Files.writeString(answers.resolve(id + ".json"), """
                    {"v":1,"id":"%s","kind":"enrol","result":"%s","code":"%s","uuid":"%s","at":"2026-11-22T09:00:00Z"}
                    """.formatted(id, result, code, uuid));
        }
    }

    private void tell(String file, String kind, String state, String code, String presence) throws IOException {
        Files.writeString(Files.createDirectories(told).resolve(file + ".json"), """
                {"v":1,"dev":"%s","kind":"%s","%s,"model":"DataTraveler_3.0","serial":"Kingston-1","uuid":"%s",\
                "fstype":"ext4","label":"HOC LIEU","size":15931539456,"free":0,"state":"%s","code":"%s",\
                "since":"2026-11-22T08:00:00Z"}
                """.formatted(
                        file.replaceFirst("^gone-1-", ""),
                        kind,
                        presence.endsWith("Z") ? presence + "\"" : presence,
                        kind.equals("usb") ? UUID : "",
                        state,
                        code));
    }

    private void look() throws IOException {
        tell("sdg1", "usb", "WRITING", "-", "present\":true");
        try (var chromium = new Chromium()) {
            show(chromium.desk(), "/media", "media-1366");
            assertThat(new Axe().violations(show(chromium.desk(), "/media/enrol/sdb1", "media-enrol-1366")))
                    .isEmpty();
            var phone = show(chromium.phone(), "/media", "media-390");
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            show(chromium.phone(), "/media/enrol/sdb1", "media-enrol-390");
        }
    }

    private Page show(Page page, String path, String shot) {
        page.navigate(door.web().address().resolve("/enter/admin").toString());
        page.navigate(door.web().address().resolve(path).toString());
        Chromium.shoot(page, shot);
        return page;
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        browser.get("/media");
        return browser;
    }
}
