package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.gradebook.Column.GK;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.locks.Lock;

/** Bảng quyền nhập điểm: every door of the sheet, tried by every kind of person in every state of the book. */
class AccessTableTest {
    private static final String GOLDEN = "access.golden.txt";
    /** The pupil whose empty cell is tried; in some states they have left the class. */
    private static final int LEAVER = 3;

    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Pattern IS = Pattern.compile("\"is\":\"([a-z]+)\"");

    private static final Map<String, String> PEOPLE = new LinkedHashMap<>();
    private static final Map<String, Consumer<Cast>> STATES = new LinkedHashMap<>();
    private static final Map<String, String> ANSWERS = Map.of(
            "kept", "nhận, thành nháp",
            "late", "giữ làm nháp muộn",
            "closed", "không nhận: chưa mở",
            "locked", "không nhận: khoá",
            "committed", "không nhận: đã ghi sổ",
            "refused", "không nhận: đã rời lớp");

    static {
        PEOPLE.put("lan", "dạy lớp này, đã ghi ô đó trong phiên này");
        PEOPLE.put("nam", "cùng dạy lớp này");
        PEOPLE.put("former", "từng dạy lớp này");
        PEOPLE.put("minh", "dạy môn này ở lớp khác");
        PEOPLE.put("principal", "hiệu trưởng");
        PEOPLE.put("clerk", "văn thư");
        PEOPLE.put("administering", "dạy lớp này, đang quản trị");

        STATES.put("chưa công bố đợt nhập", cast -> {});
        STATES.put("đợt nhập chưa mở", cast -> cast.window(HOUR, HOUR.multipliedBy(2)));
        STATES.put("đợt nhập đang mở", AccessTableTest::fill);
        STATES.put("khoá nhập", cast -> {
            fill(cast);
            cast.lock(Lock.Kind.ENTRY, GK);
        });
        STATES.put("khoá điểm đã nhập", cast -> {
            fill(cast);
            cast.lock(Lock.Kind.VALUES, GK);
        });
        STATES.put("khoá nhập, đang mở lại có hạn", cast -> {
            fill(cast);
            cast.lock(Lock.Kind.ENTRY, GK);
            cast.clock.move(Duration.ofMinutes(1));
            cast.reopen(HOUR);
        });
        STATES.put("đợt nhập đã hết", cast -> {
            fill(cast);
            cast.clock.move(HOUR);
        });
        STATES.put("đợt nhập đã hết, có đợt mới", cast -> {
            fill(cast);
            cast.clock.move(HOUR);
            cast.window(Duration.ZERO, HOUR);
        });
        STATES.put("đợt nhập đang mở, ô trống của em rời lớp hôm nay", cast -> {
            cast.window(Duration.ZERO, HOUR.multipliedBy(48));
            entered(cast);
            cast.clock.move(HOUR.multipliedBy(24));
            cast.leave(cast.pupils.get(LEAVER));
        });
        STATES.put("đợt nhập mở sau ngày em của ô trống rời lớp", cast -> {
            cast.leave(cast.pupils.get(LEAVER));
            cast.clock.move(HOUR.multipliedBy(24));
            fill(cast);
        });
        STATES.put("đợt nhập đã hết, ô trống của em đã rời lớp", cast -> {
            fill(cast);
            cast.clock.move(HOUR.multipliedBy(24));
            cast.leave(cast.pupils.get(LEAVER));
        });
    }

    @TempDir
    private Path folder;

    /** The first pupil has a mark that cô Lan has just committed, the second one a draft of each teacher's. */
    private static void fill(Cast cast) {
        cast.window(Duration.ZERO, HOUR);
        entered(cast);
    }

    private static void entered(Cast cast) {
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(0, GK, 0, "8")));
        cast.gradebook.commit(cast.lan, cast.toan.id(), cast.seen(cast.lan));
        cast.gradebook.enter(cast.lan, cast.toan.id(), List.of(cast.op(1, GK, 0, "7")));
        cast.gradebook.enter(cast.nam, cast.toan.id(), List.of(cast.op(2, GK, 0, "6")));
    }

    @Test
    @Tag("art:002-15.1")
    @Tag("art:002-14.1")
    @Tag("art:003-12.1")
    void who_may_do_what_in_the_book_is_the_table_a_principal_reads() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("Sổ | Ai | Xem bảng điểm | Gõ vào ô trống | Ghi sổ bản nháp của mình | Gõ đè ô đã ghi"
                + " | Tự sửa ô đã ghi");
        for (var state : STATES.entrySet()) {
            var n = 0;
            for (var person : PEOPLE.entrySet()) {
                lines.add(state.getKey() + " | " + person.getValue() + " | "
                        + String.join(" | ", tried(state.getKey() + n++, state.getValue(), person.getKey())));
            }
        }
        var table = String.join("\n", lines) + "\n";
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/java/vn/sotruong/school/gradebook", GOLDEN), table);
        }
        try (var golden = AccessTableTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).as("run once with -Dgolden=write").isNotNull();
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private List<String> tried(String name, Consumer<Cast> state, String person) {
        var place = folder.resolve(Integer.toHexString(name.hashCode()));
        try (var cast = new Cast(place, 5, false)) {
            state.accept(cast);
            var entrance = new Entrance(cast);
            try (var door = TestDoor.open(
                    folder.resolve("web"),
                    entrance,
                    List.of(entrance, new GradebookPages(cast.gradebook, cast.views)))) {
                var browser = door.browser();
                browser.get("/enter?as=" + person);
                browser.get("/menu");
                var told = tried(cast, browser, person);
                assertThat(cast.audit().findings()).isEmpty();
                return told;
            }
        }
    }

    private static List<String> tried(Cast cast, TestBrowser browser, String person) {
        var here = "/sheets/" + cast.toan.id();
        var told = new ArrayList<String>();
        told.add(browser.get(here).statusCode() == 200 ? "được" : "không");
        told.add(typed(browser.postJson(here + "/ops", ops(cast, LEAVER, "9"))));
        told.add(committed(browser.post(here + "/commit", "col", "gk", "seal.gk", seal(cast, person))));
        told.add(cast.count("mark") == 0 ? "–" : typed(browser.postJson(here + "/ops", ops(cast, 0, "9"))));
        var cell = here + "/cells/" + cast.pupils.getFirst().id() + "/gk/correction";
        var before = value(cast);
        told.add(corrected(browser.post(cell, "was", "8", "value", "9", "reason", "MISTYPED")));
        assertThat(!value(cast).equals(before))
                .as("changed")
                .isEqualTo(told.getLast().equals("được, kèm lý do"));
        return told;
    }

    /** The very seal of a teacher's drafts, whatever their page offers. */
    private static String seal(Cast cast, String person) {
        var teacher = person.equals("nam") ? cast.nam : cast.lan;
        return String.valueOf(cast.seen(teacher).getOrDefault(GK, "000000000000000000000000"));
    }

    private static String value(Cast cast) {
        return cast.db.read(handle -> handle.createQuery("SELECT coalesce(max(tenths), -1) FROM mark WHERE pupil = ?")
                .bind(0, cast.pupils.getFirst().id())
                .mapTo(String.class)
                .one());
    }

    private static String ops(Cast cast, int row, String typed) {
        var op = cast.op(row, GK, 0, typed);
        return "{\"ops\":[{\"op\":\"%s\",\"pupil\":\"%s\",\"col\":\"gk\",\"base\":0,\"value\":\"%s\"}]}"
                .formatted(op.id(), op.cell().pupil(), typed);
    }

    private static String typed(HttpResponse<String> answer) {
        if (answer.statusCode() == 403) {
            return "không có quyền";
        }
        var is = IS.matcher(answer.body());
        assertThat(is.find()).as(answer.body()).isTrue();
        return String.valueOf(ANSWERS.get(is.group(1)));
    }

    private static String committed(HttpResponse<String> answer) {
        var body = answer.body();
        return switch (answer.statusCode()) {
            case 303 -> "được";
            case 403 -> "không có quyền";
            default ->
                body.contains("vừa bị khoá")
                        ? "không: khoá"
                        : body.contains("đã hết, nên") ? "không: hết hạn" : "không: không có bản nháp ghi được";
        };
    }

    private static String corrected(HttpResponse<String> answer) {
        var body = answer.body();
        return switch (answer.statusCode()) {
            case 303 -> "được, kèm lý do";
            case 403 -> "không có quyền";
            default ->
                body.contains("ba người cùng có mặt")
                        ? "không: hiệu trưởng đồng ý, ba người"
                        : body.contains("phó hiệu trưởng chỉ đạo")
                                ? "không: phó hiệu trưởng chỉ đạo"
                                : "không: chưa ghi sổ";
        };
    }
}
