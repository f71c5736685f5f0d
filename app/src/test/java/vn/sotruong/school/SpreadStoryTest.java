package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;

/** Phổ điểm của một lớp môn, through the door: its teacher and the leaders read it, nobody else. */
class SpreadStoryTest {
    private static final String MINH = "Lê Văn Minh";

    @TempDir
    private Path folder;

    @Test
    void its_teacher_sees_how_the_marks_spread_and_whose_fell() {
        try (var school = new Governed(folder)) {
            school.person(MINH);
            var sheet = fill(school);
            var here = "/sheets/" + sheet + "/spread";
            assertThat(school.teacher().get("/sheets/" + sheet).body()).contains(here);
            var page = school.teacher().get(here);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("ĐĐGtx1", "6,5 đến 7,9", "Cả 10 em đều có kết quả", "8 em có kết quả, 2 em chưa có")
                    .contains("So với ĐĐGtx1: 0 em lên, 7 em giữ nguyên, 1 em xuống", "Lê Thị An: 7,5 xuống 5,0");
            assertThat(school.principal().get(here).statusCode()).isEqualTo(200);
            assertThat(school.in(MINH).get(here).statusCode()).isEqualTo(422);
            assertThat(school.admin().get(here).statusCode()).isEqualTo(403);
            try (var chromium = new Chromium()) {
                for (var window : List.of(chromium.desk(), chromium.phone())) {
                    window.navigate(school.web().address().resolve("/sign-in").toString());
                    window.fill("#username", "lantt.thcshm");
                    window.fill("#password", Governed.PASSWORD);
                    window.click("form[action='/sign-in'] button.go");
                    window.navigate(school.web().address().resolve(here).toString());
                    assertThat(window.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .isEqualTo(true);
                    assertThat(new Axe().violations(window)).isEmpty();
                    Chromium.shoot(window, "spread-" + window.viewportSize().width);
                }
            }
        }
    }

    private static String fill(Governed school) {
        return school.house.db.write(Governed.SETUP, tx -> {
            var room = Roll.open(tx, "2026-2027", 8, "8A");
            var pupils = new ArrayList<Pupil>();
            for (var given : List.of("An", "Bình", "Cúc", "Dung", "Giang", "Hà", "Khoa", "Lan", "Mai", "Nga")) {
                pupils.add(People.admit(
                        tx,
                        new VietnameseName("Lê Thị", given),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null));
            }
            Roll.enrol(tx, room, pupils, Governed.FROM);
            Roll.assign(tx, room.id(), "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            Roll.assign(tx, room.id(), "nguvan", school.staff(MINH), Governed.FROM);
            var sheet = Gradebook.open(tx, room.id(), "toan", 1, 2).id();
            for (var pupil : pupils) {
                tx.create(Gradebook.MARK, mark(sheet, pupil, "tx1", 75, tx.now()));
            }
            for (var pupil : pupils.subList(0, 8)) {
                tx.create(
                        Gradebook.MARK, mark(sheet, pupil, "gk", pupil.equals(pupils.getFirst()) ? 50 : 75, tx.now()));
            }
            return sheet;
        });
    }

    private static Map<String, @Nullable Object> mark(
            String sheet, Pupil pupil, String col, long tenths, java.time.Instant now) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("sheet", sheet);
        row.put("pupil", pupil.id());
        row.put("col", col);
        row.put("tenths", tenths);
        row.put("word", null);
        row.put("entered_by", "gv");
        row.put("entered_at", Moments.text(now));
        row.put("first_at", null);
        return row;
    }
}
