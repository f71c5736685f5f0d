package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;

/**
 * Ai qua được cửa nào: every kind of person knocks at every door with nothing in hand. The table of who is let in is one
 * that a principal can read; nobody is let in whom it does not name, and no empty request makes the house stumble.
 */
class EveryRouteTest {
    private static final String GOLDEN = "routes.golden.txt";
    private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");
    private static final Pattern CODE = Pattern.compile("<b>([a-z2-9]{5}-[a-z2-9]{5})</b>");
    /** What everybody may do to their own session, or anybody without one; trying it would end the session. */
    private static final Set<Need> EVERYBODY =
            EnumSet.of(Need.ANYONE, Need.MACHINE, Need.LOCKED_SCREEN, Need.CHANGE_PASSWORD);

    private static final String INSPECTOR = "thanh tra";
    private static final String ELSEWHERE = " lớp khác";

    private final Map<String, TestBrowser> people = new LinkedHashMap<>();
    /** What stands at a {place}: class 7A, its sheet of mathematics, its one pupil; nothing else exists. */
    private final Map<String, String> places = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    @Tag("art:002-15.1")
    void who_is_let_in_where_is_the_table_a_principal_reads() throws IOException {
        try (var school = new Governed(folder)) {
            gather(school);
            var lines = new ArrayList<String>();
            var stumbles = new ArrayList<String>();
            for (var way : TestDoor.ways(school.web())) {
                if (way.needs().stream().anyMatch(EVERYBODY::contains)) {
                    lines.add(name(way) + " | không hỏi quyền: "
                            + way.needs().stream().sorted().toList());
                    continue;
                }
                lines.add(name(way) + " | " + letIn(way, stumbles));
            }
            assertThat(stumbles).as("requests that the house stumbles over").isEmpty();
            hold(String.join("\n", lines) + "\n");
        }
    }

    private void gather(Governed school) {
        school.person("Lê Văn Chủ Nhiệm");
        school.person("Đặng Thị Lớp Khác");
        school.person("Bùi Văn Dạy Khác");
        school.person("Đỗ Thị Bảng", Post.Kind.BOARD);
        school.person("Hồ Văn Nhân Sự", Post.Kind.PERSONNEL);
        school.person("Cao Thị Y Tế", Post.Kind.MEDICAL);
        school.person("Mai Văn Không");
        school.house.db.write(Governed.SETUP, tx -> settle(school, tx));
        people.put("hiệu trưởng", school.principal());
        people.put("phó hiệu trưởng", school.vice());
        people.put("ban quản trị", school.in("Đỗ Thị Bảng"));
        people.put("quản trị viên", school.admin());
        people.put("văn thư", school.clerk());
        people.put("nhân sự", school.in("Hồ Văn Nhân Sự"));
        people.put("y tế", school.in("Cao Thị Y Tế"));
        people.put("chủ nhiệm", school.in("Lê Văn Chủ Nhiệm"));
        people.put("chủ nhiệm lớp khác", school.in("Đặng Thị Lớp Khác"));
        people.put("giáo viên bộ môn", school.teacher());
        people.put("giáo viên bộ môn lớp khác", school.in("Bùi Văn Dạy Khác"));
        people.put("người không có việc", school.in("Mai Văn Không"));
        people.put(INSPECTOR, inspector(school));
        people.values().forEach(each -> each.get("/menu"));
    }

    private String settle(Governed school, Tx tx) {
        var subject = Curriculum.LOWER_SECONDARY.getFirst().id();
        var here = Roll.open(tx, "2026-2027", 7, "7A");
        Roll.assign(tx, here.id(), subject, school.staff("Trần Thị Lan"), Governed.FROM);
        Roll.lead(tx, here.id(), school.staff("Lê Văn Chủ Nhiệm"), Governed.FROM);
        var there = Roll.open(tx, "2026-2027", 7, "7B");
        Roll.assign(tx, there.id(), subject, school.staff("Bùi Văn Dạy Khác"), Governed.FROM);
        Roll.lead(tx, there.id(), school.staff("Đặng Thị Lớp Khác"), Governed.FROM);
        var pupil = People.admit(
                tx, VietnameseName.split("Lý Minh Anh"), LocalDate.parse("2013-05-02"), Sex.FEMALE, null, null, null);
        Roll.enrol(tx, here, List.of(pupil), Governed.FROM);
        places.put("homeroom", here.id());
        places.put("pupil", pupil.id());
        places.put("sheet", Gradebook.open(tx, here.id(), subject, 1, 4).id());
        places.put("column", "tx1");
        return here.id();
    }

    /** Opened by two people, as {@link InspectorTest} shows. */
    private static TestBrowser inspector(Governed school) {
        var admin = school.admin();
        admin.get("/inspectors");
        admin.post(
                "/inspectors",
                "name",
                "Trần Văn Bình",
                "authority",
                "Sở GDĐT",
                "decision",
                "Số 7/QĐ ngày 20/11/2026",
                "from",
                "21/11/2026",
                "last",
                "23/11/2026");
        var proposal = Objects.requireNonNull(school.one("SELECT id FROM proposal WHERE kind = 'INSPECTOR'"));
        Governed.approve(school.principal(), proposal);
        admin.get("/inspectors");
        var slip = CODE.matcher(admin.post("/inspectors/" + school.one("SELECT id FROM inspector") + "/code")
                .body());
        assertThat(slip.find()).isTrue();
        var username = Objects.requireNonNull(school.one("SELECT username FROM account WHERE inspector IS NOT NULL"));
        var inspector = school.signIn(username, slip.group(1));
        inspector.get("/password");
        inspector.post(
                "/password", "old", slip.group(1), "new", "trời hôm nay nắng đẹp", "again", "trời hôm nay nắng đẹp");
        return inspector;
    }

    private String letIn(TestDoor.Way way, List<String> stumbles) {
        var path = PLACE.matcher(way.path()).replaceAll(found -> standing(way, found.group(1)));
        var names = new ArrayList<String>();
        people.forEach((name, browser) -> {
            var status = knock(browser, way.method(), path);
            if (status >= 500) {
                stumbles.add(status + " " + name(way) + " (" + name + ")");
            }
            if (isIn(way, name, status)) {
                names.add(name);
            }
        });
        return names.isEmpty() ? "–" : names.size() == people.size() ? "mọi người" : String.join(", ", names);
    }

    /**
     * A page that is shown, or a form whose emptiness is all that is wrong. Somebody of another class may be told so by
     * the room with the same answer, and is in only where something was done.
     */
    private static boolean isIn(TestDoor.Way way, String name, int status) {
        if (way.method().equals("GET")
                || (name.endsWith(ELSEWHERE) && way.path().contains("{"))) {
            return status < 400 || (status == 404 && !name.endsWith(ELSEWHERE));
        }
        return status != 401 && status != 403;
    }

    private String standing(TestDoor.Way way, String place) {
        var name = !place.equals("id")
                ? place
                : way.path().startsWith("/classes/") ? "homeroom" : way.path().startsWith("/pupils/") ? "pupil" : place;
        return places.getOrDefault(name, "0000000000000");
    }

    private static int knock(TestBrowser browser, String method, String path) {
        return browser.send(browser.request(path)
                        .header("X-CSRF", browser.token())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    private static String name(TestDoor.Way way) {
        return way.method() + " " + way.path();
    }

    private static void hold(String table) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/test/java/vn/sotruong/school", GOLDEN), table);
        }
        try (var golden = EveryRouteTest.class.getResourceAsStream(GOLDEN)) {
            assertThat(golden).as("run once with -Dgolden=write").isNotNull();
            assertThat(table).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
