package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Stage;
import vn.sotruong.school.conduct.Author;
import vn.sotruong.school.conduct.Outcome;
import vn.sotruong.school.conduct.Reason;
import vn.sotruong.school.conduct.Typed;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Subject;

/** Sổ đã in và đóng dấu: a book on paper, an amendment after it, and the print that replaces it. */
class SealedBookStoryTest {
    private static final List<String> MEMBERS = List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi");
    private static final String LAN = "Trần Thị Lan";
    private static final String HUONG = "Vũ Mai Hương";
    private static final String LEADER = "Đỗ Thu Hà";
    private static final List<String> SUBJECTS =
            Curriculum.LOWER_SECONDARY.stream().map(subject -> subject.id()).toList();
    private static final Set<String> WEAK = Set.of("toan", "khtn", "tinhoc");
    private static final Pattern CONSENT = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final Pattern PRINT = Pattern.compile("/closing/[0-9a-z]{13}/1/prints/[0-9a-z]{13}/book\\.pdf");

    @TempDir
    private Path folder;

    private Governed school;
    /** By subject and term, of a class that has them all. */
    private final Map<String, String> sheets = new LinkedHashMap<>();

    private final List<Pupil> pupils = new ArrayList<>();
    private String room = "";
    private String sheet = "";
    private int ops;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        var leader = school.person(LEADER);
        school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            var eight = Roll.open(tx, "2026-2027", 8, "8A1");
            room = eight.id();
            Roll.assign(tx, room, "toan", school.staff(LAN), Governed.FROM);
            Roll.lead(tx, room, leader, Governed.FROM);
            for (var name : List.of("Lê Thị Xuân", "Y Čăm Niê", "Nguyễn Đức Thuận")) {
                pupils.add(People.admit(
                        tx, VietnameseName.split(name), LocalDate.parse("2013-03-01"), Sex.MALE, null, null, null));
            }
            Roll.enrol(tx, eight, pupils, Governed.FROM);
            sheet = Gradebook.open(tx, room, "toan", 1, 2).id();
            return null;
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    // --- steps

    private String here() {
        return "/closing/" + room + "/1";
    }

    private HttpResponse<String> step(TestBrowser browser, String deed, String... fields) {
        browser.get("/menu");
        return browser.post(here() + "/" + deed, fields);
    }

    private void done(TestBrowser browser, String deed, String... fields) {
        var answer = step(browser, deed, fields);
        assertThat(answer.statusCode()).as(deed + " " + answer.body()).isEqualTo(303);
    }

    private void commit(String in, String pupil, Map<String, String> marks) {
        var here = "/sheets/" + in;
        var lan = school.teacher();
        lan.get(here);
        marks.forEach((col, value) -> {
            var kept = lan.postJson(
                    here + "/ops",
                    "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}]}"
                            .formatted(0x19c_0000_0000L + ops++, pupil, col, value));
            assertThat(kept.body()).contains("\"is\":\"kept\"");
        });
        seal(in);
    }

    /** Ghi sổ. */
    private void seal(String in) {
        var here = "/sheets/" + in;
        var fields = new ArrayList<String>();
        SEAL.matcher(school.teacher().get(here + "/commit").body()).results().forEach(found -> {
            fields.addAll(List.of("col", found.group(1), "seal." + found.group(1), found.group(2)));
        });
        assertThat(school.teacher()
                        .post(here + "/commit", fields.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
    }

    /** Proposed, decided, closed and printed. */
    private void printed() {
        done(school.in(MEMBERS.getFirst()), "propose", "said", "Đủ điểm học kỳ I");
        done(school.principal(), "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        done(school.in(MEMBERS.getFirst()), "close");
        done(school.clerk(), "print");
    }

    /** Signed by everybody, approved and sealed. */
    private void sealed() {
        for (var subject : sheets.isEmpty() ? List.of("toan") : SUBJECTS) {
            done(school.teacher(), "sign", "subject", subject);
        }
        done(school.in(LEADER), "sign_class");
        done(school.principal(), "approve");
    }

    private Stage stage() {
        return school.house.db.read(handle -> Closings.stage(handle, room, 1));
    }

    /** The files that the page offers, the newest first. */
    private List<byte[]> files() {
        return PRINT.matcher(school.clerk().get(here()).body())
                .results()
                .map(found -> school.clerk().download(found.group()))
                .toList();
    }

    private static String text(byte[] file, int page) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            var stripper = new PDFTextStripper();
            if (page > 0) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
            }
            return stripper.getText(document);
        }
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private String asked() {
        var lan = school.teacher();
        var pupil = pupils.getFirst().id();
        lan.get("/amendments/new?sheet=" + sheet + "&pupil=" + pupil + "&col=ck");
        var answer = lan.post(
                "/amendments",
                "sheet",
                sheet,
                "pupil",
                pupil,
                "col",
                "ck",
                "value",
                "6,5",
                "reason",
                "Cộng sót điểm câu 5");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var id = TestBrowser.location(answer).substring("/amendments/".length()).replaceFirst("/.*", "");
        var seal = CONSENT.matcher(school.principal().get("/amendments/" + id).body());
        assertThat(seal.find()).isTrue();
        assertThat(school.principal()
                        .post("/amendments/" + id + "/consent", "seal", seal.group(1), "words", "")
                        .statusCode())
                .isEqualTo(303);
        return id;
    }

    private HttpResponse<String> executed(String id, Map<String, String> witnesses) {
        var lan = school.teacher();
        lan.get("/amendments/" + id);
        assertThat(lan.post("/amendments/" + id + "/session").statusCode()).isEqualTo(303);
        lan.get("/amendments/" + id + "/session");
        witnesses.forEach((role, who) -> assertThat(lan.post(
                                "/amendments/" + id + "/session/attend",
                                "role",
                                role,
                                "username",
                                school.username(who),
                                "password",
                                Governed.PASSWORD)
                        .statusCode())
                .isEqualTo(303));
        return lan.post(
                "/amendments/" + id + "/session/execute",
                "v." + pupils.getFirst().id() + ".ck",
                "6,5");
    }

    private String average() {
        return school.house.db.read(
                handle -> Results.find(handle, "2026-2027", pupils.getFirst().id())
                        .flatMap(result -> result.line("toan"))
                        .map(line -> line.first().toString())
                        .orElse(""));
    }

    /** What would change with an amendment, as one string. */
    private String everything() {
        return String.join(
                " | ",
                average(),
                sheets.isEmpty() ? "" : promotion(),
                school.one("SELECT group_concat(tenths) FROM mark"),
                String.valueOf(school.one("SELECT group_concat(state) FROM printed")),
                String.valueOf(school.one("SELECT count(*) FROM change WHERE ent IN ('mark', 'pupil_result')")));
    }

    /** The whole year of the class, by people at their pages; the first pupil is to be examined again. */
    private void wholeYear() {
        school.house.db.write(Governed.SETUP, tx -> {
            for (var subject : Curriculum.LOWER_SECONDARY) {
                var id = subject.id();
                if (!id.equals("toan")) {
                    Roll.assign(tx, room, id, school.staff(LAN), Governed.FROM);
                }
                for (var term = 1; term <= 2; term++) {
                    var opened = id.equals("toan") && term == 1
                            ? sheet
                            : subject.kind() == Subject.Kind.COMMENT
                                    ? Gradebook.openComment(tx, room, id, term).id()
                                    : Gradebook.open(tx, room, id, term, 2).id();
                    sheets.put(id + " " + term, opened);
                }
            }
            return null;
        });
        sheets.forEach(this::marks);
    }

    private void marks(String name, String each) {
        var subject = name.split(" ", 2)[0];
        var comment = Curriculum.LOWER_SECONDARY.stream()
                .anyMatch(known -> known.id().equals(subject) && known.kind() == Subject.Kind.COMMENT);
        var typed = new ArrayList<String>();
        for (var pupil : pupils) {
            var weak = pupil.equals(pupils.getFirst());
            for (var col : List.of("tx1", "tx2", "gk", "ck")) {
                var value = comment ? "Đ" : !weak ? "8" : WEAK.contains(subject) ? "4" : "5";
                if (weak && name.equals("toan 1")) {
                    value = col.equals("ck") ? "4,5" : "5";
                }
                typed.add("{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                        .formatted(0x19c_0000_0000L + ops++, pupil.id(), col, value));
            }
        }
        school.teacher().get("/sheets/" + each);
        assertThat(school.teacher()
                        .postJson("/sheets/" + each + "/ops", "{\"ops\":[" + String.join(",", typed) + "]}")
                        .statusCode())
                .isEqualTo(200);
        seal(each);
    }

    private List<Outcome> conduct() {
        var author = new Author(school.actor(LEADER, Capacity.USE), school.staff(LEADER), Set.of(Need.HOMEROOM));
        var levels = pupils.stream().map(each -> new Typed(each.id(), "T", "")).toList();
        return Stream.of("G1", "G2")
                .map(term -> school.house.conduct.enter(author, room, term, levels))
                .toList();
    }

    /** Listed by the homeroom teacher, approved by the principal. */
    private void approvedOnce() {
        var leader = school.in(LEADER);
        var here = "/classes/" + room + "/promotion";
        leader.get(here);
        assertThat(leader.post(here + "/list").statusCode()).isEqualTo(303);
        assertThat(leader.post(here + "/submit").statusCode()).isEqualTo(303);
        var seal = CONSENT.matcher(school.principal().get(here).body());
        assertThat(seal.find()).isTrue();
        var approved = school.principal().post(here + "/approve", "checked", "yes", "seal", seal.group(1));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(303);
    }

    private String promotion() {
        var review = school.house.db.read(handle ->
                Promotion.find(handle, "2026-2027", pupils.getFirst().id()).orElseThrow());
        return review.state() + " " + review.outcome().map(Enum::name).orElse("") + " " + review.why();
    }

    // --- stories

    @Test
    @Tag("scenario-1")
    @Tag("art:002-15.4")
    void an_amendment_of_a_sealed_book_supersedes_its_print_and_orders_another() throws Exception {
        school.later(Duration.ofDays(80));
        wholeYear();
        assertThat(conduct()).allMatch(Outcome.Done.class::isInstance);
        printed();
        assertThat(conduct().getFirst())
                .as("a closed book takes no conduct")
                .isEqualTo(new Outcome.Refused(Reason.BOOK_CLOSED));
        sealed();
        approvedOnce();
        assertThat(promotion()).startsWith("APPROVED_1 KIEM_TRA_LAI");
        assertThat(stage()).isEqualTo(Stage.APPROVED);
        var before = files().getFirst();
        assertThat(sha256(before)).isEqualTo(school.one("SELECT sha256 FROM printed"));
        assertThat(text(before, 0)).contains("8A1", "Lê Thị Xuân", "Y Čăm Niê", "4,5", "Bản in số 1", "Trang 1/");
        assertThat(school.clerk().get("/").body()).doesNotContain("phải in lại");
        var uploads = school.house.outbox.status().deadline().waiting();

        // leaving out any one changes nothing
        var id = asked();
        var everybody = Map.of("LEADER", HUONG, "BOARD", MEMBERS.getLast(), "REQUESTER", LAN);
        assertThat(average()).contains("48");
        var untouched = everything();
        for (var missing : everybody.keySet()) {
            var present = new HashMap<>(everybody);
            present.remove(missing);
            assertThat(executed(id, present).statusCode()).as(missing).isEqualTo(422);
            assertThat(school.teacher()
                            .post("/amendments/" + id + "/session/stop")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(everything()).as(missing).isEqualTo(untouched);
        }
        assertThat(stage()).isEqualTo(Stage.APPROVED);

        // all of them: trace, slip, average, superseded print, order, a new item for the office
        assertThat(executed(id, everybody).statusCode()).isEqualTo(303);
        assertThat(school.lines("mark").getLast()).contains(id, "Cộng sót điểm câu 5");
        assertThat(text(school.clerk().download("/amendments/" + id + "/slip.pdf"), 0))
                .contains("PHIẾU SỬA CHỮA DỮ LIỆU", "4,5", "6,5", "Lê Thị Xuân", HUONG, LAN, "Trang 1/1");
        assertThat(text(school.clerk().download("/amendments/summary.pdf"), 0))
                .contains("TỔNG HỢP", "Lê Thị Xuân", "8A1", "4,5", "6,5");
        assertThat(average()).contains("56");
        assertThat(everything()).isNotEqualTo(untouched).contains("SUPERSEDED");
        assertThat(promotion()).startsWith("RETURNED ");
        assertThat(school.in(LEADER).get("/classes/" + room + "/promotion").body())
                .contains("Lê Thị Xuân");
        assertThat(school.house.outbox.status().deadline().waiting()).isGreaterThan(uploads);
        assertThat(school.house.outbox.status().hoursLeft()).isBetween(0L, 48L);
        assertThat(school.clerk().get("/").body()).contains("Sổ điểm lớp 8A1 học kỳ I phải in lại");
        assertThat(school.clerk().get("/closing").body()).contains("Phải in lại");
        assertThat(school.clerk().get(here()).body()).contains("phiếu sửa điểm số 1", "In lại sổ");
        assertThat(step(school.clerk(), "archive", "said", "Tủ 3").body()).contains("Văn thư in lại sổ");

        // the old one still to be had, marked on every page
        var marked = files().getFirst();
        try (var document = Loader.loadPDF(marked)) {
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                assertThat(text(marked, page)).contains("Bản in số 1 không còn giá trị");
            }
        }

        // the new one says what it replaces, and is signed anew
        assertThat(step(school.in(MEMBERS.getFirst()), "print").statusCode()).isEqualTo(403);
        done(school.clerk(), "print");
        assertThat(stage()).isEqualTo(Stage.PRINTED);
        var both = files();
        assertThat(both).hasSize(2);
        assertThat(text(both.getFirst(), 0))
                .contains("Bản in số 2", "Thay thế bản in số 1", "6,5")
                .doesNotContain("không còn giá trị");
        assertThat(step(school.principal(), "approve").statusCode()).isEqualTo(422);
        sealed();
        assertThat(school.clerk().get("/").body()).doesNotContain("phải in lại");
        done(school.clerk(), "archive", "said", "Tủ 3");
        assertThat(stage()).isEqualTo(Stage.ARCHIVED);
    }

    @Test
    @Tag("scenario-15")
    void the_principal_approves_when_all_have_signed_and_the_archive_has_its_checklist() throws IOException {
        commit(sheet, pupils.getFirst().id(), Map.of("tx1", "5", "tx2", "5", "gk", "5", "ck", "4,5"));
        printed();
        var file = files().getFirst();
        try (var document = Loader.loadPDF(file)) {
            var last = document.getNumberOfPages();
            for (int page = 1; page <= last; page++) {
                assertThat(text(file, page)).contains("Trang " + page + "/" + last);
            }
        }
        var shown = school.principal().get(here()).body();
        assertThat(shown).contains("disabled aria-describedby", "còn chờ chữ ký của Toán, Giáo viên chủ nhiệm");
        assertThat(shown).doesNotContain("/1/approve");
        done(school.teacher(), "sign", "subject", "toan");
        assertThat(school.principal().get(here()).body()).contains("còn chờ chữ ký của Giáo viên chủ nhiệm");
        assertThat(step(school.principal(), "approve").statusCode()).isEqualTo(422);
        done(school.in(LEADER), "sign_class");
        assertThat(school.principal().get(here()).body())
                .contains("/1/approve")
                .doesNotContain("disabled aria-describedby");
        done(school.principal(), "approve");
        assertThat(school.clerk().get(here()).body()).contains("Bảng kiểm lưu trữ", "Chưa xong");
        done(school.clerk(), "archive", "said", "Tủ 3");
        assertThat(school.clerk().get(here()).body())
                .contains("Bảng kiểm lưu trữ", "Tủ 3")
                .doesNotContain("Chưa xong");
    }

    @Test
    void a_print_is_for_whoever_sees_the_book_and_is_never_altered_in_the_store() {
        printed();
        var link = PRINT.matcher(school.clerk().get(here()).body());
        assertThat(link.find()).isTrue();
        assertThat(school.in(LEADER).get(link.group()).statusCode()).isEqualTo(200);
        assertThat(school.teacher().get(link.group()).statusCode()).isIn(403, 404);
        school.person("Lê Văn Khác");
        assertThat(school.in("Lê Văn Khác").get(link.group()).statusCode()).isIn(403, 404);
        assertThat(school.admin().get(link.group()).statusCode()).isIn(403, 404);
        var attachment = school.one("SELECT attachment FROM printed");
        assertThat(school.clerk().get("/attachments/" + attachment).statusCode())
                .as("never without its mark")
                .isEqualTo(404);
        assertThat(step(school.clerk(), "print").statusCode()).isEqualTo(422);
        for (var sql : List.of(
                "UPDATE printed SET sha256 = '" + "0".repeat(64) + "'",
                "UPDATE printed SET state = 'SUPERSEDED'",
                "DELETE FROM printed")) {
            assertThatThrownBy(() -> school.house.db.write(
                            Governed.SETUP, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    @Tag("browser")
    void a_whole_class_with_every_subject_fits_its_paper() throws IOException {
        var names = List.of("Nguyễn Hoàng Phương Thảo", "Trần Đức Thịnh", "Lý Thị Mỹ Duyên", "Phạm Gia Bảo");
        school.house.db.write(Governed.SETUP, tx -> {
            var more = new ArrayList<Pupil>();
            for (int i = 0; i < 42; i++) {
                more.add(People.admit(
                        tx,
                        VietnameseName.split(names.get(i % names.size())),
                        LocalDate.parse("2013-03-01").plusDays(i),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
            }
            Roll.enrol(tx, Roll.getHomeroom(tx.handle(), room), more, Governed.FROM);
            Curriculum.LOWER_SECONDARY.stream()
                    .filter(subject -> !subject.id().equals("toan"))
                    .forEach(subject -> {
                        Roll.assign(tx, room, subject.id(), school.staff(LAN), Governed.FROM);
                        Gradebook.open(tx, room, subject.id(), 1, 4);
                    });
            return null;
        });
        commit(sheet, pupils.getLast().id(), Map.of("tx1", "10", "tx2", "8", "gk", "7,5", "ck", "9"));
        printed();
        var file = files().getFirst();
        var words = text(file, 0);
        assertThat(words).contains("Nguyễn Đức Thuận", "8,6", "Nguyễn Hoàng Phương Thảo", "Trang 2/");
        var out = Path.of("target", "screens");
        Files.createDirectories(out);
        Files.write(out.resolve("class-book.pdf"), file);
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                page.navigate(school.web().address().resolve("/sign-in").toString());
                page.fill("input[name=username]", school.username(LAN));
                page.fill("input[name=password]", Governed.PASSWORD);
                page.click("form button.go");
                page.navigate(school.web().address().resolve(here()).toString());
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .isLessThanOrEqualTo(0);
                Chromium.shoot(page, "closing-printed-" + page.viewportSize().width);
            }
        }
    }
}
