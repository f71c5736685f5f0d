package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Khóa sổ ở tiểu học: levels, tests, and qualities and competencies can be named by a lock, and each binds its own. */
class PrimaryLockStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final List<String> MEMBERS = List.of("Đỗ Ban Một", "Đỗ Ban Hai", "Đỗ Ban Ba");
    private static final Pattern LOCK = Pattern.compile("name=\"lock\" value=\"([0-9a-z]{13})\"");

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom four;
    private Sheet toan;
    private String pupil;
    private long ops = 0x1bb_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder, Level.TH);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        four = school.house.db.write(Governed.SETUP, tx -> {
            Curriculum.of(Level.TH).forEach(subject -> SchoolYears.add(tx, subject));
            OpenWindows.open(tx, "2026-2027");
            var homeroom = Roll.open(tx, "2026-2027", 4, "4A");
            Roll.lead(tx, homeroom.id(), school.staff(LAN), Governed.FROM);
            Roll.assign(tx, homeroom.id(), "toan", school.staff(LAN), Governed.FROM);
            return homeroom;
        });
        pupil = school.house.db.write(Governed.SETUP, tx -> {
            var name = VietnameseName.split("Lê Thị An");
            var born = LocalDate.parse("2017-03-01");
            var admitted = People.admit(tx, name, born, Sex.FEMALE, null, null, null);
            Roll.enrol(tx, four, List.of(admitted), Governed.FROM);
            return admitted.id();
        });
        toan = school.house.db.write(Governed.SETUP, tx -> Gradebook.openPrimary(tx, four, "toan", 1));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String type(String col, String value) {
        var lan = school.teacher();
        lan.get("/sheets/" + toan.id());
        return lan.postJson(
                        "/sheets/" + toan.id() + "/ops",
                        "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}]}"
                                .formatted(ops++, pupil, col, value))
                .body();
    }

    private HttpResponse<String> wide(String lesson, String col) {
        var principal = school.principal();
        principal.get("/locks");
        return principal.post(
                "/locks/decide/wide",
                "kind",
                "ENTRY",
                "classes",
                "class:" + four.id(),
                "lesson",
                lesson,
                "term",
                "1",
                "col",
                col,
                "decision",
                "22/QĐ-TH",
                "reason",
                "Hết hạn");
    }

    private void execute() {
        var member = school.in(MEMBERS.getFirst());
        var fields = new ArrayList<String>();
        var page = member.get("/locks?subject=toan&semester=1").body();
        LOCK.matcher(page).results().forEach(found -> fields.addAll(List.of("lock", found.group(1))));
        var answer = member.post("/locks/execute", fields.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    @Test
    void the_matrix_offers_the_columns_of_a_primary_book_and_a_lock_on_one_binds_that_one() {
        var principal = school.principal();
        var page = principal.get("/locks?subject=toan&semester=1").body();
        assertThat(page)
                .contains("Mức giữa kỳ", "Kiểm tra giữa kỳ", "Mức cuối kỳ", "Kiểm tra cuối kỳ")
                .contains("value=\"" + four.id() + "/mck\"", "<option value=\"pcck\"")
                .doesNotContain("ĐĐGtx1", "ĐĐGck", "value=\"" + four.id() + "/pcck\"");
        var decided = principal.post(
                "/locks/decide",
                "subject",
                "toan",
                "semester",
                "1",
                "kind",
                "ENTRY",
                "cell",
                four.id() + "/mck",
                "decision",
                "21/QĐ-TH",
                "reason",
                "Hết hạn");
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(303);
        assertThat(type("mck", "t")).as("decided, and not yet executed").contains("\"is\":\"kept\"");
        execute();
        assertThat(type("mck", "h")).contains("\"is\":\"locked\"");
        assertThat(type("mgk", "h")).contains("\"is\":\"kept\"");
        assertThat(type("ck", "9")).contains("\"is\":\"kept\"");
        assertThat(principal.get("/locks?subject=toan&semester=1").body()).contains("4A", "Mức cuối kỳ");
        var crafted = principal.post(
                "/locks/decide",
                "subject",
                "toan",
                "semester",
                "1",
                "kind",
                "ENTRY",
                "cell",
                four.id() + "/tx1",
                "decision",
                "21/QĐ-TH",
                "reason",
                "Hết hạn");
        assertThat(crafted.statusCode()).isNotEqualTo(303);
    }

    @Test
    void qualities_and_competencies_are_locked_without_a_subject() {
        assertThat(wide("toan", "pcck").statusCode())
                .as("they belong to no subject")
                .isNotEqualTo(303);
        var lan = school.teacher();
        var traits = "/classes/" + four.id() + "/traits?at=";
        assertThat(lan.get(traits + "END_FIRST").body()).contains("name=\"t." + pupil);
        assertThat(wide("", "pcck").statusCode()).isEqualTo(303);
        execute();
        assertThat(lan.get(traits + "END_FIRST").body()).doesNotContain("name=\"t." + pupil);
        assertThat(lan.get(traits + "MID_FIRST").body()).contains("name=\"t." + pupil);
        assertThat(type("mck", "t")).contains("\"is\":\"kept\"");
    }
}
