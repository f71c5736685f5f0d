package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.LateDrafts;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.windows.Windows;

/** Học sinh rời lớp giữa kỳ: what they were assessed in before is still entered, and asked for when its time is over. */
class LeaverStoryTest {
    private static final String LAN = "Trần Thị Lan";
    private static final Pattern SEAL = Pattern.compile("name=\"seal\\.([a-z0-9]+)\" value=\"([0-9a-f]+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private Homeroom room;
    private Sheet toan;
    private final List<Pupil> pupils = new ArrayList<>();
    private long ops = 0x19c_0000_0000L;

    @BeforeEach
    void open() {
        school = new Governed(folder);
        room = school.house.db.write(Governed.SETUP, tx -> Roll.open(tx, "2026-2027", 8, "8A"));
        toan = school.house.db.write(Governed.SETUP, tx -> {
            for (var given : List.of("Xuân", "Yến", "Ý")) {
                var name = new VietnameseName("Lê Thị", given);
                pupils.add(People.admit(tx, name, LocalDate.parse("2013-03-01"), Sex.FEMALE, null, null, null));
            }
            Roll.enrol(tx, room, pupils, Governed.FROM);
            Roll.assign(tx, room.id(), "toan", school.staff(LAN), Governed.FROM);
            var until = tx.now().plus(Duration.ofDays(4));
            var hoa = school.staff("Nguyễn Thị Hoa");
            Windows.establish(tx, "2026-2027", 1, "Nhập điểm học kỳ I", tx.now(), until, hoa);
            return Gradebook.open(tx, room.id(), "toan", 1, 2);
        });
        school.later(Duration.ofDays(2));
        school.house.db.write(Governed.SETUP, tx -> {
            var today = LocalDate.ofInstant(tx.now(), Formats.ZONE);
            Roll.withdraw(tx, pupils.getFirst(), today, "chuyển trường");
            return null;
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

    private HttpResponse<String> type(int pupil, String col, long base, String value) {
        var lan = school.teacher();
        lan.get(here());
        return lan.postJson(
                here() + "/ops",
                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":%d,\"value\":\"%s\"}]}"
                        .formatted(ops++, id(pupil), col, base, value));
    }

    private String marks(int pupil) {
        return String.valueOf(school.one(
                "SELECT group_concat(col || tenths, ' ') FROM mark WHERE pupil = '%s'".formatted(id(pupil))));
    }

    private int obstacles() {
        return school.house.db.read(handle -> LateDrafts.countOf(handle, room.id(), 1));
    }

    private HttpResponse<String> ask(String col, String value) {
        var lan = school.teacher();
        lan.get("/amendments/new?sheet=" + toan.id() + "&pupil=" + id(0) + "&col=" + col);
        return lan.post(
                "/amendments",
                "sheet",
                toan.id(),
                "pupil",
                id(0),
                "col",
                col,
                "value",
                value,
                "reason",
                "Chưa kịp nhập");
    }

    @Test
    void a_test_from_before_the_day_of_leaving_is_entered_while_its_window_runs_and_asked_for_afterwards() {
        assertThat(school.teacher().get(here()).body())
                .contains("Lê Thị Xuân", "đã rời lớp", "name=\"m." + id(0) + ".gk\"");
        assertThat(type(0, "gk", 0, "8").body()).contains("\"is\":\"kept\"");
        assertThat(obstacles()).as("its author can still commit it").isEqualTo(1);
        var question = SEAL.matcher(school.teacher().get(here() + "/commit").body());
        assertThat(question.find()).isTrue();
        assertThat(school.teacher()
                        .post(here() + "/commit", "col", "gk", "seal.gk", question.group(2))
                        .statusCode())
                .isEqualTo(303);
        assertThat(marks(0)).isEqualTo("gk80");
        assertThat(type(0, "tx1", 0, "6").body()).contains("\"is\":\"kept\"");

        school.later(Duration.ofDays(3));
        // what was typed in time may be taken back, and nothing new comes late
        assertThat(type(0, "tx2", 0, "7").body()).contains("\"is\":\"refused\"", "đã rời lớp", "đề nghị");
        assertThat(obstacles()).isEqualTo(1);
        var rev = school.one("SELECT rev FROM draft WHERE pupil = '%s' AND col = 'tx1'".formatted(id(0)));
        assertThat(type(0, "tx1", Long.parseLong(String.valueOf(rev)), "").body())
                .contains("\"is\":\"late\"");
        assertThat(obstacles()).isZero();
        assertThat(school.teacher().get(here()).body()).doesNotContain("name=\"m." + id(0));
        assertThat(ask("tx1", "6").statusCode())
                .as("a mark that was never entered")
                .isEqualTo(303);
        assertThat(ask("gk", "9").statusCode()).as("a mark that stands").isEqualTo(303);
    }

    @Test
    void a_window_that_opens_after_the_day_of_leaving_asks_nothing_of_who_has_left() {
        school.later(Duration.ofDays(3));
        var sheet = school.house.db.write(Governed.SETUP, tx -> {
            Roll.assign(tx, room.id(), "nguvan", school.staff(LAN), Governed.FROM);
            var until = tx.now().plus(Duration.ofDays(4));
            var hoa = school.staff("Nguyễn Thị Hoa");
            Windows.establish(tx, "2026-2027", 2, "Nhập điểm học kỳ II", tx.now(), until, hoa);
            return Gradebook.open(tx, room.id(), "toan", 2, 2);
        });
        var lan = school.teacher();
        assertThat(lan.get("/sheets/" + sheet.id()).body())
                .contains("Lê Thị Yến")
                .doesNotContain("Lê Thị Xuân");
        assertThat(lan.postJson(
                                "/sheets/" + sheet.id() + "/ops",
                                "{\"ops\":[{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"8\"}]}"
                                        .formatted(ops++, id(0)))
                        .body())
                .contains("\"is\":\"refused\"");
        lan.get("/amendments/new?sheet=" + sheet.id());
        assertThat(lan.post(
                                "/amendments",
                                "sheet",
                                sheet.id(),
                                "pupil",
                                id(0),
                                "col",
                                "gk",
                                "value",
                                "8",
                                "reason",
                                "Chưa kịp nhập")
                        .statusCode())
                .isEqualTo(422);
    }
}
