package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Departments;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Windows;
import vn.sotruong.school.workbook.ExcelFile;
import vn.sotruong.sync.bundle.Chain;

/** Lưu vết, qua cửa của cả ngôi nhà: who reads which changes, and what becomes of a trail that somebody tampers with. */
class TraceStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.(\\w+)\" value=\"([0-9a-f]+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private final List<String> pupils = new ArrayList<>();
    private String homeroom = "";
    private String sheet = "";
    private long ops = 0x19c_0000_0000L;
    private boolean open = true;

    @BeforeEach
    void open() {
        school = new Governed(folder.resolve("school"));
        school.house.db.write(Governed.SETUP, tx -> {
            Windows.establish(
                    tx,
                    "2026-2027",
                    1,
                    "Nhập điểm",
                    tx.now().minus(Duration.ofMinutes(60)),
                    tx.now().plus(Duration.ofHours(6)),
                    school.staff("Nguyễn Thị Hoa"));
            var room = Roll.open(tx, "2026-2027", 8, "8A1");
            homeroom = room.id();
            for (var given : List.of("Xuân", "Yến", "Ánh")) {
                var pupil = People.admit(
                        tx,
                        new VietnameseName("Lê Thị", given),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null);
                Roll.enrol(tx, room, List.of(pupil), Governed.FROM);
                pupils.add(pupil.id());
            }
            Roll.assign(tx, homeroom, "toan", school.staff(LAN), Governed.FROM);
            sheet = Gradebook.open(tx, homeroom, "toan", 1, 2).id();
            return null;
        });
    }

    @AfterEach
    void close() {
        if (open) {
            school.close();
        }
    }

    private void commit(TestBrowser lan, int pupil, String col, String typed) {
        var here = "/sheets/" + sheet;
        lan.get(here);
        var kept = lan.postJson(
                here + "/ops",
                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}]}"
                        .formatted(ops++, pupils.get(pupil), col, typed));
        assertThat(kept.body()).contains("\"is\":\"kept\"");
        var question = SEAL.matcher(lan.get(here + "/commit").body());
        assertThat(question.find()).isTrue();
        assertThat(lan.post(here + "/commit", "col", col, "seal." + col, question.group(2))
                        .statusCode())
                .isEqualTo(303);
    }

    private void correct(TestBrowser lan, int pupil, String col, String was, String value) {
        var cell = "/sheets/" + sheet + "/cells/" + pupils.get(pupil) + "/" + col + "/correction";
        lan.get(cell);
        var answer =
                lan.post(cell, "was", was, "value", value, "reason", "MISTYPED", "delete", value.isEmpty() ? "1" : "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    /** One up, one down, one deleted and entered again; and a mark that was never touched. */
    private void changes() {
        var lan = school.teacher();
        commit(lan, 0, "tx1", "5");
        commit(lan, 1, "tx1", "6");
        commit(lan, 2, "tx1", "7");
        commit(lan, 2, "gk", "8");
        correct(lan, 0, "tx1", "5", "9");
        correct(lan, 1, "tx1", "6", "4");
        correct(lan, 2, "tx1", "7", "");
        correct(lan, 2, "tx1", "", "7,5");
    }

    @Test
    @Tag("art:002-12.9")
    @Tag("art:002-15.4")
    @Tag("art:004-3")
    void every_change_is_told_with_who_when_before_and_after_to_whom_it_concerns_and_to_nobody_else() {
        changes();
        for (var reader : List.of(school.principal(), school.vice(), school.admin())) {
            assertThat(reader.get("/trace").body())
                    .contains("Mọi thay đổi trong kỳ", "Điểm <b>4</b>", "<b>1</b> tăng", "<b>1</b> giảm")
                    .contains("<b>1</b> xoá", "<b>1</b> nhập lại sau khi xoá", "<b>0</b> đổi chữ")
                    .contains("5,0 → 9,0", "6,0 → 4,0", "7,0 → trống", "trống → 7,5", LAN, "Tự sửa trong phiên")
                    .contains("Chưa có biên nhận nào", "4 thay đổi điểm")
                    .doesNotContain("8,0 →");
        }
        var principal = school.principal();
        assertThat(principal.get("/trace?kind=UP").body())
                .contains("<b>1</b> thay đổi")
                .doesNotContain("6,0 → 4,0");
        assertThat(principal.get("/trace?name=anh").body())
                .as("without diacritics")
                .contains("<b>2</b> thay đổi", "Lê Thị Ánh")
                .doesNotContain("Lê Thị Yến");
        // everything that is told, or one kind of it
        assertThat(principal.get("/trace").body()).contains("Đợt nhập <b>1</b>", "đã công bố");
        assertThat(principal.get("/trace?about=MARK").body())
                .contains("<b>4</b> thay đổi")
                .doesNotContain("đã công bố");
        assertThat(principal.get("/trace?about=WINDOW").body())
                .contains("<b>1</b> thay đổi", "<b>0</b> tăng", "Nhập điểm, từ 07:00 21/11/2026")
                .doesNotContain("5,0 → 9,0");
        // days as people write them, and what is none is said and kept
        assertThat(principal.get("/trace?from=21/11/2026&until=21-11-2026").body())
                .contains("value=\"21/11/2026\"", "5,0 → 9,0");
        assertThat(principal.get("/trace?from=22/11/2026").body()).contains("Không có thay đổi nào như vậy");
        var odd = principal.get("/trace?from=31/02/2026");
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body()).contains("Ngày phải ghi đủ ngày/tháng/năm", "value=\"31/02/2026\"");
        assertThat(principal.get("/trace/list.csv?from=2026-11-21").statusCode())
                .isEqualTo(422);
        assertThat(principal.get("/trace?lane=WITNESSED").body()).contains("Không có thay đổi nào như vậy");
        assertThat(principal
                        .get("/trace?until=1/1/2020&page=99&kind=%3Cb%3E&year=x")
                        .body())
                .contains("Không có thay đổi nào như vậy");
        assertThat(principal.get("/trace/teachers/" + school.staff(LAN)).body())
                .contains("Lịch sử thay đổi: " + LAN, "5,0 → 9,0");

        // one cell, all its versions; and the panel beside the grid leads there
        var cell = "/trace/cells/" + sheet + "/" + pupils.get(2) + "/tx1";
        assertThat(principal.get(cell).body()).contains("Ghi sổ", "trống → 7,0", "7,0 → trống", "trống → 7,5");
        assertThat(school.teacher()
                        .get("/sheets/" + sheet + "/cells/" + pupils.get(2) + "/tx1/history")
                        .body())
                .contains(cell, "Tự sửa trong phiên");

        // the files say the same
        var csv = principal.get("/trace/list.csv?kind=DOWN").body();
        assertThat(csv)
                .startsWith("\uFEFF\"Lúc\",\"Lớp\"")
                .contains("\"6,0\",\"4,0\"")
                .hasLineCount(2);
        var xlsx = principal.download("/trace/list.xlsx");
        assertThat(ExcelFile.read(xlsx))
                .isInstanceOfSatisfying(
                        ExcelFile.Reading.Read.class,
                        read -> assertThat(read.tabs().getFirst().rows()).hasSize(6));
        assertThat(csv).contains("\"Loại\"", "\"Điểm\"");

        // the teacher: their own; another teacher: nothing; the head of the department and the homeroom teacher: theirs
        assertThat(school.teacher().get("/trace/me").body())
                .contains("Lịch sử thay đổi của tôi", "5,0 → 9,0")
                .doesNotContain("Khoảng chưa neo");
        assertThat(school.teacher().get("/classes/" + homeroom + "/trace").body())
                .contains("5,0 → 9,0");
        school.person("Lê Văn Khác");
        school.person("Tạ Văn Trưởng");
        school.house.db.write(Governed.SETUP, tx -> {
            var other = Roll.open(tx, "2026-2027", 8, "8A2");
            Roll.assign(tx, other.id(), "toan", school.staff("Lê Văn Khác"), Governed.FROM);
            var department = Departments.open(tx, "Tổ Toán");
            Departments.join(tx, department.id(), school.staff("Tạ Văn Trưởng"), true, Governed.FROM);
            Departments.join(tx, department.id(), school.staff(LAN), false, Governed.FROM);
            return null;
        });
        var stranger = school.in("Lê Văn Khác");
        assertThat(stranger.get("/trace/me").body()).contains("Không có thay đổi nào như vậy");
        assertThat(stranger.get("/trace").body()).doesNotContain("5,0 → 9,0");
        assertThat(stranger.get("/trace/list.csv").body()).hasLineCount(1);
        for (var path : List.of(
                "/trace/teachers/" + school.staff(LAN),
                "/classes/" + homeroom + "/trace",
                cell,
                "/trace/cells/" + sheet + "/" + pupils.get(2) + "/gk",
                "/trace/cells/nowhere/nobody/tx1")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(422);
        }
        assertThat(school.in("Tạ Văn Trưởng")
                        .get("/trace/teachers/" + school.staff(LAN))
                        .body())
                .contains("5,0 → 9,0");
        assertThat(school.in("Tạ Văn Trưởng")
                        .get("/trace/teachers/" + school.staff("Lê Văn Khác"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(school.clerk().get("/trace").statusCode()).isEqualTo(403);
        school.house.db.write(
                Governed.SETUP, tx -> Roll.lead(tx, homeroom, school.staff("Lê Văn Khác"), Governed.FROM));
        assertThat(school.in("Lê Văn Khác")
                        .get("/classes/" + homeroom + "/trace")
                        .body())
                .contains("5,0 → 9,0");
    }

    @Test
    @Tag("browser")
    void the_pages_are_whole_at_a_desk_and_on_a_phone() {
        changes();
        try (var chromium = new Chromium()) {
            var axe = new Axe();
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("#username", "hoant.thcshm");
                page.fill("#password", Governed.PASSWORD);
                page.click("form[action='/sign-in'] button.go");
                for (var path : List.of("/trace", "/trace/cells/" + sheet + "/" + pupils.get(2) + "/tx1")) {
                    page.navigate(school.web().address().resolve(path).toString());
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                            .as(path)
                            .isLessThanOrEqualTo(0);
                    assertThat(axe.violations(page)).as(path).isEmpty();
                    Chromium.shoot(page, "trace" + path.length() + "-" + page.viewportSize().width);
                }
            }
        }
    }

    @Test
    @Tag("scenario-7")
    @Tag("art:002-12.9")
    void whoever_holds_disk_and_key_edits_removes_cuts_rewrites_or_swaps_the_trail_and_is_found_out() throws Exception {
        var data = folder.resolve("school");
        commit(school.teacher(), 0, "tx1", "5");
        var lastWeek = copy(data, "last-week");
        changesOfThisWeek();
        var first = head();
        correct(school.teacher(), 0, "tx1", "5", "9");
        var last = head();
        var page = school.principal().get("/trace").body();
        assertThat(page).contains("1 thay đổi điểm");
        var line = Long.parseLong(
                String.valueOf(school.one("SELECT max(seq) FROM change WHERE ent = 'mark' AND id LIKE '%/gk'")));
        open = false;
        school.close();

        assertThat(verify(data, first, last)).startsWith("0 sound: ");
        assertThat(verify(lastWeek)).as("nothing vouches for anything").startsWith("0 sound: ");
        assertThat(verify(lastWeek, first))
                .startsWith("1 ")
                .contains("bản ghi trên giấy holds this line, but the journal ends at");

        var edited = copy(data, "edited");
        attack(
                edited,
                "DROP TRIGGER change_is_final",
                "UPDATE change SET line = CAST(replace(CAST(line AS TEXT), '\"tenths\":80', '\"tenths\":90') AS BLOB)"
                        + " WHERE seq = " + line);
        assertThat(verify(edited)).startsWith("1 ").contains("change " + line + ": the chain breaks here (mark ");

        var removed = copy(data, "removed");
        attack(removed, "DROP TRIGGER change_stays", "DELETE FROM change WHERE seq = " + line);
        assertThat(verify(removed)).startsWith("1 ").contains("change: lines " + line + " to " + line + " are missing");

        var cut = copy(data, "cut");
        attack(cut, "DROP TRIGGER change_stays", "DELETE FROM change WHERE seq > " + (line - 1));
        assertThat(verify(cut, first))
                .startsWith("1 ")
                .contains("holds this line, but the journal ends at " + (line - 1));

        // the whole chain computed anew, and the row made to agree: only what is held outside tells, and between which
        // lines
        var rewritten = copy(data, "rewritten");
        attack(
                rewritten,
                "DROP TRIGGER change_is_final",
                "DROP TRIGGER guard_mark_update",
                "UPDATE change SET line = CAST(replace(CAST(line AS TEXT), '\"tenths\":80', '\"tenths\":90') AS BLOB)"
                        + " WHERE seq = " + line,
                "UPDATE mark SET tenths = 90 WHERE col = 'gk'");
        rechain(rewritten, line);
        var before = (line - 1) + ":" + headAt(data, line - 1);
        assertThat(verify(rewritten, before, first, last))
                .startsWith("1 ")
                .contains("change " + first.substring(0, first.indexOf(':')) + ": differs from what bản ghi trên giấy")
                .contains("change " + last.substring(0, last.indexOf(':')) + ": differs")
                .doesNotContain("change " + (line - 1) + ": differs");
    }

    private void changesOfThisWeek() {
        var lan = school.teacher();
        commit(lan, 2, "gk", "8");
        commit(lan, 1, "tx1", "6");
    }

    /** As a principal writes it down: the line and the head that the page of the journal shows. */
    private String head() {
        return school.house.db.read(handle -> {
            var seq = ChangeLog.lastSeq(handle);
            return seq + ":"
                    + HexFormat.of()
                            .formatHex(ChangeLog.find(handle, seq).orElseThrow().head());
        });
    }

    private Path copy(Path from, String name) throws Exception {
        var to = folder.resolve(name);
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                if (!each.getFileName().toString().endsWith(".lock")) {
                    Files.copy(each, to.resolve(from.relativize(each).toString()));
                }
            }
        }
        return to;
    }

    private static String verify(Path home, String... heads) {
        var arguments = new ArrayList<>(List.of("audit", "verify", "--data", home.toString()));
        for (var each : heads) {
            arguments.add("--head");
            arguments.add(each);
        }
        var standing = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var code = Main.commandLine().execute(arguments.toArray(String[]::new));
            return code + " " + said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(standing);
        }
    }

    private static void attack(Path home, String... statements) throws Exception {
        var data = new DataFolder(home);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()));
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String headAt(Path home, long seq) throws Exception {
        var data = new DataFolder(home);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()));
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT head FROM change WHERE seq = " + seq)) {
            assertThat(found.next()).isTrue();
            return HexFormat.of().formatHex(found.getBytes(1));
        }
    }

    /** Computes every head from that line on again, as whoever knows the form can. */
    private static void rechain(Path home, long from) throws Exception {
        var head = HexFormat.of().parseHex(headAt(home, from - 1));
        var data = new DataFolder(home);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()));
                var lines = connection.prepareStatement("SELECT seq, line FROM change WHERE seq >= ? ORDER BY seq");
                var update = connection.prepareStatement("UPDATE change SET head = ? WHERE seq = ?")) {
            lines.setLong(1, from);
            try (var found = lines.executeQuery()) {
                while (found.next()) {
                    head = Chain.next(head, Chain.lineHash(found.getBytes(2)));
                    update.setBytes(1, head);
                    update.setLong(2, found.getLong(1));
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }
}
