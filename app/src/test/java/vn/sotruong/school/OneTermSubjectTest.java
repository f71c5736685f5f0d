package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
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
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.results.Missing;
import vn.sotruong.school.results.PupilResult;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Môn chỉ dạy một học kỳ: the plan says so, that term's result is the year's, and nobody waits for the other. */
class OneTermSubjectTest {
    private static final String LAN = "Trần Thị Lan";

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom room;
    private String pupil;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        school.later(Duration.ofDays(80));
        room = school.house.db.write(Governed.SETUP, tx -> {
            OpenWindows.open(tx, "2026-2027");
            var opened = Roll.open(tx, "2026-2027", 7, "7A");
            Roll.lead(tx, opened.id(), school.staff(LAN), Governed.FROM);
            return opened;
        });
        pupil = school.house.db.write(Governed.SETUP, tx -> {
            var admitted = People.admit(
                    tx,
                    VietnameseName.split("Lê Thị Ánh"),
                    LocalDate.parse("2014-03-01"),
                    Sex.FEMALE,
                    null,
                    null,
                    null);
            Roll.enrol(tx, room, List.of(admitted), Governed.FROM);
            return admitted.id();
        });
        assertThat(plan("", "").statusCode()).isEqualTo(303);
        school.house.db.write(Governed.SETUP, tx -> {
            mark(tx, "toan", 1, 60);
            mark(tx, "toan", 2, 70);
            mark(tx, "gdcd", 1, 81);
            mark(tx, "congnghe", 2, 92);
            return null;
        });
        var lan = new Author(school.actor(LAN, Capacity.USE), school.staff(LAN), Set.of(Need.HOMEROOM));
        for (var period : List.of("G1", "G2")) {
            assertThat(school.house.conduct.enter(lan, room.id(), period, List.of(new Typed(pupil, "T", ""))))
                    .isEqualTo(new Outcome.Done(1));
        }
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void mark(Tx tx, String subject, int semester, int tenths) {
        var sheet = Gradebook.open(tx, room.id(), subject, semester, subject.equals("toan") ? 4 : 2);
        for (var column : sheet.columns()) {
            assertThat(school.house
                            .gradebook
                            .corrections()
                            .apply(
                                    tx,
                                    new Correction(
                                            sheet.id(),
                                            new Cell(pupil, column),
                                            Optional.empty(),
                                            Optional.of(new Score(tenths)),
                                            school.staff(LAN),
                                            "Nhập",
                                            "",
                                            Lane.DIRECTED)))
                    .isEmpty();
        }
    }

    private HttpResponse<String> plan(String civics, String technology) {
        var clerk = school.clerk();
        clerk.get("/classes/" + room.id() + "/programme");
        return clerk.post(
                "/classes/" + room.id() + "/programme",
                "year.toan",
                "140",
                "year.gdcd",
                "35",
                "term.gdcd",
                civics,
                "year.congnghe",
                "35",
                "term.congnghe",
                technology);
    }

    private String progress(int term) {
        return school.principal()
                .get("/progress/teachers/" + school.staff(LAN) + "?semester=" + term)
                .body();
    }

    private PupilResult result() {
        return school.house
                .db
                .read(handle -> Results.find(handle, "2026-2027", pupil))
                .orElseThrow();
    }

    private Result year(String subject) {
        return result().line(subject).orElseThrow().year();
    }

    private List<Missing> gaps() {
        return school.house.db.read(handle -> school.house.results.incomplete(handle, room.id()));
    }

    private PromotionOutcome outcome() {
        return school.house.db.read(handle -> Results.cases(handle, room.id())).entrySet().stream()
                .map(Map.Entry::getValue)
                .map(each -> each.regulation().review(each.year()).outcome())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("art:tt22-9.1")
    void the_result_of_the_only_term_is_the_years_and_nothing_waits_for_the_other() {
        assertThat(gaps())
                .extracting(each -> each.subject() + each.semester())
                .contains("gdcd2", "congnghe1")
                .doesNotContain("toan1", "toan2", "gdcd1", "congnghe2");
        assertThat(year("gdcd")).isEqualTo(Result.Gap.PENDING);
        assertThat(outcome()).isEqualTo(PromotionOutcome.CHUA_DU_DU_LIEU);

        assertThat(plan("3", "").statusCode()).isEqualTo(422);
        assertThat(plan("1", "2").statusCode()).isEqualTo(303);

        assertThat(gaps()).isEmpty();
        assertThat(year("gdcd")).isEqualTo(new Result.Score(81));
        assertThat(year("congnghe")).isEqualTo(new Result.Score(92));
        assertThat(year("toan")).isEqualTo(new Result.Score(67));
        assertThat(result().line("gdcd").orElseThrow().second()).isEqualTo(Result.Gap.LEFT_OUT);
        assertThat(outcome()).as("three subjects are too few for a level").isEqualTo(PromotionOutcome.CAN_QUYET_DINH);
        assertThat(school.clerk().get("/classes/" + room.id()).body()).contains("Chỉ học kỳ I<", "Chỉ học kỳ II<");
        assertThat(school.clerk().get("/classes/" + room.id() + "/programme").body())
                .contains("<option value=\"2\" selected>Chỉ học kỳ II</option>");

        // neither the count of progress nor the closing of the other term asks for it
        school.house.db.write(Governed.SETUP, tx -> {
            Gradebook.open(tx, room.id(), "gdcd", 2, 2);
            for (var subject : List.of("toan", "gdcd", "congnghe")) {
                Roll.assign(tx, room.id(), subject, school.staff(LAN), Governed.FROM);
            }
            return null;
        });
        assertThat(progress(1)).contains("Giáo dục công dân").doesNotContain("Công nghệ");
        assertThat(progress(2)).contains("Công nghệ").doesNotContain("Giáo dục công dân");

        // a mark that was given all the same is not passed over
        school.house.db.write(Governed.SETUP, tx -> {
            var sheet = Gradebook.open(tx, room.id(), "gdcd", 2, 2);
            var wish = new Correction(
                    sheet.id(),
                    new Cell(pupil, Column.GK),
                    Optional.empty(),
                    Optional.of(new Score(50)),
                    school.staff(LAN),
                    "Nhập",
                    "",
                    Lane.DIRECTED);
            return school.house.gradebook.corrections().apply(tx, wish);
        });
        assertThat(year("gdcd")).isEqualTo(Result.Gap.PENDING);
    }
}
