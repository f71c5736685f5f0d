package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attendance.Kind;
import vn.sotruong.school.attendance.Mark;
import vn.sotruong.school.attendance.Marker;
import vn.sotruong.school.attendance.Slot;
import vn.sotruong.school.attendance.Told;
import vn.sotruong.school.conduct.Author;
import vn.sotruong.school.conduct.Outcome;
import vn.sotruong.school.conduct.Typed;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Correction;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.regulation.WorkedExamples;
import vn.sotruong.school.regulation.WorkedExamples.Example;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;
import vn.sotruong.school.workbook.SampleFile;

/** Tổng kết, qua cửa của cả ngôi nhà: marks typed into the grid and committed, and what the class's page makes of them. */
class ResultStoryTest {
    private static final Duration TO_FEBRUARY = Duration.ofDays(80);
    private static final String LAN = "Trần Thị Lan";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final Map<String, String> WORDS =
            Map.of("GOOD", "Tốt", "FAIR", "Khá", "PASSED", "Đạt", "NOT_YET", "Chưa đạt");
    private static final Map<String, String> HEADINGS = Map.of(
            "tx1", "Điểm TX 1", "tx2", "Điểm TX 2", "tx3", "TX3", "tx4", "TX4", "gk", "Giữa kỳ", "ck", "Cuối học kì");

    @TempDir
    private Path folder;

    private Governed school;
    private long ops = 0x19c_0000_0000L;
    private Way way = this::type;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        for (var name : List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            return null;
        });
        school.later(TO_FEBRUARY);
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** Một lớp: pupils by name, and the sheet of each subject and term. */
    private record Room(Homeroom homeroom, Map<String, String> pupils, Map<String, String> sheets) {
        String here(String term) {
            return "/classes/" + homeroom.id() + "/results?term=" + term;
        }

        String id(String pupil) {
            return Objects.requireNonNull(pupils.get(pupil));
        }

        String sheet(String subject, int semester) {
            return sheets.getOrDefault(subject + semester, "");
        }
    }

    private Room room(String name, List<String> pupils, int regular) {
        return school.house.db.write(Governed.SETUP, tx -> {
            var homeroom = Roll.open(tx, "2026-2027", 7, name);
            var staff = school.staff(LAN);
            Roll.lead(tx, homeroom.id(), staff, Governed.FROM);
            var sheets = new HashMap<String, String>();
            for (var subject : Curriculum.LOWER_SECONDARY) {
                Roll.assign(tx, homeroom.id(), subject.id(), staff, Governed.FROM);
                for (var semester = 1; semester <= 2; semester++) {
                    var sheet = subject.kind() == Subject.Kind.COMMENT
                            ? Gradebook.openComment(tx, homeroom.id(), subject.id(), semester)
                            : Gradebook.open(tx, homeroom.id(), subject.id(), semester, regular);
                    sheets.put(subject.id() + semester, sheet.id());
                }
            }
            return new Room(homeroom, enrol(tx, homeroom, pupils), sheets);
        });
    }

    private static Map<String, String> enrol(Tx tx, Homeroom homeroom, List<String> names) {
        var admitted = new ArrayList<Pupil>();
        var ids = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) {
            var born = LocalDate.parse("2014-03-01").plusDays(i);
            var name = VietnameseName.split("Lê Thị " + (char) ('A' + i / 5) + "nh");
            var pupil = People.admit(tx, name, born, Sex.FEMALE, null, null, null);
            admitted.add(pupil);
            ids.put(names.get(i), pupil.id());
        }
        Roll.enrol(tx, homeroom, admitted, Governed.FROM);
        return ids;
    }

    /** Một giá trị để gõ. */
    private record Value(String pupil, String column, String text) {}

    /** By what way values come into a sheet. */
    @FunctionalInterface
    private interface Way {
        void enter(TestBrowser browser, String sheet, List<Value> typed);
    }

    private void type(TestBrowser browser, String sheet, List<Value> typed) {
        var here = "/sheets/" + sheet;
        browser.get(here);
        var kept = browser.postJson(
                here + "/ops", typed.stream().map(this::op).collect(Collectors.joining(",", "{\"ops\":[", "]}")));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    }

    /** A file of the teacher's own: names of which several are alike, birth dates, numbers and words. */
    private void upload(TestBrowser browser, String sheet, List<Value> typed) {
        var columns = typed.stream().map(Value::column).distinct().sorted().toList();
        var byPupil = typed.stream()
                .collect(Collectors.groupingBy(
                        Value::pupil, LinkedHashMap::new, Collectors.toMap(Value::column, Value::text)));
        var rows = new ArrayList<List<?>>();
        rows.add(List.of("Bảng điểm của tôi"));
        rows.add(Stream.concat(
                        Stream.of("Họ và tên", "Ngày sinh"), columns.stream().map(HEADINGS::get))
                .toList());
        byPupil.forEach((id, values) -> {
            var pupil =
                    school.house.db.read(handle -> People.findPupil(handle, id)).orElseThrow();
            var row = new ArrayList<Object>(List.of(pupil.name().full(), pupil.birthDate()));
            columns.forEach(column -> row.add(number(values.getOrDefault(column, ""))));
            rows.add(row);
        });
        var here = "/sheets/" + sheet + "/excel";
        browser.get(here);
        var answer =
                browser.upload(here, "file", "diem.xlsx", SampleFile.sheet("Sheet1", rows.toArray(List<?>[]::new)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        var report = browser.get(here).body();
        var seal = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"").matcher(report);
        assertThat(seal.find()).as(report).isTrue();
        var confirmed = browser.post(here + "/confirm", "seal", seal.group(1));
        var filled = typed.stream().filter(each -> !each.text().isEmpty()).count();
        assertThat(TestBrowser.location(confirmed)).as(confirmed.body()).endsWith("?kept=" + filled + "&late=0");
    }

    private static Object number(String text) {
        return text.matches("[0-9]+,[0-9]") ? new BigDecimal(text.replace(',', '.')) : text;
    }

    /** Enters values into one sheet, looks at what would be committed, and commits it. */
    private void commit(String sheet, List<Value> typed) {
        var browser = school.teacher();
        var here = "/sheets/" + sheet;
        way.enter(browser, sheet, typed);
        var question = SEAL.matcher(browser.get(here + "/commit").body());
        var fields = new ArrayList<String>();
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        assertThat(fields).isNotEmpty();
        var answer = browser.post(here + "/commit", fields.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private String op(Value typed) {
        return "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                .formatted(ops++, typed.pupil(), typed.column(), typed.text());
    }

    /** As a teacher writes it. */
    private static String written(String value) {
        return switch (value) {
            case "D" -> "Đ";
            case "C" -> "CĐ";
            default -> Integer.parseInt(value) / 10 + "," + Integer.parseInt(value) % 10;
        };
    }

    /** The row of a pupil on the class's page. */
    private String row(Room room, String term, String pupil) {
        var page = school.teacher().get(room.here(term));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        var at = page.body().indexOf("/pupils/" + room.id(pupil) + "/results");
        assertThat(at).as(pupil).isPositive();
        return page.body().substring(at, page.body().indexOf("</tr>", at));
    }

    private static String level(String row) {
        var found = Pattern.compile("<td class=\"lv\"><b[^>]*>([^<]*)</b>").matcher(row);
        return found.find() ? found.group(1) : "";
    }

    @Test
    @Tag("art:tt22-9.1")
    @Tag("art:002-13.5")
    void averages_of_the_worked_examples_come_out_of_the_grid() {
        averages();
    }

    private void averages() {
        for (var size : List.of(2, 3, 4)) {
            var examples = WorkedExamples.list().stream()
                    .filter(each -> each.id().startsWith("A") && each.rule().equals("TT22"))
                    .filter(each -> each.question().equals("term"))
                    .filter(each -> each.list("quota").getFirst().equals(String.valueOf(size)))
                    .toList();
            var room = room(
                    "7" + (char) ('A' + size),
                    examples.stream().map(Example::id).toList(),
                    size);
            var typed = new ArrayList<Value>();
            for (var example : examples) {
                var pupil = room.id(example.id());
                var regular = example.list("tx");
                for (var i = 0; i < regular.size(); i++) {
                    typed.add(new Value(pupil, "tx" + (i + 1), written(regular.get(i))));
                }
                typed.add(
                        new Value(pupil, "gk", written(example.list("periodic").getFirst())));
                typed.add(new Value(pupil, "ck", written(example.list("ck").getFirst())));
            }
            commit(room.sheet("toan", 1), typed);
            assertThat(examples).isNotEmpty().allSatisfy(example -> {
                var average = example.expected().getOrDefault("average", "");
                var said = average.equals("PENDING") ? "–" : written(average);
                var row = row(room, "1", example.id());
                // toan is the second subject of the form
                assertThat(List.of(row.split("<td ", -1)).get(2))
                        .as(example.id())
                        .contains(">" + said + "<");
            });
        }
    }

    private List<Example> classified() {
        return WorkedExamples.list().stream()
                .filter(each -> each.id().matches("[CD].*") && each.rule().equals("TT22"))
                .filter(each -> !each.list("subjects").isEmpty()
                        && each.list("subjects").stream()
                                .map(subject -> subject.substring(0, subject.indexOf(':')))
                                .allMatch(Set.copyOf(Curriculum.LOWER_SECONDARY.stream()
                                        .map(subject -> subject.id())
                                        .toList())::contains))
                .toList();
    }

    /** A class whose pupils are the worked examples: every mark of both terms typed, conduct given, days away noted. */
    private Room golden() {
        var examples = classified();
        var room = room("7A", examples.stream().map(Example::id).toList(), 2);
        for (var subject : Curriculum.LOWER_SECONDARY) {
            for (var semester = 1; semester <= 2; semester++) {
                var typed = new ArrayList<Value>();
                for (var example : examples) {
                    var value = example.list("subjects").stream()
                            .filter(each -> each.startsWith(subject.id() + ":"))
                            .map(each -> each.substring(each.indexOf(':') + 1))
                            .findFirst()
                            .orElseThrow();
                    for (var column : List.of("tx1", "tx2", "gk", "ck")) {
                        typed.add(new Value(room.id(example.id()), column, written(value)));
                    }
                }
                commit(room.sheet(subject.id(), semester), typed);
            }
        }
        conduct(room, examples);
        for (var example : examples) {
            away(room, room.id(example.id()), Integer.parseInt(example.inputs().getOrDefault("absences", "0")));
        }
        return room;
    }

    private void conduct(Room room, List<Example> examples) {
        var lan = new Author(school.actor(LAN, Capacity.USE), school.staff(LAN), Set.of(Need.HOMEROOM));
        for (var semester = 1; semester <= 2; semester++) {
            var term = semester - 1;
            var typed = examples.stream()
                    .map(each -> new Typed(
                            room.id(each.id()),
                            each.list("conduct").isEmpty()
                                    ? "T"
                                    : each.list("conduct").get(term),
                            ""))
                    .toList();
            assertThat(school.house.conduct.enter(lan, room.homeroom().id(), "G" + semester, typed))
                    .isEqualTo(new Outcome.Done(examples.size()));
        }
    }

    /** Away for so many days since the year began; the last ones before today. */
    private void away(Room room, String pupil, int days) {
        var lan = new Marker(school.actor(LAN, Capacity.USE), school.staff(LAN), false);
        var day = LocalDate.parse("2026-10-01");
        for (var i = 0; i < days; i++) {
            var mark = new Mark(
                    "%024x".formatted(ops++),
                    room.homeroom().id(),
                    pupil,
                    day.plusDays(i),
                    Slot.MORNING,
                    null,
                    Kind.EXCUSED,
                    0,
                    "Gia đình báo");
            assertThat(school.house.attendance.mark(lan, mark)).isInstanceOf(Told.Kept.class);
        }
    }

    @Test
    @Tag("art:tt22-9.2")
    @Tag("art:tt22-15")
    @Tag("art:002-13.5")
    @Tag("art:002-6.c")
    void levels_and_titles_of_the_worked_examples_come_out_of_the_grid() {
        openQuestions(levels());
    }

    private Room levels() {
        var room = golden();
        for (var example : classified()) {
            var row = row(room, "year", example.id());
            var expected = example.expected().get("level");
            if (expected != null) {
                assertThat(level(row)).as(example.id()).isEqualTo(WORDS.get(expected));
            }
            var title = example.expected().get("title");
            if (title != null) {
                assertThat(row.contains("Học sinh Xuất sắc")).as(example.id()).isEqualTo(title.equals("EXCELLENT"));
            }
            assertThat(row(room, "1", example.id())).as("no title for a term").doesNotContain("Học sinh ");
        }
        var cases = school.house.db.read(
                handle -> Results.cases(handle, room.homeroom().id()));
        for (var example : classified()) {
            var judged = Objects.requireNonNull(cases.get(room.id(example.id())));
            var outcome = example.expected().get("outcome");
            if (outcome != null) {
                assertThat(judged.regulation().review(judged.year()).outcome().name())
                        .as(example.id())
                        .isEqualTo(outcome);
            }
        }
        // why, in words, with the article
        assertThat(row(room, "year", "C3")).contains("Tin học", "6,5", "Điều 9");
        return room;
    }

    @Test
    @Tag("art:002-13.5")
    void the_same_tables_come_out_of_excel() {
        way = this::upload;
        averages();
        assertThat(levels().pupils()).isNotEmpty();
    }

    /** An open question is settled by the principal and a member of the board; then the class is computed by it. */
    private void openQuestions(Room room) {
        assertThat(level(row(room, "year", "C17 substitute"))).isEqualTo("Khá");
        assertThat(level(row(room, "year", "C10"))).isEqualTo("Khá");
        var principal = school.principal();
        assertThat(principal.get("/rulesets").body())
                .contains("Thông tư 22/2021/TT-BGDĐT", "khối 6, 7, 8, 9", "Như đạt điểm tối đa");
        assertThat(decide(principal, "adjust-how", "drop", "").statusCode()).isEqualTo(422);
        assertThat(decide(principal, "adjust-how", "guess", "21/QĐ-THCS").body())
                .contains("Không có lựa chọn này");
        assertThat(decide(principal, "adjust-how", "drop", "21/QĐ-THCS").statusCode())
                .isEqualTo(303);
        assertThat(decide(principal, "adjust-comment", "no", "21/QĐ-THCS").statusCode())
                .isEqualTo(303);
        assertThat(level(row(room, "year", "C17 substitute")))
                .as("not confirmed")
                .isEqualTo("Khá");
        for (var browser : List.of(school.teacher(), school.vice(), school.admin())) {
            browser.get("/rulesets");
            assertThat(decide(browser, "both-fail", "both", "1").statusCode()).isIn(403, 422);
        }
        var ids = school.house.db.read(
                handle -> handle.createQuery("SELECT id FROM ruleset_choice WHERE confirmed_by IS NULL")
                        .mapTo(String.class)
                        .list());
        assertThat(ids).hasSize(2);
        principal.get("/rulesets");
        assertThat(principal
                        .post("/rulesets/" + ids.getFirst() + "/confirm", "checked", "yes")
                        .statusCode())
                .as("not by the principal alone")
                .isEqualTo(403);
        var member = school.in("Đỗ Ban Một");
        for (var id : ids) {
            assertThat(member.get("/rulesets").body()).contains("Chờ ban quản trị xác nhận");
            var confirmed = member.post("/rulesets/" + id + "/confirm", "checked", "yes");
            assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(303);
        }
        assertThat(level(row(room, "year", "C17 substitute"))).isEqualTo("Đạt");
        assertThat(level(row(room, "year", "C10"))).isEqualTo("Đạt");
        assertThat(school.principal().get("/rulesets").body())
                .contains("Quyết định 21/QĐ-THCS", "mặc định là: Như đạt điểm tối đa");
    }

    private static HttpResponse<String> decide(TestBrowser browser, String question, String answer, String decision) {
        return browser.post(
                "/rulesets/choose", "ruleset", "TT22", "question", question, "answer", answer, "decision", decision);
    }

    /** One pupil with every mark of both terms, but for what is named. */
    private Room one(Map<String, String> besides) {
        var room = room("7B", List.of("An"), 2);
        for (var subject : Curriculum.LOWER_SECONDARY) {
            for (var semester = 1; semester <= 2; semester++) {
                var comment = subject.kind() == Subject.Kind.COMMENT;
                var typed = new ArrayList<Value>();
                for (var column : List.of("tx1", "tx2", "gk", "ck")) {
                    var value = besides.getOrDefault(subject.id() + semester + column, comment ? "D" : "80");
                    if (!value.isEmpty()) {
                        typed.add(new Value(room.id("An"), column, written(value)));
                    }
                }
                commit(room.sheet(subject.id(), semester), typed);
            }
        }
        return room;
    }

    private HttpResponse<String> confirm(TestBrowser browser, Room room, String term, String step, String subject) {
        var page = browser.get(room.here(term)).body();
        var seal = Pattern.compile(
                        "name=\"step\" value=\"" + step + "\"><input type=\"hidden\" name=\"subject\" value=\""
                                + subject + "\"><input type=\"hidden\" name=\"seal\" value=\"([0-9a-f]+)\"")
                .matcher(page);
        return post(browser, room, term, step, subject, seal.find() ? seal.group(1) : "0");
    }

    private static HttpResponse<String> post(
            TestBrowser browser, Room room, String term, String step, String subject, String seal) {
        return browser.post(
                "/classes/" + room.homeroom().id() + "/results/confirm",
                "term",
                term,
                "step",
                step,
                "subject",
                subject,
                "seal",
                seal,
                "checked",
                "yes");
    }

    @Test
    @Tag("art:002-13.4")
    @Tag("art:003-9.2")
    @Tag("art:004-5.5")
    @Tag("art:002-14.2")
    void
            teachers_then_the_homeroom_teacher_then_the_principal_confirm_and_a_later_change_voids_exactly_what_it_touches() {
        var room = one(Map.of("toan1ck", ""));
        var lan = school.teacher();
        var principal = school.principal();
        var page = lan.get(room.here("1")).body();
        assertThat(page).contains("Còn thiếu", "cuối kỳ", LAN, "Rèn luyện");
        assertThat(confirm(lan, room, "1", "SUBJECT", "toan").body()).contains("chưa có kết quả");
        assertThat(confirm(lan, room, "1", "HOMEROOM", "").body()).contains("chưa xác nhận");
        commit(room.sheet("toan", 1), List.of(new Value(room.id("An"), "ck", "8,0")));
        for (var subject : Curriculum.LOWER_SECONDARY) {
            var answer = confirm(lan, room, "1", "SUBJECT", subject.id());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        }
        assertThat(confirm(lan, room, "1", "HOMEROOM", "").body()).contains("rèn luyện của kỳ này");
        var author = new Author(school.actor(LAN, Capacity.USE), school.staff(LAN), Set.of(Need.HOMEROOM));
        school.house.conduct.enter(author, room.homeroom().id(), "G1", List.of(new Typed(room.id("An"), "T", "")));
        assertThat(confirm(principal, room, "1", "PRINCIPAL", "").body()).contains("Giáo viên chủ nhiệm chưa xác nhận");
        assertThat(confirm(lan, room, "1", "HOMEROOM", "").statusCode()).isEqualTo(303);
        assertThat(confirm(school.vice(), room, "1", "PRINCIPAL", "").statusCode())
                .as("only the principal")
                .isEqualTo(422);
        assertThat(post(lan, room, "1", "PRINCIPAL", "", "0").statusCode()).isEqualTo(422);
        assertThat(confirm(principal, room, "1", "PRINCIPAL", "").statusCode()).isEqualTo(303);
        assertThat(principal.get("/results").body()).contains("Đã duyệt");

        // a later change of one average voids its subject, and whoever built on it; nothing else
        school.later(Duration.ofHours(3));
        lan = school.teacher();
        principal = school.principal();
        lan.get("/amendments");
        var request = lan.post(
                "/amendments",
                "sheet",
                room.sheet("toan", 1),
                "pupil",
                room.id("An"),
                "col",
                "ck",
                "value",
                "2,0",
                "reason",
                "Cộng nhầm");
        assertThat(request.statusCode()).as(request.body()).isEqualTo(303);
        assertThat(school.vice().get(TestBrowser.location(request)).body())
                .as("what it would do is told before anybody decides")
                .contains("<td>Điểm trung bình môn học kỳ</td><td>8,0</td><td><b>5,4</b></td>")
                .contains("<td>Điểm trung bình môn cả năm</td><td>8,0</td><td><b>7,1</b></td>")
                .contains("<td>Mức đạt học kỳ</td><td>Tốt</td><td><b>Khá</b></td>");
        var before = voids(room);
        assertThat(before).isEmpty();
        school.house.db.write(
                Governed.SETUP,
                tx -> school.house
                        .gradebook
                        .corrections()
                        .apply(
                                tx,
                                new Correction(
                                        room.sheet("toan", 1),
                                        new Cell(room.id("An"), Column.CK),
                                        Optional.of(new Score(80)),
                                        Optional.of(new Score(20)),
                                        school.staff(LAN),
                                        "Ghi nhầm",
                                        "",
                                        Lane.OWN)));
        assertThat(voids(room)).containsExactlyInAnyOrder("1 HOMEROOM ", "1 PRINCIPAL ", "1 SUBJECT toan");
        assertThat(lan.get(room.here("1")).body()).contains("Hết hiệu lực: kết quả môn Toán của em Lê Thị Anh đổi lúc");
        assertThat(row(room, "1", "An")).contains(">5,4<");
        assertThat(principal.get("/results").body()).doesNotContain("Đã duyệt");
        // whoever has an old page confirms nothing unseen
        assertThat(post(lan, room, "1", "SUBJECT", "toan", "00").body()).contains("vừa đổi");
        assertThat(confirm(lan, room, "1", "SUBJECT", "toan").statusCode()).isEqualTo(303);
    }

    private List<String> voids(Room room) {
        return school.house.db.read(
                handle -> handle.createQuery("SELECT period || ' ' || step || ' ' || subject FROM result_confirmation"
                                + " WHERE homeroom = :homeroom AND voided_at IS NOT NULL")
                        .bind("homeroom", room.homeroom().id())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    @Tag("art:002-15.4")
    void nobody_sees_what_is_none_of_their_business_and_nobody_writes_a_result() {
        var room = one(Map.of());
        school.person("Lê Văn Khác");
        var stranger = school.in("Lê Văn Khác");
        for (var path : List.of(room.here("1"), "/pupils/" + room.id("An") + "/results", "/results")) {
            assertThat(stranger.get(path).statusCode()).as(path).isIn(403, 404, 422);
            assertThat(school.admin().get(path).statusCode()).as(path).isIn(403, 404, 422);
        }
        // a teacher of one subject sees that subject alone, and no level
        school.person("Phạm Thị Một");
        school.house.db.write(
                Governed.SETUP,
                tx -> Roll.assign(tx, room.homeroom().id(), "gdcd", school.staff("Phạm Thị Một"), Governed.FROM));
        var single = school.in("Phạm Thị Một");
        assertThat(single.get(room.here("1")).body())
                .contains("Giáo dục công dân")
                .doesNotContain("Khoa học tự nhiên", ">Rèn luyện</th>", "Vì sao");
        assertThat(single.get("/pupils/" + room.id("An") + "/results").statusCode())
                .isIn(403, 404, 422);
        // no ranking anywhere
        for (var term : List.of("1", "2", "year")) {
            assertThat(school.teacher().get(room.here(term)).body().toLowerCase(Locale.ROOT))
                    .doesNotContain("xếp hạng", "thứ hạng");
        }
        assertThatThrownBy(() -> school.house.db.<Integer>write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE pupil_result SET year = 'level=GOOD'")))
                .hasMessageContaining("journal line");
    }

    @Test
    @Tag("scenario-14")
    @Tag("art:002-8.3")
    @Tag("art:003-20")
    @Tag("art:004-9.b")
    void a_closed_year_keeps_its_results_and_its_words_whatever_rules_come_later() {
        var pupil = older();
        var before =
                school.principal().get("/pupils/" + pupil.id("An") + "/results").body();
        var book = school.principal().get(pupil.here("year")).body();
        assertThat(book).contains("<b>Giỏi</b>", "ĐTB các môn", "Thông tư 58/2011", "đã kết thúc");
        assertThat(before).contains("Kết quả học tập: Giỏi");
        // later rules, a recomputation of everything, and an attack on the row itself change nothing
        var room = one(Map.of());
        school.house.results.recomputeAll(Governed.SETUP);
        school.house.db.write(
                Governed.SETUP, tx -> Results.recompute(tx, pupil.homeroom().id()));
        assertThat(table(school.principal().get(pupil.here("year")).body())).isEqualTo(table(book));
        assertThat(school.principal()
                        .get("/pupils/" + pupil.id("An") + "/results")
                        .body())
                .contains("Kết quả học tập: Giỏi");
        assertThat(level(row(room, "year", "An"))).as("the new year").isEqualTo("Tốt");
    }

    @Test
    void a_witnessed_amendment_of_a_closed_year_is_computed_by_the_rules_of_that_row_and_of_no_other() {
        var room = older();
        // the row came about by another release than the one that would be taken for that year now
        var by = "SELECT ruleset || ' ' || version || ' ' || choices FROM pupil_result WHERE school_year = '2018-2019'";
        var line = "SELECT subjects FROM pupil_result WHERE school_year = '2018-2019'";
        school.house.db.write(Governed.SETUP, tx -> {
            state(tx, "2026-2027", "2026-09-05", "2027-05-31", "CLOSED");
            state(tx, "2018-2019", "2018-09-05", "2019-05-31", "OPEN");
            var row = new HashMap<String, @Nullable Object>(tx.handle()
                    .createQuery("SELECT * FROM pupil_result WHERE school_year = '2018-2019'")
                    .mapToMap()
                    .one());
            row.remove("seq");
            row.replaceAll((_, value) -> value instanceof Number number ? (Object) number.longValue() : value);
            row.put("ruleset", "TT58_TT26");
            tx.amend(Results.ENTITIES.getFirst(), row, null);
            state(tx, "2018-2019", "2018-09-05", "2019-05-31", "CLOSED");
            state(tx, "2026-2027", "2026-09-05", "2027-05-31", "OPEN");
            return null;
        });
        var rules = school.one(by);
        assertThat(school.one(line)).contains("toan:S:80:80:80");
        var sheet = school.one("SELECT s.id FROM sheet s JOIN homeroom h ON h.id = s.homeroom WHERE s.subject = 'toan'"
                + " AND s.semester = 2 AND h.school_year = '2018-2019'");
        var refusal = school.house.db.write(
                Governed.SETUP,
                tx -> school.house
                        .gradebook
                        .corrections()
                        .apply(
                                tx,
                                new Correction(
                                        Objects.requireNonNull(sheet),
                                        new Cell(room.id("An"), Column.CK),
                                        Optional.of(new Score(80)),
                                        Optional.of(new Score(20)),
                                        school.staff(LAN),
                                        "Ghi nhầm",
                                        "",
                                        Lane.CLOSED)));
        assertThat(refusal).isEmpty();
        assertThat(school.one(line)).contains("toan:S:80:54:63");
        assertThat(school.one(by)).isEqualTo(rules).startsWith("TT58_TT26 1");
    }

    @Test
    @Tag("art:tt43-9")
    void continuing_education_has_no_level_until_the_principal_enters_a_clause_and_the_board_confirms_it() {
        var centre = new HashMap<String, @Nullable Object>();
        centre.put("id", "79760512");
        centre.put("name", "Trung tâm GDTX Hoa Mai");
        centre.put("level", "GDTX");
        centre.put("abbr", "thcshm");
        centre.put("address", null);
        centre.put("district", null);
        school.house.db.write(Governed.SETUP, tx -> tx.amend(SchoolYears.SCHOOL, centre, "thử"));
        var room = one(Map.of());
        assertThat(row(room, "year", "An")).contains("CẦN QUYẾT ĐỊNH", ">8,0<", "Chưa nhập điều khoản");
        var principal = school.principal();
        assertThat(principal.get("/rulesets").body()).contains("Thông tư 43/2021", "CẦN QUYẾT ĐỊNH");
        assertThat(principal.post("/rulesets/clause", clause("")).statusCode()).isEqualTo(422);
        var typed = principal.post("/rulesets/clause", clause("31/QĐ-GDTX", "floor.GOOD", "x"));
        assertThat(typed.body()).contains("Còn ô trống hoặc viết sai", "value=\"31/QĐ-GDTX\"");
        assertThat(principal
                        .post("/rulesets/clause", clause("31/QĐ-GDTX", "bound.PASSED", "9,0"))
                        .body())
                .contains("Ngưỡng của mức dưới");
        assertThat(principal.post("/rulesets/clause", clause("31/QĐ-GDTX")).statusCode())
                .isEqualTo(303);
        assertThat(row(room, "year", "An")).as("not confirmed").contains("CẦN QUYẾT ĐỊNH");
        var id = String.valueOf(school.one("SELECT id FROM ruleset_choice"));
        var member = school.in("Đỗ Ban Hai");
        member.get("/rulesets");
        assertThat(member.post("/rulesets/" + id + "/confirm").statusCode())
                .as("unchecked")
                .isEqualTo(422);
        assertThat(member.post("/rulesets/" + id + "/confirm", "checked", "yes").statusCode())
                .isEqualTo(303);
        assertThat(row(room, "year", "An")).contains("<b>Tốt</b>", "31/QĐ-GDTX");
        assertThat(school.principal().get("/rulesets").body()).contains("mọi môn từ 6,5", "Quyết định 31/QĐ-GDTX");
    }

    private static String[] clause(String decision, String... besides) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("ruleset", "TT43");
        fields.put("decision", decision);
        fields.put("fewest", "6");
        var values = Map.of("GOOD", "6,5 8,0 6 0", "FAIR", "5 6,5 6 0", "PASSED", "3.5 5,0 6 1");
        values.forEach((level, text) -> {
            var parts = text.split(" ", -1);
            fields.put("floor." + level, parts[0]);
            fields.put("bound." + level, parts[1]);
            fields.put("count." + level, parts[2]);
            fields.put("failures." + level, parts[3]);
        });
        for (var i = 0; i < besides.length; i += 2) {
            fields.put(besides[i], besides[i + 1]);
        }
        return fields.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
    }

    private static String table(String page) {
        return page.substring(page.indexOf("<table"), page.indexOf("</table>"));
    }

    /** A year under the older circular: it was open once, was computed by the rules of then, and was closed. */
    private Room older() {
        var actor = new Actor("setup", "test");
        school.house.db.write(actor, tx -> {
            state(tx, "2026-2027", "2026-09-05", "2027-05-31", "CLOSED");
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2018-2019",
                            LocalDate.parse("2018-09-05"),
                            LocalDate.parse("2019-05-31"),
                            SchoolYear.State.OPEN));
            return null;
        });
        var room = school.house.db.write(actor, tx -> {
            var homeroom = Roll.open(tx, "2018-2019", 9, "9A");
            var pupils = enrol(tx, homeroom, List.of("An"));
            for (var subject : Curriculum.LOWER_SECONDARY) {
                for (var semester = 1; semester <= 2; semester++) {
                    var comment = subject.kind() == Subject.Kind.COMMENT;
                    var sheet = comment
                            ? Gradebook.openComment(tx, homeroom.id(), subject.id(), semester)
                            : Gradebook.open(tx, homeroom.id(), subject.id(), semester, 2);
                    for (var column : List.of("tx1", "tx2", "gk", "ck")) {
                        old(tx, sheet.id(), pupils.getOrDefault("An", ""), column, comment);
                    }
                }
            }
            Results.recompute(tx, homeroom.id());
            return new Room(homeroom, pupils, Map.of());
        });
        school.house.db.write(actor, tx -> {
            Roll.withdraw(
                    tx,
                    People.findPupil(tx.handle(), room.id("An")).orElseThrow(),
                    LocalDate.parse("2026-10-01"),
                    "Hết năm học");
            state(tx, "2018-2019", "2018-09-05", "2019-05-31", "CLOSED");
            state(tx, "2026-2027", "2026-09-05", "2027-05-31", "OPEN");
            return null;
        });
        return room;
    }

    private static void state(Tx tx, String id, String starts, String ends, String state) {
        tx.status(SchoolYears.SCHOOL_YEAR, Map.of("id", id, "starts", starts, "ends", ends, "state", state), "năm học");
    }

    private static void old(Tx tx, String sheet, String pupil, String column, boolean comment) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", pupil);
        row.put("col", column);
        row.put("tenths", comment ? null : 80L);
        row.put("word", comment ? "D" : null);
        row.put("entered_by", "setup");
        row.put("entered_at", "2019-01-02T03:04:05.000Z");
        row.put("first_at", null);
        tx.create(Gradebook.MARK, row);
    }
}
