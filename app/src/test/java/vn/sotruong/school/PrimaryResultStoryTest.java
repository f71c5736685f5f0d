package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.PrimaryResult;
import vn.sotruong.school.regulation.Trait;
import vn.sotruong.school.regulation.WorkedExamples;
import vn.sotruong.school.regulation.WorkedExamples.Example;
import vn.sotruong.school.results.Change;
import vn.sotruong.school.results.Confirmation;
import vn.sotruong.school.results.Confirmations;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Kết quả giáo dục tiểu học, từ bảng nhập đến trang của lớp: the worked examples of Thông tư 27. */
class PrimaryResultStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final Pattern PLAN = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEQ = Pattern.compile("name=\"seen\" value=\"([0-9]+)\"");
    private static final Map<String, String> WORDS = Map.of(
            "EXCELLENT", "Hoàn thành xuất sắc",
            "WELL", "Hoàn thành tốt",
            "DONE", "Hoàn thành",
            "NOT_DONE", "Chưa hoàn thành");
    private static final Map<String, String> TITLES =
            Map.of("EXCELLENT", "Học sinh Xuất sắc", "EXEMPLARY", "Học sinh tiêu biểu");

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom four;
    private final Map<String, String> pupils = new LinkedHashMap<>();
    private final Map<String, String> sheets = new HashMap<>();
    private List<Example> examples;
    private List<String> traits;
    private long ops = 0x27a_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        for (var name : List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        examples = WorkedExamples.list().stream()
                .filter(each -> each.rule().equals("TT27") && each.question().equals("primary"))
                .toList();
        assertThat(examples).hasSizeGreaterThan(6);
        traits = examples.getFirst().regulation() instanceof Circular27 circular
                ? circular.traits(4).stream().map(Trait::id).toList()
                : List.of();
        four = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            OpenWindows.open(tx, "2026-2027");
            var homeroom = Roll.open(tx, "2026-2027", 4, "4A");
            Roll.lead(tx, homeroom.id(), school.staff(LAN), Governed.FROM);
            for (var subject : Curriculum.of(Level.TH)) {
                if (Curriculum.periods(Level.TH, subject.id(), 4) > 0) {
                    Roll.assign(tx, homeroom.id(), subject.id(), school.staff(LAN), Governed.FROM);
                    sheets.put(
                            subject.id(),
                            Gradebook.openPrimary(tx, homeroom, subject.id(), 2).id());
                }
            }
            var admitted = new ArrayList<Pupil>();
            for (var i = 0; i < examples.size(); i++) {
                var name = VietnameseName.split("Lê Thị " + (char) ('A' + i) + "nh");
                var pupil =
                        People.admit(tx, name, LocalDate.parse("2017-03-01").plusDays(i), Sex.FEMALE, null, null, null);
                admitted.add(pupil);
                pupils.put(examples.get(i).id(), pupil.id());
            }
            Roll.enrol(tx, homeroom, admitted, Governed.FROM);
            return homeroom;
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String id(Example example) {
        return Objects.requireNonNull(pupils.get(example.id()));
    }

    private String op(String pupil, String column, String value) {
        return "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                .formatted(ops++, pupil, column, value);
    }

    private void commit(String sheet, List<String> typed) {
        var browser = school.teacher();
        var here = "/sheets/" + sheet;
        browser.get(here);
        var kept = browser.postJson(here + "/ops", "{\"ops\":[" + String.join(",", typed) + "]}");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        var question = SEAL.matcher(browser.get(here + "/commit").body());
        var fields = new ArrayList<String>();
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        var answer = browser.post(here + "/commit", fields.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private void subjects() {
        for (var sheet : sheets.entrySet()) {
            var typed = new ArrayList<String>();
            for (var example : examples) {
                for (var each : example.list("subjects")) {
                    var parts = each.split(":", -1);
                    if (parts[0].equals(sheet.getKey())) {
                        typed.add(op(id(example), "mck", parts[1]));
                        if (parts.length > 2) {
                            typed.add(op(id(example), "ck", String.valueOf(Integer.parseInt(parts[2]) / 10)));
                        }
                    }
                }
            }
            commit(sheet.getValue(), typed);
        }
    }

    private HttpResponse<String> traits() {
        var lan = school.teacher();
        var here = "/classes/" + four.id() + "/traits";
        lan.get(here);
        var fields = new ArrayList<>(List.of("at", "END_YEAR"));
        for (var example : examples) {
            fields.addAll(List.of("seen." + id(example), ",".repeat(traits.size() + 1)));
            for (var i = 0; i < traits.size(); i++) {
                fields.addAll(List.of(
                        "t." + id(example) + "." + traits.get(i),
                        example.list("traits").get(i)));
            }
            if (!example.list("recognition").isEmpty()) {
                fields.addAll(List.of("t." + id(example) + ".kt-noibat", "x", "t." + id(example) + ".kt-lop", "x"));
            }
        }
        var kept = lan.post(here, fields.toArray(String[]::new));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(303);
        var seal = PLAN.matcher(lan.get(here + "/commit?at=END_YEAR").body());
        assertThat(seal.find()).isTrue();
        return lan.post(here + "/commit", "at", "END_YEAR", "seal", seal.group(1));
    }

    private String row(TestBrowser who, String pupil) {
        var page = who.get("/classes/" + four.id() + "/results?term=year");
        var at = page.body().indexOf("/pupils/" + pupil + "/results");
        assertThat(at).as(page.body()).isPositive();
        return page.body().substring(at, page.body().indexOf("</tr>", at));
    }

    private static String result(String row) {
        var found = Pattern.compile("<td class=\"lv\"><b>([^<]*)</b>").matcher(row);
        return found.find() ? found.group(1) : "";
    }

    @Test
    @Tag("art:tt27-9.2")
    @Tag("art:tt27-11")
    @Tag("art:tt27-13")
    void the_worked_examples_come_out_of_the_grids() {
        subjects();
        assertThat(row(school.teacher(), id(examples.getFirst()))).contains("Chưa đủ", "Còn thiếu: ");
        var gaps = school.house.db.read(handle -> school.house.results.incomplete(handle, four.id()));
        assertThat(gaps)
                .filteredOn(each -> each.semester() == 2)
                .hasSize(examples.size())
                .allSatisfy(each -> {
                    assertThat(each.col()).isEqualTo("pcck");
                    assertThat(each.teacher()).contains(school.staff(LAN));
                });
        assertThat(traits().statusCode()).isEqualTo(303);
        var cases = school.house.db.read(handle -> Results.primaryCases(handle, four.id()));
        for (var example : examples) {
            var row = row(school.teacher(), id(example));
            assertThat(result(row))
                    .as(example.id())
                    .isEqualTo(WORDS.get(example.expected().get("result")));
            var title = example.expected().get("title");
            TITLES.forEach((name, words) ->
                    assertThat(row.contains(words)).as(example.id()).isEqualTo(name.equals(title)));
            var circular = (Circular27) example.regulation();
            assertThat(circular.review(Objects.requireNonNull(cases.get(id(example))))
                            .outcome()
                            .name())
                    .as(example.id())
                    .isEqualTo(example.expected().get("outcome"));
        }
        kept();
        confirmed();
        foreseen();
        follows();
        leftOut();
    }

    /** Whoever stands for a step confirms what their page shows. */
    private void confirm(TestBrowser who, String step, String subject) {
        var here = "/classes/" + four.id() + "/results";
        var page = who.get(here + "?term=2").body();
        var form = Pattern.compile(
                        "name=\"step\" value=\"" + step + "\"><input type=\"hidden\" name=\"subject\" value=\""
                                + subject + "\"><input type=\"hidden\" name=\"seal\" value=\"([0-9a-f]+)\"")
                .matcher(page);
        assertThat(form.find()).as(step + subject + page).isTrue();
        var done = who.post(
                here + "/confirm",
                "term",
                "2",
                "step",
                step,
                "subject",
                subject,
                "seal",
                form.group(1),
                "checked",
                "yes");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    }

    private void confirmed() {
        var lan = school.teacher();
        for (var subject : sheets.keySet()) {
            confirm(lan, "SUBJECT", subject);
        }
        confirm(lan, "HOMEROOM", "");
        confirm(school.principal(), "PRINCIPAL", "");
        var state = school.house.db.read(handle -> Confirmations.standing(handle, four.id(), 2));
        assertThat(state.complete()).isTrue();
    }

    /** What a corrected test would do is told before it is done. */
    private void foreseen() {
        var first = id(examples.getFirst());
        var change = new Change(four.id(), first, "toan", 2, Column.CK, Optional.of(new Score(40)));
        var effects = school.house.db.read(
                handle -> Results.preview(handle, List.of(change)).orElseThrow());
        assertThat(effects.differences()).containsExactlyInAnyOrder("yearLevel", "title", "promotion");
        assertThat(effects.after().primary()).contains(PrimaryResult.NOT_DONE);
    }

    /** Điều 11 of inclusion: a subject outside of a disabled pupil's plan is left out of everything. */
    private void leftOut() {
        var seventh = Objects.requireNonNull(pupils.get("G7"));
        assertThat(result(row(school.teacher(), seventh))).isEqualTo("Chưa hoàn thành");
        school.house.db.write(Governed.SETUP, tx -> {
            var row = new HashMap<String, @Nullable Object>();
            for (var empty : List.of("until_date", "attachment", "decided_by", "decided_at")) {
                row.put(empty, null);
            }
            row.put("id", tx.newId());
            row.put("pupil", seventh);
            row.put("subject", "gdtc");
            row.put("kind", "DISABILITY_PLAN");
            row.put("from_date", "2026-09-01");
            row.put("reason", "Học hoà nhập theo kế hoạch cá nhân");
            row.put("decision", "15/QĐ-TH");
            row.put("state", "APPROVED");
            row.put("asked_by", school.staff(LAN));
            row.put("asked_at", "2026-10-01T01:00:00Z");
            row.put("decided_by", school.staff("Nguyễn Thị Hoa"));
            row.put("decided_at", "2026-10-02T01:00:00Z");
            tx.create(
                    Movements.ENTITIES.stream()
                            .filter(each -> each.table().equals("exemption"))
                            .findFirst()
                            .orElseThrow(),
                    row);
            return Results.recompute(tx, four.id());
        });
        assertThat(result(row(school.teacher(), seventh))).isEqualTo("Hoàn thành xuất sắc");
    }

    /** What is kept names its rules and the hash of its inputs, and a closed year stands. */
    private void kept() {
        assertThat(
                        school.one(
                                "SELECT count(*) FROM primary_result WHERE ruleset = 'TT27' AND version = 1 AND length(inputs) = 64"))
                .isEqualTo(String.valueOf(examples.size()));
        assertThat(school.principal()
                        .get("/pupils/" + id(examples.getFirst()) + "/results")
                        .body())
                .contains("Hoàn thành xuất sắc", "Tiếng Việt", "Học sinh Xuất sắc");
        assertThat(school.principal()
                        .get("/classes/" + four.id() + "/results?term=1")
                        .body())
                .contains("cuối học kỳ I")
                .doesNotContain("Xếp hạng", "Thứ hạng");
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE primary_result SET result = 'WELL'")))
                .hasMessageContaining("primary_result");
    }

    /** A corrected level changes the result in the same breath; whole numbers alone are tests. */
    private void follows() {
        var lan = school.teacher();
        var first = id(examples.getFirst());
        var here = "/classes/" + four.id() + "/traits/correct";
        var seq = SEQ.matcher(lan.get(here + "?at=END_YEAR&pupil=" + first).body());
        assertThat(seq.find()).isTrue();
        var done = lan.post(
                here, "at", "END_YEAR", "pupil", first, "seen", seq.group(1), "t.pc-nhanai", "D", "why", "Ghi nhầm");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(result(row(lan, first))).isEqualTo("Hoàn thành");
        var state = school.house.db.read(handle -> Confirmations.standing(handle, four.id(), 2));
        assertThat(state.led()).isFalse();
        assertThat(state.subjects().values()).allMatch(Confirmation::stands);
        assertThat(row(lan, first)).contains("Nhân ái").doesNotContain("Học sinh Xuất sắc");
        for (var typed : List.of("85", "9,5", "11", "8.0.1")) {
            var sheet = Objects.requireNonNull(sheets.get("toan"));
            var answer = lan.postJson("/sheets/" + sheet + "/ops", "{\"ops\":[" + op(first, "gk", typed) + "]}");
            assertThat(answer.body()).as(typed).contains("\"invalid\"").contains("điểm nguyên");
        }
    }
}
