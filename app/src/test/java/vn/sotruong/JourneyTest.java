package vn.sotruong;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.Chromium;

/**
 * Cả chuyến đi của một con điểm: typed in a browser, committed, locked, sealed and received elsewhere, burnt, restored
 * twice, read with stock tools, and missed at once when somebody rewrites it. Every program is a process of its own.
 */
@Tag("browser")
class JourneyTest {
    private static final String AN = "Dương Gia An";
    private static final String LAN = "Trần Thị Lan";
    private static final String PRINCIPAL = "Nguyễn Thanh Hòa";
    private static final String MEMBER = "Phạm Quốc Toàn";
    private static final String DECISION = "15/QĐ-THCSHM";
    private static final int PUPILS = 45;
    private static final int PATIENCE_MILLIS = 90_000;

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();
    private Programs programs;
    private Chromium chromium;
    private Neighbours neighbours;
    private int step;

    @BeforeEach
    void open() throws Exception {
        programs = new Programs(folder.resolve("logs"));
        neighbours = new Neighbours(folder, programs);
        chromium = new Chromium();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        programs.close();
    }

    @Test
    void a_mark_is_typed_committed_locked_sent_burnt_restored_and_guarded() throws Exception {
        var school = neighbours.openSchool();
        var lan = signIn(school, LAN);
        var sheet = enterMarks(lan);
        phone(lan);
        lock(school, lan, sheet);
        var member = administering(signIn(school, MEMBER));
        var office = send(member, school);
        seenAtTheOffice(office);
        var set = burn(member, school);
        verifySound(neighbours.school);
        recoverWithStockTools(set);
        var home = restore(set);
        rewrite(home);
        assertThat(complaints).isEmpty();
    }

    private String enterMarks(Page lan) {
        openSheet(lan);
        var rows = lan.locator("tr[data-pupil]");
        assertThat(rows.count()).isEqualTo(PUPILS);
        lan.locator("td.c-gk input").first().click();
        for (var i = 0; i < PUPILS; i++) {
            var an = rows.nth(i).locator("th").textContent().strip().equals(AN);
            lan.keyboard().type(an ? "85" : String.valueOf(50 + i * 7 % 50));
            lan.keyboard().press("Enter");
        }
        lan.waitForSelector("text=Bản nháp: 45 ô CHƯA ghi sổ");
        assertThat(mark(lan)).isEqualTo("8,5");
        shoot(lan, "nhap-diem");
        lan.click("#commit");
        lan.waitForSelector("dialog[open] >> text=Ghi sổ 45 ô");
        shoot(lan, "xac-nhan-ghi-so");
        lan.click("dialog .btn.go");
        lan.waitForSelector("text=Đã ghi sổ 45 ô điểm");
        shoot(lan, "da-ghi-so");
        return lan.url().replaceFirst("[?].*$", "");
    }

    private void phone(Page lan) {
        lan.setViewportSize(390, 844);
        lan.reload();
        lan.locator("#pick a[data-col='gk']").click();
        lan.waitForTimeout(300);
        assertThat(mark(lan)).isEqualTo("8,5");
        assertThat(lan.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(lan.locator("td.c-gk input").first().boundingBox().height).isGreaterThanOrEqualTo(44);
        shoot(lan, "dien-thoai");
        lan.setViewportSize(1366, 768);
    }

    private void lock(URI school, Page lan, String sheet) {
        var principal = signIn(school, PRINCIPAL);
        principal.navigate(school.resolve("/locks?subject=toan&semester=1").toString());
        var order = principal.locator("form[action='/locks/decide']");
        order.locator("tbody tr", new Locator.LocatorOptions().setHas(principal.locator("th:text-is('7A')")))
                .locator("input[value$='/gk']")
                .check(new Locator.CheckOptions().setForce(true));
        order.locator("input[name=decision]").fill(DECISION);
        order.locator("input[name=reason]").fill("Đã thu bài giữa kỳ");
        shoot(principal, "quyet-dinh-khoa");
        order.locator("button.go").click();
        principal.waitForSelector("text=Khoá có hiệu lực khi ban quản trị thi hành");
        shoot(principal, "cho-thi-hanh");

        var member = administering(signIn(school, MEMBER));
        member.navigate(school.resolve("/locks?subject=toan&semester=1").toString());
        member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Thi hành khoá"))
                .click();
        member.waitForSelector("text=Từ lúc này các ô đó không nhận ghi");
        shoot(member, "da-khoa");
        refused(lan, sheet);
    }

    private void refused(Page lan, String sheet) {
        lan.navigate(sheet);
        assertThat(lan.getAttribute("th.c-gk", "data-lock")).contains(DECISION, PRINCIPAL, "Đã thu bài giữa kỳ");
        assertThat(field(lan).getAttribute("readonly")).isNotNull();
        field(lan).click();
        lan.waitForSelector("#side >> text=" + DECISION);
        shoot(lan, "da-khoa-giao-vien");
        var pupil = row(lan).getAttribute("data-pupil");
        var op = "{\"ops\":[{\"op\":\"0123456789abcdef01234567\",\"pupil\":\"" + pupil
                + "\",\"col\":\"gk\",\"base\":0,\"value\":\"9,5\"}]}";
        var answer = lan.request()
                .post(
                        sheet + "/ops",
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setHeader("Accept", "application/json")
                                .setHeader(
                                        "Origin",
                                        URI.create(sheet)
                                                .resolve("/")
                                                .toString()
                                                .replaceFirst("/$", ""))
                                .setHeader("X-CSRF", lan.getAttribute("#marks input[name=csrf]", "value"))
                                .setData(op));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.text()).contains("\"locked\"", DECISION, "đã khoá", "Đã thu bài giữa kỳ");
        lan.reload();
        assertThat(mark(lan)).isEqualTo("8,5");
    }

    private URI send(Page member, URI school) throws Exception {
        member.navigate(school.resolve("/outbox").toString());
        member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Niêm phong và gửi ngay"))
                .click();
        member.waitForSelector("text=Đã niêm phong");
        shoot(member, "niem-phong");
        var kept = Files.createDirectory(folder.resolve("bundles"));
        try (var bundles = Files.newDirectoryStream(neighbours.school.resolve("spool/outbox"), "*.sotruong.zip")) {
            for (var bundle : bundles) {
                Files.copy(bundle, kept.resolve(bundle.getFileName()));
            }
        }
        openBundles(kept);
        carryByHand(member, school);
        var office = neighbours.openOffice();
        assertThat(programs.must(Programs.COURIER, "send", "--data", neighbours.school))
                .contains("biên nhận");
        await(member, school.resolve("/outbox"), "#received >> text=Đã nhận đến dòng");
        if (member.locator("text=Không có gì đang chờ").count() == 0) { // the nightly set came in between
            member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Niêm phong và gửi ngay"))
                    .click();
            member.waitForSelector("text=Đã niêm phong");
            var _ = programs.must(Programs.COURIER, "send", "--data", neighbours.school);
        }
        await(member, school.resolve("/outbox"), "text=Không có gì đang chờ");
        shoot(member, "da-nhan-den");
        return office;
    }

    /** No line leads to the office yet: a stick goes there and comes home, with nothing but a browser and unzip here. */
    private void carryByHand(Page member, URI school) throws Exception {
        var stick = Files.createDirectory(folder.resolve("the-nho"));
        var download = member.waitForDownload(() -> member.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Niêm phong và tải các gói đang chờ"))
                .click());
        download.saveAs(folder.resolve("mang-di.zip"));
        programs.tool(stick, "unzip -q ../mang-di.zip");
        assertThat(programs.must(Programs.OFFICE, "import", "--data", neighbours.office, "--from", stick))
                .contains(".sotruong.zip");
        var _ = programs.must(Programs.OFFICE, "export", "--data", neighbours.office, "--to", stick);
        List<Path> notes;
        try (var all = Files.list(stick.resolve("SOTRUONG-NHAN").resolve(Neighbours.SCHOOL_CODE))) {
            notes = all.sorted().toList();
        }
        member.navigate(school.resolve("/outbox").toString());
        member.setInputFiles("input[name=receipts]", notes.toArray(Path[]::new));
        member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Nạp biên nhận"))
                .click();
        member.waitForSelector("text=biên nhận mới; 0 biên nhận đã có từ trước");
        assertThat(member.locator("#received").textContent()).contains("Đã nhận đến dòng");
        shoot(member, "mang-bang-the-nho");
        var strange = Files.writeString(folder.resolve("la.p7m"), "không phải biên nhận");
        member.setInputFiles("input[name=receipts]", strange);
        member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Nạp biên nhận"))
                .click();
        member.waitForSelector("text=Không tin được tệp la.p7m");
    }

    /** The label is verified and the body opened by openssl alone; one of the bundles carries the mark. */
    private void openBundles(Path kept) throws Exception {
        var keys = neighbours.office.resolve("keys");
        var lines = new StringBuilder();
        try (var bundles = Files.newDirectoryStream(kept)) {
            for (var bundle : bundles) {
                var open = Files.createDirectory(folder.resolve("open-" + bundle.getFileName()));
                programs.tool(open, "unzip -q " + bundle);
                programs.tool(
                        open,
                        "openssl cms -verify -cades -inform DER -binary -in label.json.p7s"
                                + " -content label.json -out /dev/null -CAfile "
                                + keys.resolve("office-ca.pem"));
                programs.tool(
                        open,
                        "openssl cms -decrypt -inform DER -binary -in body.p7m -out body.zip -recip "
                                + keys.resolve("recipient.pem") + " -inkey " + keys.resolve("recipient.key"));
                programs.tool(open, "unzip -q body.zip");
                lines.append(Files.readString(open.resolve("changes.jsonl")));
            }
        }
        assertThat(lines.toString().lines())
                .anyMatch(line -> line.contains("\"col\":\"gk\"") && line.contains("\"tenths\":85"));
    }

    private void seenAtTheOffice(URI office) {
        var officer = watched(chromium.desk());
        officer.navigate(office.toString());
        enter(officer, new Neighbours.Account(Neighbours.OFFICER, Neighbours.OFFICER_PASSWORD));
        officer.locator("th a:text-is('Trường THCS Hoa Mai')").waitFor();
        shoot(officer, "noi-nhan");
        officer.navigate(office.resolve("/schools/" + Neighbours.SCHOOL_CODE).toString());
        shoot(officer, "noi-nhan-truong");
        officer.locator(".tabs a:has-text('7A')").click();
        officer.locator(".tabs a:has-text('Toán')").first().click();
        assertThat(officer.locator("tr:has-text('" + AN + "')").textContent()).contains("8,5");
        shoot(officer, "noi-nhan-diem");
    }

    /** One set, asked for on the page, on a stick and on a disc; both are read back. @return its name */
    private String burn(Page member, URI school) throws Exception {
        var asked = "tbody tr:has-text('theo yêu cầu')";
        var page = school.resolve("/backups");
        for (var end = System.currentTimeMillis() + PATIENCE_MILLIS; System.currentTimeMillis() < end; ) {
            member.navigate(page.toString());
            var button = member.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sao lưu ngay"));
            if (member.locator(asked).count() > 0) {
                break;
            }
            if (button.isEnabled()) {
                button.click();
                shoot(member, "dang-sao-luu");
            }
            member.waitForTimeout(400);
        }
        var set = member.locator(asked).first().locator("td.name").textContent().strip();
        var stick = Files.createDirectory(stick());
        assertThat(programs.must(
                        Programs.BACKUP,
                        "burn",
                        "--data",
                        neighbours.school,
                        "--set",
                        set,
                        "--usb",
                        stick,
                        "--drive",
                        "stdio:" + disc(),
                        "--json"))
                .contains("\"kind\":\"usb\"", "\"kind\":\"dvd\"")
                .containsPattern("(?s)VERIFIED.*VERIFIED");
        assertThat(programs.must(Programs.BACKUP, "check", disc())).contains(set + ": whole", "parity is whole");
        member.navigate(page.toString());
        assertThat(member.locator(asked + " >> text=đọc lại đúng").count()).isEqualTo(2);
        shoot(member, "sao-luu");
        return set;
    }

    private Path stick() {
        return folder.resolve("usb");
    }

    private Path disc() {
        return folder.resolve("dvd.iso");
    }

    private void recoverWithStockTools(String set) throws Exception {
        var out = folder.resolve("mo-ra");
        var recipe = stick().resolve("SOTRUONG").resolve(set).resolve("tools/kiemtra.sh");
        programs.tool(folder, "sh %s %s %s %s".formatted(recipe, out, neighbours.card(1), neighbours.card(3)));
        assertThat(Files.readAllLines(out.resolve("mo/marks.csv")))
                .filteredOn(line -> line.contains(AN) && line.contains("gk"))
                .singleElement()
                .asString()
                .contains("7A", "Toán", "8,5", LAN);
    }

    /** Two empty machines, one with the disc, one with the stick, each with two cards of three. */
    private Path restore(String set) throws Exception {
        var fromDisc = folder.resolve("may-moi-1");
        var fromStick = folder.resolve("may-moi-2");
        assertThat(programs.must(
                        Programs.SCHOOL,
                        "backup",
                        "restore",
                        "--drive",
                        "stdio:" + disc(),
                        "--data",
                        fromDisc,
                        "--cards",
                        neighbours.card(1),
                        neighbours.card(2)))
                .contains("restored " + set);
        assertThat(programs.must(
                        Programs.SCHOOL,
                        "backup",
                        "restore",
                        "--from",
                        stick(),
                        "--data",
                        fromStick,
                        "--cards",
                        neighbours.card(3),
                        neighbours.card(2)))
                .contains("restored " + set);
        for (var home : List.of(fromDisc, fromStick)) {
            var address = programs.serve(Programs.SCHOOL, "serve", "--data", home, "--port", 0);
            var lan = signIn(address, LAN);
            openSheet(lan);
            assertThat(mark(lan)).isEqualTo("8,5");
            assertThat(lan.getAttribute("th.c-gk", "data-lock")).contains(DECISION);
            shoot(lan, "phuc-hoi-" + home.getFileName());
            standBehindTheRestore(address, home);
            verifySound(home);
        }
        return fromStick;
    }

    /** Until two people say that it was theirs, a restore looks like a rewriting. */
    private void standBehindTheRestore(URI school, Path home) {
        assertThat(programs.run(Programs.SCHOOL, "audit", "verify", "--data", home))
                .satisfies(said -> assertThat(said.code()).isEqualTo(1))
                .satisfies(said -> assertThat(said.text()).contains("nobody has confirmed such a restore"));
        var principal = signIn(school, PRINCIPAL);
        principal.navigate(school.resolve("/audit").toString());
        var asked = principal.locator("form[action='/audit/restores']");
        asked.locator("input[name=decision]").fill(DECISION);
        asked.locator("input[name=reason]").fill("Máy cũ hỏng ổ cứng");
        shoot(principal, "khoi-phuc-cho-xac-nhan-" + home.getFileName());
        asked.locator("button.go").click();
        principal.waitForSelector("text=Chờ người thứ hai");
        var member = administering(signIn(school, MEMBER));
        member.navigate(school.resolve("/audit").toString());
        member.locator("form[action='/audit/restores/confirm'] button").click();
        member.waitForSelector("text=Những lần khôi phục đã xác nhận");
        shoot(member, "khoi-phuc-da-xac-nhan-" + home.getFileName());
    }

    private void verifySound(Path home) {
        assertThat(programs.must(Programs.SCHOOL, "audit", "verify", "--data", home))
                .contains("sound: ")
                .doesNotContain("NOT SOUND");
    }

    /** Somebody with the key and our own driver takes the guard away and gives em An another mark. */
    private void rewrite(Path home) throws Exception {
        var data = new DataFolder(home);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER guard_mark_update");
            assertThat(statement.executeUpdate("""
                    UPDATE mark SET tenths = 95 WHERE col = 'gk' AND pupil = \
                    (SELECT id FROM pupil WHERE family_name || ' ' || given_name = '%s')""".formatted(AN))).isEqualTo(1);
        }
        var said = programs.run(Programs.SCHOOL, "audit", "verify", "--data", home);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .containsPattern("mark \\S+/gk: tenths is not what its journal line [0-9]+ says")
                .contains("guard_mark_update is missing", "NOT SOUND");
    }

    private Page signIn(URI school, String person) {
        var page = watched(chromium.desk());
        page.navigate(school.toString());
        if (step == 0) {
            shoot(page, "dang-nhap");
        }
        enter(page, neighbours.account(person));
        page.getByText(person).first().waitFor();
        return page;
    }

    /** Whoever also teaches begins in use; board acts belong to administration. */
    private static Page administering(Page page) {
        page.getByLabel("Tư cách: Sử dụng").click();
        page.getByLabel("Tư cách: Quản trị").waitFor();
        return page;
    }

    private static void enter(Page page, Neighbours.Account account) {
        page.locator("#username").fill(account.username());
        page.locator("#password").fill(account.password());
        page.keyboard().press("Enter");
    }

    private static void openSheet(Page lan) {
        lan.navigate(URI.create(lan.url()).resolve("/sheets").toString());
        lan.locator("tr:has(th:text-is('Toán')):has(td:text-is('7A')) a")
                .first()
                .click();
        lan.locator("tr[data-pupil]").first().waitFor();
    }

    private static Locator row(Page page) {
        return page.locator("tr[data-pupil]:has(th:text-is('" + AN + "'))");
    }

    private static Locator field(Page page) {
        return row(page).locator("td.c-gk input");
    }

    private static String mark(Page page) {
        return field(page).inputValue();
    }

    private static void await(Page page, URI address, String sign) {
        for (var end = System.currentTimeMillis() + PATIENCE_MILLIS; System.currentTimeMillis() < end; ) {
            page.navigate(address.toString());
            if (page.locator(sign).count() > 0) {
                return;
            }
            page.waitForTimeout(500);
        }
        throw new AssertionError("not seen: " + sign + " on " + page.textContent("body"));
    }

    private void shoot(Page page, String name) {
        step++;
        Chromium.shoot(page, "journey-%02d-%s".formatted(step, name));
    }

    /** Our own pages must give the content policy nothing to complain of. */
    private Page watched(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }
}
