package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Correction;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Reason;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;
import vn.sotruong.school.workbook.SampleFile;

/** Điểm 0 của bài kiểm tra ở tiểu học: whether it is a mark is asked of the ruleset, whichever way a mark comes in. */
class TestScaleStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final String RANGE = "điểm nguyên từ 1 đến 10";
    private static final String FIRST_TAB = "xl/worksheets/sheet1.xml";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private Sheet toan;
    private final List<Pupil> pupils = new ArrayList<>();
    private long ops = 0x1bb_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        for (var name : List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        toan = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            var homeroom = Roll.open(tx, "2026-2027", 4, "4A");
            for (var given : List.of("An", "Bình", "Chi")) {
                var name = new VietnameseName("Lê Thị", given);
                pupils.add(People.admit(tx, name, LocalDate.parse("2017-03-01"), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, homeroom, pupils, Governed.FROM);
            Roll.assign(tx, homeroom.id(), "toan", school.staff(LAN), Governed.FROM);
            var from = tx.now().minus(Duration.ofDays(1));
            var until = tx.now().plus(Duration.ofDays(3));
            Windows.establish(tx, "2026-2027", 1, "Đánh giá học kỳ I", from, until, school.staff("Nguyễn Thị Hoa"));
            return Gradebook.openPrimary(tx, homeroom, "toan", 1);
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String here() {
        return "/sheets/" + toan.id();
    }

    private String id(int pupil) {
        return pupils.get(pupil).id();
    }

    private HttpResponse<String> type(int pupil, String value) {
        var lan = school.teacher();
        lan.get(here());
        return lan.postJson(
                here() + "/ops",
                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"ck\",\"base\":0,\"value\":\"%s\"}]}"
                        .formatted(ops++, id(pupil), value));
    }

    private void commit() {
        var fields = new ArrayList<String>();
        var question = SEAL.matcher(school.teacher().get(here() + "/commit").body());
        while (question.find()) {
            fields.addAll(List.of("col", question.group(1), "seal." + question.group(1), question.group(2)));
        }
        assertThat(school.teacher()
                        .post(here() + "/commit", fields.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
    }

    private HttpResponse<String> correct(int pupil, String was, String value) {
        var at = here() + "/cells/" + id(pupil) + "/ck/correction";
        school.teacher().get(at);
        return school.teacher().post(at, "was", was, "value", value, "reason", "MISTYPED");
    }

    /** The template with a number typed into the test of the first pupil. */
    private String uploaded(String value) {
        var lan = school.teacher();
        lan.get(here());
        var file = SampleFile.tampered(
                lan.download(here() + "/excel/template.xlsx"),
                FIRST_TAB,
                text -> text.replaceFirst(
                        "<c r=\"H4\"([^>]*?)(?: t=\"[a-z]+\")?(?:/>|>.*?</c>)",
                        "<c r=\"H4\"$1><v>" + value + "</v></c>"));
        assertThat(lan.upload(here() + "/excel", "file", "diem.xlsx", file).statusCode())
                .isEqualTo(303);
        return lan.get(here() + "/excel").body();
    }

    private HttpResponse<String> ask(String value) {
        var lan = school.teacher();
        lan.get("/amendments/new?sheet=" + toan.id() + "&pupil=" + id(1) + "&col=ck");
        return lan.post(
                "/amendments", "sheet", toan.id(), "pupil", id(1), "col", "ck", "value", value, "reason", "Ghi nhầm");
    }

    /** The principal decides that nought counts, and a member of the board confirms it. */
    private void settle() {
        var principal = school.principal();
        principal.get("/rulesets");
        assertThat(principal
                        .post(
                                "/rulesets/choose",
                                "ruleset",
                                "TT27",
                                "question",
                                "test-zero",
                                "answer",
                                "yes",
                                "decision",
                                "21/QĐ-TH")
                        .statusCode())
                .isEqualTo(303);
        var choice = school.one("SELECT id FROM ruleset_choice");
        var member = school.in("Đỗ Ban Một");
        member.get("/rulesets");
        assertThat(member.post("/rulesets/" + choice + "/confirm", "checked", "yes")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @Tag("art:tt27-7.1")
    void a_nought_is_refused_on_every_way_in_until_the_school_settles_that_it_counts() {
        assertThat(type(0, "0").body()).contains("\"is\":\"invalid\"", RANGE);
        assertThat(school.teacher().get(here()).body()).contains("data-scale=\"FROM_ONE\"", RANGE);
        var form = school.teacher().post(here(), "m." + id(0) + ".ck", "0", "r." + id(0), "0,0,0,0");
        assertThat(form.statusCode()).isEqualTo(422);
        assertThat(form.body()).contains("“0”", RANGE);
        assertThat(school.one("SELECT count(*) FROM draft")).isEqualTo("0");
        assertThat(type(1, "9").statusCode()).isEqualTo(200);
        commit();

        var own = correct(1, "9,0", "0");
        assertThat(own.statusCode()).isEqualTo(422);
        assertThat(own.body()).contains(RANGE);
        var lan = new Teacher(school.actor(LAN, Capacity.USE), school.staff(LAN));
        var wish = new Correction(
                toan.id(),
                new Cell(id(1), Column.CK),
                Optional.of(new Score(90)),
                Optional.of(new Score(0)),
                lan.staff(),
                "Ghi nhầm",
                "",
                Lane.DIRECTED);
        var sitting = school.house.db.write(
                lan.actor(), tx -> school.house.gradebook.corrections().apply(tx, wish));
        assertThat(sitting).as("what a sitting would write").contains(Reason.FROM_ONE);

        assertThat(uploaded("0")).contains("Sai", RANGE);
        assertThat(uploaded("7")).doesNotContain(RANGE);

        var missing = school.teacher();
        missing.get(here() + "/missing");
        assertThat(missing.post(here() + "/missing", "pupil", id(2), "col", "ck", "words", "Nằm viện")
                        .statusCode())
                .isEqualTo(303);
        var test = school.one("SELECT id FROM missing_test");
        assertThat(missing.post("/missing-tests/" + test + "/propose", "words", "Không làm bù")
                        .statusCode())
                .isEqualTo(303);
        var principal = school.principal();
        principal.get("/missing-tests");
        assertThat(principal
                        .post("/missing-tests/" + test + "/decide", "yes", "1", "words", "12/QĐ-TH")
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT tenths FROM mark WHERE pupil = '" + id(2) + "'"))
                .isEqualTo("10");

        assertThat(type(0, "10").statusCode()).isEqualTo(200);
        school.later(Duration.ofDays(4));
        var asked = ask("0");
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains(RANGE);
        settle();
        assertThat(ask("0").statusCode()).isEqualTo(303);
        assertThat(uploaded("0")).doesNotContain(RANGE);
        assertThat(school.teacher().get(here()).body()).contains("data-scale=\"WHOLE\"");
    }

    @Test
    void a_draft_of_nought_is_not_committed_once_the_school_has_taken_it_back() {
        settle();
        assertThat(type(0, "0").body()).contains("\"is\":\"kept\"");
        var principal = school.principal();
        principal.get("/rulesets");
        assertThat(principal
                        .post(
                                "/rulesets/choose",
                                "ruleset",
                                "TT27",
                                "question",
                                "test-zero",
                                "answer",
                                "no",
                                "decision",
                                "22/QĐ-TH")
                        .statusCode())
                .isEqualTo(303);
        var choice = school.one("SELECT id FROM ruleset_choice WHERE confirmed_by IS NULL");
        var member = school.in("Đỗ Ban Hai");
        member.get("/rulesets");
        assertThat(member.post("/rulesets/" + choice + "/confirm", "checked", "yes")
                        .statusCode())
                .isEqualTo(303);
        var lan = school.teacher();
        var seal = SEAL.matcher(lan.get(here() + "/commit").body());
        assertThat(seal.find()).isTrue();
        var refused = lan.post(here() + "/commit", "col", seal.group(1), "seal." + seal.group(1), seal.group(2));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(RANGE);
        assertThat(school.one("SELECT count(*) FROM mark")).isEqualTo("0");
    }
}
