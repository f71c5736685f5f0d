package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;

/** Đo danh sách: list, search and sort among 2,000 pupils, beside a page of the same frame that lists nobody. */
@Tag("bench")
class PupilListBench {
    private static final int PUPILS = 2_000;
    private static final int REQUESTS = 60;
    private static final List<String> FAMILIES = List.of("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ");
    private static final List<String> MIDDLES = List.of("Thị", "Văn", "Ngọc", "Minh", "Gia", "Thu", "Đức");
    private static final List<String> GIVENS =
            List.of("An", "Ánh", "Bình", "Châu", "Dũng", "Đạt", "Hà", "Hoà", "Khánh", "Lan", "Minh", "Ngọc", "Yến");

    @TempDir
    private Path folder;

    @Test
    void list_search_and_sort() throws Exception {
        try (var db = SampleSchool.create(folder)) {
            fill(db);
            var seating = new Seating();
            var list = new PupilList(seating, CLOCK);
            var entrance = new Entrance(Map.of("clerk", Entrance.visitor("vt", "Đặng Thu Hà", Need.CLERK)));
            var pages = List.of(
                    entrance,
                    new FindPages(db, list, seating),
                    new PupilPages(db, new PupilRecords(db, seating, CLOCK), list, seating, new Health(db, CLOCK)));
            try (var door = TestDoor.open(folder, entrance, pages)) {
                var clerk = door.browser();
                clerk.get("/enter/clerk");
                var bare = measure(clerk, "/find");
                Figures.put("page of the same frame without a list, p50 ms", bare.p50());
                for (var each : Map.of(
                                "list of 2,000 pupils, first page", "/pupils",
                                "list of 2,000 pupils, sorted by name", "/pupils?sort=NAME&page=20",
                                "list of 2,000 pupils, incomplete records", "/pupils?incomplete=1",
                                "search among 2,000 pupils", "/pupils?q=ngoc+anh",
                                "search among 2,000 pupils, in Telex", "/find?q=nguyeexn+vawn+ddatj")
                        .entrySet()) {
                    Figures.keep(each.getKey(), measure(clerk, each.getValue()), "a page without a list", bare);
                }
            }
        }
    }

    private static Figures.Times measure(TestBrowser clerk, String path) throws Exception {
        return Figures.measure(
                REQUESTS,
                REQUESTS,
                () -> assertThat(clerk.get(path).statusCode()).isEqualTo(200));
    }

    private static void fill(Database db) {
        var rooms = new ArrayList<String>();
        for (var i = 0; i < 45; i++) {
            rooms.add(6 + i % 4 + "A" + i / 4);
        }
        var homerooms = SampleSchool.openClasses(db, rooms.toArray(String[]::new));
        db.write(CLERK, tx -> {
            var pupils = new ArrayList<Pupil>();
            for (var i = 0; i < PUPILS; i++) {
                var name = new VietnameseName(
                        FAMILIES.get(i % FAMILIES.size()) + " " + MIDDLES.get(i / 3 % MIDDLES.size()),
                        GIVENS.get(i / 5 % GIVENS.size()));
                pupils.add(People.admit(
                        tx,
                        name,
                        LocalDate.of(2013, 1, 1).plusDays(i % 1000),
                        i % 2 == 0 ? Sex.MALE : Sex.FEMALE,
                        "Kinh",
                        "26%08d".formatted(i),
                        null));
            }
            for (var i = 0; i < homerooms.size(); i++) {
                var from = i * PUPILS / homerooms.size();
                var until = (i + 1) * PUPILS / homerooms.size();
                Roll.enrol(tx, homerooms.get(i), pupils.subList(from, until), TODAY);
            }
            return true;
        });
    }
}
