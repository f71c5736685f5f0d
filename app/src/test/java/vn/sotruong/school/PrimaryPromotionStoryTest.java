package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.promotion.Review;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Programme;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.Trait;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Xét hoàn thành chương trình lớp học ở tiểu học: the same steps, by the circular on primary pupils. */
class PrimaryPromotionStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String YEAR = "2026-2027";
    private static final String AN = "Lê Văn An";
    private static final String BINH = "Phạm Thanh Bình";
    private static final String CHI = "Ngô Thị Chi";
    private static final Pattern SEALS = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");
    private static final Circular27 CIRCULAR =
            Circular27.of(Rulebook.find(Programme.TH, 2026, 4).orElseThrow());

    @TempDir
    private Path folder;

    private Governed school;
    private String homeroom = "";
    private final Map<String, String> pupils = new HashMap<>();
    private final Map<String, String> sheets = new HashMap<>();
    private long ops = 0x27b_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        homeroom = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            OpenWindows.open(tx, YEAR);
            var four = Roll.open(tx, YEAR, 4, "4A");
            Roll.lead(tx, four.id(), school.staff(LAN), Governed.FROM);
            for (var subject : Curriculum.of(Level.TH)) {
                if (Curriculum.periods(Level.TH, subject.id(), 4) > 0) {
                    Roll.assign(tx, four.id(), subject.id(), school.staff(LAN), Governed.FROM);
                    for (var semester = 1; semester <= 2; semester++) {
                        var sheet = Gradebook.openPrimary(
                                tx, four.id(), subject.id(), semester, tested(subject.id()) ? 1 : 0);
                        sheets.put(subject.id() + semester, sheet.id());
                    }
                }
            }
            var admitted = new ArrayList<Pupil>();
            for (var name : List.of(AN, BINH, CHI)) {
                var pupil = People.admit(
                        tx, VietnameseName.split(name), LocalDate.parse("2017-03-01"), Sex.FEMALE, null, null, null);
                admitted.add(pupil);
                pupils.put(name, pupil.id());
            }
            Roll.enrol(tx, four, admitted, Governed.FROM);
            return four.id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static boolean tested(String subject) {
        return CIRCULAR.tests(4, Circular27.Moment.END_YEAR).contains(subject);
    }

    private String id(String name) {
        return Objects.requireNonNull(pupils.get(name));
    }

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private void commit(String subject, String sheet) {
        var typed = new ArrayList<String>();
        for (var name : List.of(AN, BINH, CHI)) {
            var weak = !name.equals(AN) && subject.equals("toan");
            typed.add(op(id(name), "mck", weak ? "C" : "H"));
            if (tested(subject)) {
                typed.add(op(id(name), "ck", weak ? "3" : "6"));
            }
        }
        var lan = school.teacher();
        var here = "/sheets/" + sheet;
        lan.get(here);
        var kept = lan.postJson(here + "/ops", "{\"ops\":[" + String.join(",", typed) + "]}");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        var question = SEALS.matcher(lan.get(here + "/commit").body());
        var fields = new ArrayList<String>();
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        done(lan.post(here + "/commit", fields.toArray(String[]::new)));
    }

    private String op(String pupil, String column, String value) {
        return "{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                .formatted(ops++, pupil, column, value);
    }

    private void traits(String moment) {
        var traits = CIRCULAR.traits(4).stream().map(Trait::id).toList();
        var lan = school.teacher();
        var here = "/classes/" + homeroom + "/traits";
        lan.get(here + "?at=" + moment);
        var fields = new ArrayList<>(List.of("at", moment));
        for (var pupil : pupils.values()) {
            fields.addAll(List.of(
                    "seen." + pupil, ",".repeat(moment.equals("END_YEAR") ? traits.size() + 1 : traits.size() - 1)));
            traits.forEach(each -> fields.addAll(List.of("t." + pupil + "." + each, "D")));
        }
        done(lan.post(here, fields.toArray(String[]::new)));
        var seal = SEAL.matcher(lan.get(here + "/commit?at=" + moment).body());
        assertThat(seal.find()).isTrue();
        done(lan.post(here + "/commit", "at", moment, "seal", seal.group(1)));
    }

    private HttpResponse<String> act(TestBrowser browser, String page, String act, String... fields) {
        var here = "/classes/" + homeroom + "/" + page;
        browser.get(here);
        return browser.post(here + "/" + act, fields);
    }

    private HttpResponse<String> approve(String page) {
        var principal = school.principal();
        var here = "/classes/" + homeroom + "/" + page;
        var seal = SEAL.matcher(principal.get(here).body());
        return principal.post(here + "/approve", "checked", "yes", "seal", seal.find() ? seal.group(1) : "0");
    }

    private String state(String name) {
        var review = school.house
                .db
                .<Optional<Review>>read(handle -> Promotion.find(handle, YEAR, id(name)))
                .orElseThrow();
        return review.state() + " " + review.outcome().map(Enum::name).orElse("");
    }

    @Test
    @Tag("art:tt27-11")
    void a_primary_class_comes_to_an_end_by_its_own_circular_help_and_the_principals_ruling_with_it() {
        sheets.forEach((key, sheet) -> commit(key.substring(0, key.length() - 1), sheet));
        traits("END_FIRST");
        assertThat(school.principal().get("/classes/" + homeroom + "/promotion").body())
                .contains("Phẩm chất, năng lực học kỳ II (" + LAN + " nhập)", "Còn thiếu: <b>3</b>");
        traits("END_YEAR");
        done(act(school.teacher(), "promotion", "list"));
        done(act(school.teacher(), "promotion", "submit"));
        assertThat(List.of(state(AN), state(BINH))).containsExactly("SUBMITTED LEN_LOP", "SUBMITTED KIEM_TRA_LAI");
        done(approve("promotion"));
        done(act(school.principal(), "promotion", "issue", "decision", "45/QĐ", "issued", "2027-05-30"));
        assertThat(List.of(state(AN), state(BINH))).containsExactly("FINAL LEN_LOP", "SUMMER_PENDING KIEM_TRA_LAI");
        var principal = school.principal();
        principal.get("/windows");
        done(principal.post(
                "/windows/publish",
                "name",
                "Hè",
                "semester",
                "3",
                "scope",
                "",
                "subject",
                "",
                "opens",
                "01/09/2026 07:00",
                "closes",
                "20/08/2027 17:00",
                "document",
                ""));
        var lan = school.teacher();
        assertThat(act(lan, "summer", "enter", "v." + id(BINH) + ".toan.ck", "6,5")
                        .body())
                .contains("không phải kết quả");
        assertThat(act(lan, "summer", "enter", "v." + id(BINH) + ".toan.ck", "0")
                        .body())
                .contains("điểm nguyên từ 1 đến 10");
        done(act(lan, "summer", "enter", "v." + id(BINH) + ".toan", "H", "v." + id(BINH) + ".toan.ck", "6"));
        done(act(lan, "summer", "enter", "v." + id(CHI) + ".toan", "C", "v." + id(CHI) + ".toan.ck", "4"));
        assertThat(lan.get("/classes/" + homeroom + "/summer").body())
                .contains("Toán: bài kiểm tra", "Chưa hoàn thành", "Hoàn thành");
        done(act(lan, "summer", "list"));
        assertThat(List.of(state(BINH), state(CHI)))
                .containsExactly("SUMMER_RESULT LEN_LOP", "SUMMER_RESULT CAN_QUYET_DINH");
        assertThat(approve("summer").body()).contains("quyết định bằng văn bản");
        done(act(
                school.principal(),
                "summer",
                "rule",
                "pupil",
                id(CHI),
                "outcome",
                "O_LAI_LOP",
                "number",
                "46/QĐ",
                "date",
                "2027-08-01",
                "text",
                "Giáo viên chủ nhiệm và gia đình đề nghị học lại"));
        done(approve("summer"));
        done(act(school.principal(), "promotion", "issue", "decision", "47/QĐ", "issued", "2027-08-02"));
        assertThat(List.of(state(AN), state(BINH), state(CHI)))
                .containsExactly("FINAL LEN_LOP", "FINAL LEN_LOP", "FINAL O_LAI_LOP");
    }
}
