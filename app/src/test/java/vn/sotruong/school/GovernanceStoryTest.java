package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.Governed.approve;
import static vn.sotruong.school.Governed.proposal;

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
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.movements.Ask;
import vn.sotruong.school.movements.Outcome;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;

/** Proposals, rights, delegations and slips through the door, as people and attackers use it. */
class GovernanceStoryTest {
    private static final Pattern SLIP = Pattern.compile(
            "<b>([a-z0-9.]+)</b></dd><dt>Mã đăng nhập lần đầu</dt><dd><b>([a-z0-9]{5}-[a-z0-9]{5})</b>");
    private static final Pattern BOX = Pattern.compile("name=\"proposal\" value=\"([0-9a-z]{13})\"");

    @TempDir
    private Path folder;

    private Governed school;

    @BeforeEach
    void open() {
        school = new Governed(folder);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void a_new_year_has_its_accounts_by_one_act_and_their_codes_are_shown_once() {
        for (int i = 0; i < 12; i++) {
            school.stranger("Lê Văn " + (char) ('A' + i) + "nh");
        }
        var admin = school.admin();
        var without = admin.get("/staffing/accounts").body();
        assertThat(without).contains("12 người chưa có tài khoản");
        var fields = new ArrayList<String>();
        Pattern.compile("name=\"staff\" value=\"([0-9a-z]{13})\"")
                .matcher(without)
                .results()
                .forEach(found -> {
                    fields.add("staff");
                    fields.add(found.group(1));
                });
        assertThat(admin.post("/staffing/accounts", fields.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.one("SELECT count(*) FROM account")).isEqualTo("5");

        var principal = school.principal();
        assertThat(principal.get("/").body()).contains("12 đề nghị chờ thầy cô quyết định");
        assertThat(principal.get("/menu").body()).contains("<em class=\"hot\">12</em>");
        var chosen = new ArrayList<String>();
        BOX.matcher(principal.get("/proposals").body()).results().forEach(found -> chosen.add(found.group(1)));
        assertThat(chosen).hasSize(12);
        var confirm = principal.get("/proposals/approve?proposal=" + String.join("&proposal=", chosen));
        assertThat(confirm.body()).contains("Duyệt 12 đề nghị");
        var act = new ArrayList<>(List.of("decision", "20/QĐ-THCS"));
        chosen.forEach(id -> act.addAll(List.of("proposal", id)));
        var answer = principal.post("/proposals/approve", act.toArray(String[]::new));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(principal.get(TestBrowser.location(answer)).body()).contains("Đã duyệt và thi hành 12 đề nghị.");

        assertThat(admin.get("/").body()).contains("12 phiếu tài khoản chờ in");
        admin.get("/slips");
        var slips = admin.post("/slips");
        assertThat(slips.headers().firstValue("Cache-Control")).contains("no-store");
        var codes = SLIP.matcher(slips.body()).results().toList();
        assertThat(codes).hasSize(12);
        // shown once: asked for again there is nothing, and nothing of them is stored
        assertThat(admin.post("/slips").statusCode()).isEqualTo(422);
        var all = String.join("", school.lines("credential")) + String.join("", school.lines("account_slip"));
        assertThat(all).doesNotContain(codes.getFirst().group(2));
        var newcomer = school.browser();
        newcomer.get("/sign-in");
        assertThat(newcomer.post(
                                "/sign-in",
                                "username",
                                codes.getFirst().group(1),
                                "password",
                                codes.getFirst().group(2))
                        .statusCode())
                .isEqualTo(303);
        assertThat(newcomer.get("/password").statusCode()).isEqualTo(200);
    }

    @Test
    void an_administrator_approves_nothing_by_any_crafted_form() {
        var admin = school.admin();
        admin.get("/staffing/posts");
        var id = proposal(admin.post(
                "/staffing/posts",
                "staff",
                "PERSON:" + school.staff("Trần Thị Lan"),
                "post",
                "CLERK",
                "from",
                "21/11/2026",
                "until",
                ""));
        assertThat(admin.post("/proposals/approve", "proposal", id, "decision", "1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.post("/proposals/" + id + "/refuse", "reason", "x").statusCode())
                .isEqualTo(403);
        var teacher = school.teacher();
        assertThat(teacher.get("/proposals/" + id).statusCode()).isEqualTo(403);
        assertThat(teacher.post("/proposals/approve", "proposal", id, "decision", "1")
                        .statusCode())
                .isEqualTo(403);
        // the vice-principal passes the gate, and is refused by the rule
        assertThat(approve(school.vice(), id).body()).contains("chưa được uỷ quyền");
        assertThat(approve(school.principal(), id).statusCode()).isEqualTo(303);
        assertThat(school.lines("post").getLast()).contains("15/QĐ-THCS", "\"kind\":\"CLERK\"");
        var again = approve(school.principal(), id);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("đã được quyết định");
        // the board's and the principal's posts are not to be had in this way
        for (var post : List.of("BOARD", "PRINCIPAL")) {
            assertThat(admin.post(
                                    "/staffing/posts",
                                    "staff",
                                    "PERSON:" + school.staff("Trần Thị Lan"),
                                    "post",
                                    post,
                                    "from",
                                    "21/11/2026")
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    private String grant(TestBrowser browser, String right, String holder) {
        browser.get("/rights");
        return proposal(browser.post(
                "/rights", "right", right, "holder", holder, "task", "", "from", "21/11/2026", "until", "30/11/2026"));
    }

    @Test
    void a_right_holds_for_its_days_and_ends_at_once_and_nobody_proposes_their_own() {
        var admin = school.admin();
        var own = admin.post(
                "/rights",
                "right",
                "CLERK",
                "holder",
                "PERSON:" + school.staff("Phạm Quốc Toàn"),
                "from",
                "21/11/2026",
                "until",
                "30/11/2026");
        assertThat(own.statusCode()).isEqualTo(422);
        assertThat(own.body()).contains("không ai tự đề nghị");
        // nor through a group or a post that holds them
        var post = admin.post(
                "/rights", "right", "CLERK", "holder", "POST:ADMIN", "from", "21/11/2026", "until", "30/11/2026");
        assertThat(post.body()).contains("không ai tự đề nghị");
        for (var right : List.of("ADMIN", "BOARD", "PRINCIPAL", "ENTER_MARKS")) {
            assertThat(admin.post("/rights", "right", right, "holder", "PERSON:" + school.staff("Trần Thị Lan"))
                            .statusCode())
                    .isEqualTo(422);
        }
        var teacher = school.teacher();
        assertThat(teacher.get("/proposals").statusCode()).isEqualTo(403);
        var id = grant(admin, "CLERK", "PERSON:" + school.staff("Trần Thị Lan"));
        assertThat(teacher.get("/proposals").statusCode()).isEqualTo(403);
        approve(school.principal(), id);
        assertThat(teacher.get("/proposals").statusCode()).isEqualTo(200);
        assertThat(school.principal().get("/rights").body())
                .contains("Trần Thị Lan: Văn thư, giáo vụ", "Quyết định 15/QĐ-THCS");
        // ended by the administrator alone, at once
        var grant = school.one("SELECT id FROM grant_of_right");
        admin.get("/rights");
        assertThat(admin.post("/rights/" + grant + "/end", "reason", "").statusCode())
                .isEqualTo(422);
        assertThat(admin.post("/rights/" + grant + "/end", "reason", "xong việc")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get("/proposals").statusCode()).isEqualTo(403);
        // a second one runs out by itself
        approve(school.principal(), grant(admin, "CLERK", "PERSON:" + school.staff("Trần Thị Lan")));
        assertThat(teacher.get("/proposals").statusCode()).isEqualTo(200);
        school.clock.forward(Duration.ofDays(10));
        var later = school.signIn(username("Trần Thị Lan"), Governed.PASSWORD);
        assertThat(later.get("/proposals").statusCode()).isEqualTo(403);
    }

    private String username(String name) {
        var found = school.one("SELECT username FROM account WHERE staff = '" + school.staff(name) + "'");
        return String.valueOf(found);
    }

    @Test
    void a_form_to_propose_stands_only_where_it_would_be_taken() {
        var forms = List.of("/rights", "/rights/groups", "/staffing/posts", "/board");
        for (var path : forms) {
            var form = "action=\"" + path + "\"";
            assertThat(school.principal().get(path).body())
                    .as(path)
                    .doesNotContain(form)
                    .contains("hiệu trưởng duyệt ở mục Chờ quyết định");
            assertThat(school.admin().get(path).body()).as(path).contains(form);
            assertThat(school.vice().get(path).body()).as(path).contains(form);
        }
        approve(school.principal(), grant(school.admin(), "CLERK", "PERSON:" + school.staff("Trần Thị Lan")));
        assertThat(school.clerk().get("/delegations").body()).contains("action=\"/delegations\"");
        assertThat(school.teacher().get("/delegations").body()).doesNotContain("action=\"/delegations\"");
    }

    @Test
    void a_granted_clerk_asks_for_movements_while_the_grant_holds() {
        var lan = school.staff("Trần Thị Lan");
        var pupil = school.house.db.write(Governed.SETUP, tx -> {
            var room = Roll.open(tx, "2026-2027", 7, "7A");
            var made = People.admit(
                    tx,
                    VietnameseName.split("Dương Gia An"),
                    LocalDate.parse("2014-03-08"),
                    Sex.MALE,
                    "Kinh",
                    null,
                    null);
            Roll.enrol(tx, room, List.of(made), LocalDate.parse("2026-09-05"));
            return made.id();
        });
        var ask = new Ask("PAUSE", pupil, "20/11/2026", "", "chữa bệnh", "", "", "");
        var desk = school.house.moves.desk();
        var actor = school.actor("Trần Thị Lan", Capacity.USE);
        assertThat(desk.ask(actor, lan, ask, null)).isInstanceOf(Outcome.Refused.class);
        approve(school.principal(), grant(school.admin(), "CLERK", "PERSON:" + lan));
        assertThat(desk.ask(actor, lan, ask, null)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_group_that_changed_meanwhile_gives_its_proposer_nothing() {
        var admin = school.admin();
        admin.get("/rights/groups");
        var group = proposal(admin.post(
                "/rights/groups",
                "group",
                "",
                "name",
                "Tổ hỗ trợ",
                "member",
                "PERSON:" + school.staff("Trần Thị Lan")));
        approve(school.principal(), group);
        var id = school.one("SELECT id FROM staff_group");
        var wish = grant(admin, "PERSONNEL", "GROUP:" + id);
        // meanwhile the vice-principal has the administrator put into the group
        var vice = school.vice();
        vice.get("/rights/groups");
        var change = proposal(vice.post(
                "/rights/groups",
                "group",
                String.valueOf(id),
                "name",
                "Tổ hỗ trợ",
                "member",
                "PERSON:" + school.staff("Trần Thị Lan"),
                "member",
                "PERSON:" + school.staff("Phạm Quốc Toàn")));
        approve(school.principal(), change);
        var failed = approve(school.principal(), wish);
        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(failed.body()).contains("không ai tự đề nghị");
        assertThat(school.one("SELECT count(*) FROM grant_of_right")).isEqualTo("0");
        assertThat(school.one("SELECT state FROM proposal WHERE id = '" + wish + "'"))
                .isEqualTo("FAILED");
    }

    @Test
    void a_delegation_lets_the_vice_principal_decide_its_scope_for_its_days() {
        var clerk = school.clerk();
        clerk.get("/delegations");
        var id = proposal(clerk.post(
                "/delegations",
                "delegate",
                school.staff("Vũ Mai Hương"),
                "scope",
                "GRANT",
                "from",
                "21/11/2026",
                "until",
                "25/11/2026"));
        assertThat(approve(school.vice(), id).statusCode()).isEqualTo(422);
        assertThat(approve(school.principal(), id).statusCode()).isEqualTo(303);
        var grant = grant(school.admin(), "MEDICAL", "PERSON:" + school.staff("Trần Thị Lan"));
        assertThat(approve(school.vice(), grant).statusCode()).isEqualTo(303);
        assertThat(school.vice().get("/proposals/" + grant).body()).contains("Theo uỷ quyền số 15/QĐ-THCS");
        // another kind is not covered, nor the same kind after its last day
        var admin = school.admin();
        admin.get("/staffing/posts");
        var post = proposal(admin.post(
                "/staffing/posts",
                "staff",
                "PERSON:" + school.staff("Trần Thị Lan"),
                "post",
                "CLERK",
                "from",
                "21/11/2026"));
        assertThat(approve(school.vice(), post).statusCode()).isEqualTo(422);
        var late = grant(admin, "PERSONNEL", "PERSON:" + school.staff("Trần Thị Lan"));
        school.clock.forward(Duration.ofDays(5));
        var vice = school.signIn(username("Vũ Mai Hương"), Governed.PASSWORD);
        assertThat(approve(vice, late).body()).contains("chưa được uỷ quyền");
        // a delegation to somebody who is no vice-principal, or of the board, is not to be had
        var clerkAgain = school.signIn(username("Ngô Bích Vân"), Governed.PASSWORD);
        clerkAgain.get("/delegations");
        assertThat(clerkAgain
                        .post(
                                "/delegations",
                                "delegate",
                                school.staff("Trần Thị Lan"),
                                "scope",
                                "GRANT",
                                "from",
                                "26/11/2026",
                                "until",
                                "27/11/2026")
                        .statusCode())
                .isEqualTo(422);
        assertThat(clerkAgain
                        .post(
                                "/delegations",
                                "delegate",
                                school.staff("Vũ Mai Hương"),
                                "scope",
                                "BOARD",
                                "from",
                                "26/11/2026",
                                "until",
                                "27/11/2026")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_administrator_who_also_leads_decides_in_neither_capacity_what_they_proposed() {
        var staff = school.person("Đỗ Kiêm Nhiệm", Post.Kind.ADMIN, Post.Kind.VICE_PRINCIPAL);
        var both = school.in("Đỗ Kiêm Nhiệm");
        both.post("/capacity", "to", "ADMINISTRATION");
        var id = grant(both, "MEDICAL", "PERSON:" + school.staff("Nguyễn Thị Hoa"));
        // the principal's own matter: a vice-principal decides, but not the one who proposed it
        both.get("/menu");
        both.post("/capacity", "to", "USE");
        assertThat(approve(both, id).body()).contains("Người đề nghị không tự quyết định");
        assertThat(approve(school.principal(), id).body()).contains("không ai tự đề nghị");
        assertThat(approve(school.vice(), id).statusCode()).isEqualTo(303);
        assertThat(staff).isNotEmpty();
        assertThat(school.actor("Đỗ Kiêm Nhiệm", Capacity.USE).capacity()).isEqualTo(Capacity.USE);
    }
}
