package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Stage;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Sau khi học kỳ kết thúc: a term's book is closed when others teach, or nobody does any more. */
class EndedTermStoryTest {
    private static final List<String> MEMBERS = List.of("Lê Thị An", "Lê Thị Bình", "Lê Thị Chi");
    private static final String TEACHER = "Trần Thị Lan";
    private static final String EARLIER = "Vũ Thị Sớm";
    private static final String LEADER = "Đỗ Thu Hà";
    private static final LocalDate HANDED_OVER = LocalDate.parse("2027-01-15");

    @TempDir
    private Path folder;

    private Governed school;
    private String room = "";

    @BeforeEach
    void open() {
        school = new Governed(folder);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        var leader = school.person(LEADER);
        var earlier = school.person(EARLIER);
        school.house.db.write(Governed.SETUP, tx -> {
            var nine = Roll.open(tx, "2026-2027", 9, "9A");
            room = nine.id();
            var first = Roll.assign(tx, room, "toan", earlier, Governed.FROM);
            Roll.end(tx, first.id(), HANDED_OVER, "chuyển công tác");
            Roll.assign(tx, room, "toan", school.staff(TEACHER), HANDED_OVER);
            var ended = Roll.assign(tx, room, "nguvan", earlier, Governed.FROM);
            Roll.end(tx, ended.id(), HANDED_OVER, "chuyển công tác");
            Roll.lead(tx, room, leader, Governed.FROM);
            var pupil = People.admit(
                    tx, VietnameseName.split("Trần An"), LocalDate.parse("2012-03-01"), Sex.FEMALE, null, null, null);
            Roll.enrol(tx, nine, List.of(pupil), Governed.FROM);
            return null;
        });
        school.later(Duration.ofDays(80));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private HttpResponse<String> step(TestBrowser browser, int semester, String deed, String... fields) {
        browser.get("/menu");
        return browser.post("/closing/" + room + "/" + semester + "/" + deed, fields);
    }

    private void done(TestBrowser browser, int semester, String deed, String... fields) {
        var answer = step(browser, semester, deed, fields);
        assertThat(answer.statusCode()).as(deed + " " + answer.body()).isEqualTo(303);
    }

    private void printed(int semester) {
        var member = school.in(MEMBERS.getFirst());
        done(member, semester, "propose", "said", "Đủ điểm");
        done(school.principal(), semester, "decide", "said", "31/QĐ-THCS", "despite", "Lớp thử");
        done(member, semester, "close");
        done(school.clerk(), semester, "print");
    }

    @Test
    void a_summer_window_is_published_for_the_year_that_ended_last_and_for_no_other_thing_of_it() {
        school.house.db.write(Governed.SETUP, tx -> {
            SchoolYears.turn(tx, SchoolYears.getOpenYear(tx.handle()), SchoolYear.State.CLOSED, "kết chuyển");
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2027-2028",
                            LocalDate.parse("2027-09-05"),
                            LocalDate.parse("2028-05-31"),
                            SchoolYear.State.OPEN));
            return null;
        });
        var principal = school.principal();
        assertThat(principal.get("/windows").body()).contains("Hè của năm học 2026–2027 (đã kết thúc)");
        assertThat(window(principal, "3/2025-2026").statusCode()).isEqualTo(422);
        assertThat(window(principal, "2/2026-2027").statusCode()).isEqualTo(422);
        assertThat(window(school.vice(), "3/2026-2027").statusCode()).isEqualTo(422);
        var published = window(principal, "3/2026-2027");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(303);
        assertThat(school.one("SELECT school_year || ' ' || semester FROM entry_window"))
                .isEqualTo("2026-2027 3");
        assertThat(principal.get("/windows").body()).contains("Kiểm tra lại sau hè");
        assertThat(school.house.db.<Boolean>read(handle -> Windows.schedule(handle, room, "toan", 3)
                        .open("ck", school.clock.instant())
                        .isPresent()))
                .isTrue();
    }

    private HttpResponse<String> window(TestBrowser browser, String semester) {
        browser.get("/windows");
        return browser.post(
                "/windows/publish",
                "semester",
                semester,
                "name",
                "Kiểm tra lại sau hè",
                "scope",
                "",
                "subject",
                "",
                "opens",
                "01/02/2027 07:00",
                "closes",
                "20/02/2027 17:00",
                "document",
                "");
    }

    @Test
    @Tag("art:002-19.2")
    void a_book_is_signed_by_whoever_taught_at_the_end_of_its_own_term() {
        printed(1);
        assertThat(step(school.in(LEADER), 1, "sign_class").body()).contains("Giáo viên bộ môn chưa ký đủ");
        done(school.in(EARLIER), 1, "sign", "subject", "toan");
        assertThat(step(school.in(LEADER), 1, "sign_class").body())
                .as("nobody teaches it today, and the signature is asked for all the same")
                .contains("Giáo viên bộ môn chưa ký đủ");
        assertThat(step(school.teacher(), 1, "sign", "subject", "nguvan").body())
                .contains("không dạy môn này");
        done(school.in(EARLIER), 1, "sign", "subject", "nguvan");
        done(school.in(LEADER), 1, "sign_class");
        done(school.principal(), 1, "approve");
        done(school.clerk(), 1, "archive", "said", "Tủ 3");
        assertThat(school.house.db.<Stage>read(handle -> Closings.stage(handle, room, 1)))
                .isEqualTo(Stage.ARCHIVED);
    }
}
