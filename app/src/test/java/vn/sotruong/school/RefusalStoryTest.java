package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.school.Governed.approve;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.roll.Roll;

/** Bị từ chối, qua cửa: whoever wants to do what they may not leaves one line, and nothing else is changed. */
class RefusalStoryTest {
    private static final String MEMBER = "Đỗ Ban Một";
    private static final String SECRET = "Nguyen Van Bi Mat";

    @TempDir
    private Path folder;

    private Governed school;
    private String room = "";

    @BeforeEach
    void open() {
        school = new Governed(folder);
        for (var name : List.of(MEMBER, "Đỗ Ban Hai", "Đỗ Ban Ba")) {
            school.person(name, Post.Kind.BOARD);
        }
        room = school.house.db.write(Governed.SETUP, tx -> {
            var nine = Roll.open(tx, "2026-2027", 9, "9A");
            Roll.assign(tx, nine.id(), "toan", school.staff("Trần Thị Lan"), Governed.FROM);
            return nine.id();
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private long all() {
        return Long.parseLong(String.valueOf(school.one("SELECT count(*) FROM change")));
    }

    private List<String> refusals() {
        return school.house.db.read(handle -> handle.createQuery(
                        "SELECT room || ' ' || reason || ' ' || deed || ' ' || record FROM refusal ORDER BY seq")
                .mapTo(String.class)
                .list());
    }

    private HttpResponse<String> publish(TestBrowser browser) {
        browser.get("/menu");
        return browser.post(
                "/windows/publish",
                "name",
                SECRET,
                "semester",
                "1",
                "opens",
                "21/11/2026 08:00",
                "closes",
                "30/11/2026 17:00");
    }

    /** That this act is refused, leaves just that line and changes nothing else. */
    private void refused(String line, Supplier<HttpResponse<String>> act) {
        var before = all();
        var held = refusals().size();
        assertThat(act.get().statusCode()).as(line).isIn(403, 422);
        assertThat(refusals()).as(line).hasSize(held + 1).last().isEqualTo(line);
        assertThat(all()).as(line).isEqualTo(before + 1);
    }

    @Test
    @Tag("art:002-12.9")
    void a_refused_act_of_weight_leaves_one_line_in_whichever_room_and_nothing_else() {
        var vice = school.vice();
        vice.get("/windows");
        refused("windows NOT_THE_PRINCIPAL POST /windows/publish ", () -> publish(vice));
        // the same again within the minute says nothing new; later it does
        assertThat(publish(vice).statusCode()).isEqualTo(422);
        assertThat(refusals()).hasSize(1);
        school.later(Duration.ofMinutes(2));
        refused("windows NOT_THE_PRINCIPAL POST /windows/publish ", () -> publish(vice));

        // one whose post does not open the door
        var teacher = school.teacher();
        teacher.get("/menu");
        refused("web NOT_YOURS POST /windows/publish ", () -> publish(teacher));

        // the books: a step that is another's, one's own decision, a step out of order
        var here = "/closing/" + room + "/1/";
        var member = school.in(MEMBER);
        member.get("/menu");
        refused(
                "closing WRONG_STAGE POST /closing/{homeroom}/{semester}/close " + room + "/1",
                () -> member.post(here + "close"));
        refused(
                "closing NOT_THE_PRINCIPAL POST /closing/{homeroom}/{semester}/decide " + room + "/1",
                () -> vice.post(here + "decide", "said", SECRET, "despite", SECRET));

        // an approval of somebody to whom it is not delegated names the proposal
        var admin = school.admin();
        admin.get("/staffing/posts");
        var id = Governed.proposal(admin.post(
                "/staffing/posts",
                "staff",
                "PERSON:" + school.staff("Trần Thị Lan"),
                "post",
                "CLERK",
                "from",
                "21/11/2026",
                "until",
                ""));
        vice.get("/proposals/" + id);
        refused("governance NOT_DELEGATED POST /proposals/approve " + id, () -> approve(vice, id));

        // the year and the promotion
        refused(
                "promotion NOT_THE_PRINCIPAL POST /classes/{homeroom}/promotion/approve " + room,
                () -> vice.post("/classes/" + room + "/promotion/approve", "checked", "yes", "seal", "0"));

        assertThat(school.lines("refusal")).noneMatch(each -> each.contains(SECRET));
        assertThat(Audit.verify(school.house.db, SchoolSchema.SCHEMA, List.of()).findings())
                .isEmpty();
        var page = school.principal().get("/trace?about=REFUSED").body();
        assertThat(page)
                .contains("<b>7</b> thay đổi", "Bị từ chối", "POST /proposals/approve, " + id)
                .contains("Chỉ hiệu trưởng, hoặc phó hiệu trưởng được uỷ quyền");
        assertThat(school.teacher().get("/trace?about=REFUSED").body())
                .as("one's own alone")
                .contains("<b>1</b> thay đổi");
        assertThatThrownBy(() -> school.house.db.<Integer>write(
                        Governed.SETUP, tx -> tx.handle().execute("UPDATE refusal SET reason = 'x'")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void what_was_typed_wrong_leaves_no_line_and_whoever_tries_without_end_fills_no_disk() {
        var principal = school.principal();
        principal.get("/windows");
        assertThat(principal
                        .post("/windows/publish", "name", "", "semester", "1", "opens", "x", "closes", "y")
                        .statusCode())
                .isEqualTo(422);
        assertThat(refusals()).isEmpty();
        var teacher = school.teacher();
        teacher.get("/menu");
        for (var i = 0; i < 70; i++) {
            assertThat(teacher.post("/windows/w" + i + "/approve").statusCode()).isEqualTo(403);
        }
        assertThat(refusals()).hasSize(60);
        // an id that is none is not repeated
        assertThat(school.vice()
                        .post("/windows/Nguy%E1%BB%85n%20V%C4%83n/approve")
                        .statusCode())
                .isIn(403, 422);
        assertThat(school.lines("refusal")).noneMatch(each -> each.contains("Nguy"));
    }
}
