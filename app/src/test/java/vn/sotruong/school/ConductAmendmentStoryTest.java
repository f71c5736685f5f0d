package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.conduct.Author;
import vn.sotruong.school.conduct.Outcome;
import vn.sotruong.school.conduct.Reason;
import vn.sotruong.school.conduct.Typed;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Order;
import vn.sotruong.school.locks.Scope;
import vn.sotruong.school.locks.Seals;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.roll.Roll;

/** Rèn luyện trong sổ đã khoá, đã xác nhận, đã đóng: what nobody changes alone, and how three people do. */
class ConductAmendmentStoryTest {
    private static final String HA = "Đỗ Thu Hà";
    private static final String HOA = "Nguyễn Thị Hoa";
    private static final String HUONG = "Vũ Mai Hương";
    private static final String BINH = "Đỗ Văn Bình";
    private static final List<String> MEMBERS = List.of(BINH, "Lý Thị Chi", "Mai Văn Dũng");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9]+)\"");

    @TempDir
    private Path folder;

    private Governed school;
    private Rectifying rectifying;
    private final List<String> pupils = new ArrayList<>();
    private String room = "";
    private String here = "";

    @BeforeEach
    void open() {
        school = new Governed(folder);
        rectifying = new Rectifying(school);
        MEMBERS.forEach(name -> school.person(name, Post.Kind.BOARD));
        var leader = school.person(HA);
        school.house.db.write(Governed.SETUP, tx -> {
            var eight = Roll.open(tx, "2026-2027", 8, "8A1");
            room = eight.id();
            Roll.lead(tx, room, leader, Governed.FROM);
            for (var given : List.of("Xuân", "Yến")) {
                var pupil = People.admit(
                        tx,
                        new VietnameseName("Lê Thị", given),
                        LocalDate.parse("2013-03-01"),
                        Sex.FEMALE,
                        null,
                        null,
                        null);
                Roll.enrol(tx, eight, List.of(pupil), Governed.FROM);
                pupils.add(pupil.id());
            }
            return null;
        });
        here = "/classes/" + room + "/conduct";
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Author author(String name, Capacity capacity, Need... may) {
        return new Author(school.actor(name, capacity), school.staff(name), Set.of(may));
    }

    private Author leader() {
        return author(HA, Capacity.USE, Need.HOMEROOM);
    }

    private Outcome grade(int pupil, String level) {
        return school.house.conduct.enter(leader(), room, "G1", List.of(new Typed(pupils.get(pupil), level, "")));
    }

    private String level(int pupil) {
        return String.valueOf(school.one("SELECT level FROM conduct_grade WHERE pupil = '" + pupils.get(pupil) + "'"));
    }

    /** The homeroom teacher corrects a result alone, by the form. */
    private HttpResponse<String> correct(int pupil, String level) {
        var ha = school.in(HA);
        var seen = SEEN.matcher(
                ha.get(here + "/correct?slot=G1&pupil=" + pupils.get(pupil)).body());
        assertThat(seen.find()).isTrue();
        return ha.post(
                here + "/correct",
                "slot",
                "G1",
                "pupil",
                pupils.get(pupil),
                "seen",
                seen.group(1),
                "level",
                level,
                "text",
                "",
                "why",
                "xem lại");
    }

    private HttpResponse<String> ask(TestBrowser browser, int pupil, String level) {
        return Rectifying.ask(
                browser,
                "/rectifications/new?kind=CONDUCT&homeroom=" + room + "&slot=G1&pupil=" + pupils.get(pupil),
                "f.level",
                level,
                "f.text",
                "");
    }

    private HttpResponse<String> step(String name, String id, String deed) {
        return rectifying.step(name, id, deed);
    }

    private String waiting() {
        return String.valueOf(school.one("SELECT id FROM conduct_amendment WHERE state IN ('REQUESTED', 'CONSENTED')"));
    }

    private List<String> lock(Lock.Kind kind) {
        var wide = new Order.Wide(
                kind, new Scope(null, null, null, room, null, 1, null), null, null, "5/QĐ-THCS", "Đối chiếu sổ");
        var decided = (vn.sotruong.school.locks.Outcome.Done)
                school.house.locks.decide(school.actor(HOA, Capacity.USE), school.staff(HOA), wide);
        assertThat(school.house.locks.execute(
                        school.actor(BINH, Capacity.ADMINISTRATION), school.staff(BINH), decided.locks()))
                .isInstanceOf(vn.sotruong.school.locks.Outcome.Done.class);
        return decided.locks();
    }

    private void reopen(List<String> locks) {
        school.clock.forward(Duration.ofMinutes(1));
        var order = new Order.Reopening(
                "6/QĐ-THCS", "Nhập tiếp", school.clock.instant().plus(Duration.ofDays(5)));
        assertThat(school.house.locks.decideReopening(school.actor(HOA, Capacity.USE), school.staff(HOA), locks, order))
                .isInstanceOf(vn.sotruong.school.locks.Outcome.Done.class);
        assertThat(school.house.locks.executeReopening(
                        school.actor(BINH, Capacity.ADMINISTRATION),
                        school.staff(BINH),
                        locks,
                        Seals.read(school.house.db, school.house.locks, locks)))
                .isInstanceOf(vn.sotruong.school.locks.Outcome.Done.class);
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void a_lock_of_values_freezes_what_is_committed_and_one_of_entry_or_function_takes_nothing_at_all() {
        assertThat(grade(0, "K")).isEqualTo(new Outcome.Done(1));
        var values = lock(Lock.Kind.VALUES);
        refused(correct(0, "T"), "đang bị khoá");
        assertThat(grade(1, "K")).as("an empty one stays open").isEqualTo(new Outcome.Done(1));
        for (var kind : List.of(Lock.Kind.ENTRY, Lock.Kind.FUNCTION)) {
            var locks = lock(kind);
            assertThat(school.in(HA).get(here).body()).contains("5/QĐ-THCS", "Đề nghị sửa");
            assertThat(grade(1, "T")).isEqualTo(new Outcome.Refused(Reason.LOCKED));
            assertThat(school.house.conduct.confirm(leader(), room, 1)).isEqualTo(new Outcome.Refused(Reason.LOCKED));
            reopen(locks);
        }
        reopen(values);
        refused(correct(0, "T"), "đã từng bị khoá");
        assertThat(level(0)).isEqualTo("K");
        assertThat(ask(school.in(HA), 0, "T").statusCode()).isEqualTo(303);
    }

    @Test
    void in_a_closed_book_three_people_change_a_result_and_its_print_holds_no_more() {
        grade(0, "K");
        grade(1, "K");
        school.in(HA).get(here);
        assertThat(school.in(HA).post(here + "/confirm", "semester", "1").statusCode())
                .isEqualTo(303);
        assertThat(ask(school.in(HA), 1, "T").statusCode()).as("confirmed").isEqualTo(303);
        assertThat(step(HA, waiting(), "withdraw").statusCode()).isEqualTo(303);
        for (var deed : List.of("propose", "decide", "close", "print")) {
            var who = deed.equals("decide") ? HOA : deed.equals("print") ? "Ngô Bích Vân" : BINH;
            school.in(who).get("/menu");
            var done =
                    school.in(who).post("/closing/" + room + "/1/" + deed, "said", "31/QĐ-THCS", "despite", "Lớp thử");
            assertThat(done.statusCode()).as(deed + done.body()).isEqualTo(303);
        }

        refused(correct(0, "T"), "đã đóng");
        assertThat(grade(0, "T")).isEqualTo(new Outcome.Refused(Reason.BOOK_CLOSED));
        assertThat(ask(school.in(HA), 0, "T").statusCode()).isEqualTo(303);
        refused(ask(school.in(HA), 0, "D"), "chờ quyết định");
        var id = waiting();
        refused(rectifying.execute(HA, id), "không còn chờ bước đó");
        assertThat(step(HA, id, "consent").statusCode()).isEqualTo(403);
        refused(rectifying.consent(HUONG, id), "Hiệu trưởng quyết định");
        assertThat(school.principal().get("/").body()).contains("1 đề nghị đính chính sổ");
        refused(step(HOA, id, "consent"), "không đúng nội dung của đề nghị");
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        assertThat(step(HOA, id, "execute").statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> school.house.db.write(
                        Governed.SETUP,
                        tx -> tx.handle().execute("UPDATE conduct_amendment SET new_level = 'C' WHERE id = ?", id)))
                .isInstanceOf(RuntimeException.class);
        assertThat(level(0)).isEqualTo("K");
        assertThat(school.one("SELECT group_concat(state) FROM printed")).doesNotContain("SUPERSEDED");

        // any two of the three change nothing, nor do three that took longer than ten minutes
        refused(rectifying.execute(HA, id), "Chưa đủ ba người");
        refused(rectifying.attend(HA, id, "LEADER", HOA, "sai mật khẩu"), "chưa đúng");
        assertThat(rectifying.attend(HA, id, "LEADER", HOA).statusCode()).isEqualTo(303);
        refused(rectifying.attend(HA, id, "BOARD", HOA), "ba người khác nhau");
        refused(rectifying.attend(HA, id, "BOARD", HUONG), "không giữ chức vụ");
        refused(rectifying.attend(HA, id, "BOARD", HA), "chính mình");
        assertThat(rectifying.attend(HA, id, "BOARD", BINH).statusCode()).isEqualTo(303);
        refused(rectifying.execute(HA, id), "Chưa đủ ba người");
        school.clock.forward(Duration.ofMinutes(11));
        assertThat(rectifying.attend(HA, id, "REQUESTER", HA).statusCode()).isEqualTo(303);
        refused(rectifying.execute(HA, id), "Chưa đủ ba người");
        assertThat(level(0)).isEqualTo("K");
        school.clock.forward(Duration.ofMinutes(11));

        assertThat(rectifying.together(HA, id, HUONG, BINH).statusCode()).isEqualTo(303);
        assertThat(level(0)).isEqualTo("T");
        assertThat(school.one("SELECT group_concat(state) FROM printed")).contains("SUPERSEDED");
        assertThat(school.lines("conduct_grade").getLast()).contains("Hội đồng xét lại");
        refused(rectifying.execute(HA, id), "không còn chờ bước đó");
        assertThat(school.in(HA).get("/rectifications/" + id).body())
                .contains(HA, HUONG, BINH, "Đã sửa", "Biên bản số 4");
        assertThat(school.one("SELECT group_concat(reason) FROM rectification_refusal"))
                .contains("SAME_PERSON", "NOT_THIS_ROLE", "OWN_REQUEST", "WRONG_PASSWORD", "NOT_ALL_PRESENT");
        assertThat(school.principal().get("/trace?about=REFUSED").body())
                .contains("Đề nghị đính chính sổ", "Bị từ chối");
        assertThat(school.principal().get("/trace?about=CONDUCT").body())
                .contains("Kết quả rèn luyện", "Khá", "→ Tốt", "Hội đồng xét lại", "<b>1</b> thay đổi");
        assertThat(school.in(HA).get("/trace/me").body()).contains("→ Tốt");
        assertThat(school.admin().get("/trace?about=CONDUCT").body()).contains("<b>0</b> thay đổi");
        assertThat(school.principal().get("/trace?about=BOOK").body())
                .contains("Đề nghị đóng sổ", "Quyết định đóng sổ", "31/QĐ-THCS");
        assertThat(school.principal().get("/trace/list.csv?about=CONDUCT").body())
                .contains("\"Rèn luyện\",\"Kết quả rèn luyện\"")
                .hasLineCount(2);
    }

    @Test
    void whoever_asked_neither_decides_nor_carries_out_and_a_consent_falls_with_its_post() {
        school.house.db.write(Governed.SETUP, tx -> {
            Accounts.create(tx, school.staff(HA), Post.Kind.BOARD, "13/QĐ-THCS", Governed.FROM, null);
            return null;
        });
        grade(0, "K");
        grade(1, "K");
        school.house.conduct.confirm(leader(), room, 1);
        assertThat(ask(school.in(HA), 0, "T").statusCode()).isEqualTo(303);
        var id = waiting();
        assertThat(rectifying.consent(HOA, id).statusCode()).isEqualTo(303);
        rectifying.attend(HA, id, "REQUESTER", HA);
        rectifying.attend(HA, id, "LEADER", HOA);
        refused(rectifying.attend(HA, id, "BOARD", HA), "ba người khác nhau");
        assertThat(rectifying.attend(HA, id, "BOARD", "Lý Thị Chi").statusCode())
                .isEqualTo(303);
        school.house.db.write(Governed.SETUP, tx -> {
            Accounts.postsOf(tx.handle(), Post.Kind.PRINCIPAL)
                    .forEach(post -> Accounts.end(tx, post, LocalDate.parse("2026-11-21"), "thôi giữ chức"));
            return null;
        });
        refused(rectifying.execute(HA, id), "không còn giữ chức vụ");
        school.clock.forward(Duration.ofMinutes(31));
        refused(rectifying.together(HA, id, HUONG, "Lý Thị Chi"), "Người đồng ý không còn giữ chức vụ");
        assertThat(level(0)).isEqualTo("K");
    }

    @Test
    void what_the_principal_asks_for_as_homeroom_teacher_a_deputy_decides() {
        grade(0, "K");
        grade(1, "K");
        school.house.conduct.confirm(leader(), room, 1);
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.lead(tx, room, school.staff(HOA), LocalDate.parse("2026-11-01"));
            return null;
        });
        assertThat(ask(school.principal(), 0, "T").statusCode()).isEqualTo(303);
        var id = waiting();
        refused(rectifying.consent(HOA, id), "chính mình");
        assertThat(rectifying.consent(HUONG, id).statusCode()).isEqualTo(303);
        refused(rectifying.attend(HOA, id, "LEADER", HOA), "chính mình");
        assertThat(rectifying.together(HOA, id, HUONG, BINH).statusCode()).isEqualTo(303);
        assertThat(level(0)).isEqualTo("T");
    }

    @Test
    void a_request_from_before_there_were_other_kinds_is_carried_out_by_three_people_too() {
        grade(0, "K");
        grade(1, "K");
        school.house.conduct.confirm(leader(), room, 1);
        var id = school.house.db.write(Governed.SETUP, tx -> {
            var row = new HashMap<String, @Nullable Object>();
            for (var column : List.of(
                    "kind", "detail", "evidence", "decision", "seal", "executed_by", "executed_at", "refusal")) {
                row.put(column, null);
            }
            row.put("id", tx.newId());
            row.put("school_year", "2026-2027");
            row.put("homeroom", room);
            row.put("pupil", pupils.getFirst());
            row.put("slot", "G1");
            row.put("old_level", "K");
            row.put("old_text", "");
            row.put("new_level", "T");
            row.put("new_text", "");
            row.put("reason", "Hội đồng xét lại");
            row.put("state", "CONSENTED");
            row.put("requested_by", school.staff(HA));
            row.put("requested_at", Moments.text(tx.now()));
            row.put("decided_by", school.staff(HOA));
            row.put("decided_at", Moments.text(tx.now()));
            tx.create(
                    Rectifications.ENTITIES.stream()
                            .filter(each -> each.table().equals("conduct_amendment"))
                            .findFirst()
                            .orElseThrow(),
                    row);
            return row.get("id");
        });
        assertThat(school.in(HA).get("/rectifications").body()).contains("/rectifications/" + id);
        refused(ask(school.in(HA), 0, "D"), "chờ quyết định");
        assertThat(rectifying.together(HA, String.valueOf(id), HOA, BINH).statusCode())
                .isEqualTo(303);
        assertThat(level(0)).isEqualTo("T");
    }

    @Test
    void where_nobody_but_the_principal_may_decide_the_superiors_decision_is_recorded_by_the_board() {
        grade(0, "K");
        grade(1, "K");
        school.house.conduct.confirm(leader(), room, 1);
        school.house.db.write(Governed.SETUP, tx -> {
            Roll.lead(tx, room, school.staff(HOA), LocalDate.parse("2026-11-01"));
            Accounts.postsOf(tx.handle(), Post.Kind.VICE_PRINCIPAL)
                    .forEach(post -> Accounts.end(tx, post, LocalDate.parse("2026-11-20"), "nghỉ hưu"));
            return null;
        });
        assertThat(ask(school.principal(), 0, "T").statusCode()).isEqualTo(303);
        var id = waiting();
        refused(rectifying.consent(HOA, id), "chính mình");
        refused(rectifying.consent(BINH, id), "quyết định của cấp trên");
        var binh = school.in(BINH);
        assertThat(binh.post(
                                "/rectifications/" + id + "/consent",
                                "seal",
                                Rectifying.seal(binh, id),
                                "superior",
                                "45/QĐ-PGDĐT ngày 20/11/2026")
                        .statusCode())
                .isEqualTo(303);
        refused(rectifying.attend(HOA, id, "LEADER", HOA), "chính mình");
        refused(rectifying.attend(HOA, id, "BOARD", BINH), "không phải người đã đồng ý");
        assertThat(rectifying.together(HOA, id, BINH, "Lý Thị Chi").statusCode())
                .isEqualTo(303);
        assertThat(level(0)).isEqualTo("T");
        assertThat(school.principal().get("/rectifications/" + id).body()).contains("45/QĐ-PGDĐT");
    }
}
