package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;

class ResetTest {
    private static final String NEW = "trời hôm nay nắng đẹp";

    @TempDir
    private Path folder;

    private TestSchool school;
    private TestDoor door;
    private Account admin;
    private Account member;
    private Account principal;
    private Account clerk;

    @BeforeEach
    void open() {
        school = new TestSchool(folder);
        admin = school.person("Hoàng Đăng Khoa", Post.Kind.ADMIN, Post.Kind.BOARD);
        member = school.person("Phạm Quốc Toàn", Post.Kind.BOARD);
        principal = school.person("Nguyễn Thanh Hòa", Post.Kind.PRINCIPAL);
        clerk = school.person("Đặng Thu Hà", Post.Kind.CLERK);
        door = school.door();
    }

    @AfterEach
    void close() {
        door.close();
        school.close();
    }

    private static Actor administering(Account account) {
        return TestSchool.administering(account);
    }

    private static Actor using(Account account) {
        return new Actor(account.id(), "s");
    }

    private String asked(Account account) {
        assertThat(school.resets.request(administering(admin), account.id(), "quên mật khẩu"))
                .isEqualTo(new Done());
        return school.resets.list(administering(admin)).stream()
                .map(Resets.Line::reset)
                .filter(reset -> reset.account().equals(account.id()) && reset.waits())
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void no_code_exists_until_another_person_confirms_and_then_the_old_password_is_gone() {
        var id = asked(clerk);
        assertThat(school.signIns.signIn(clerk.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        assertThat(school.resets.confirm(administering(admin), id)).isEqualTo(new Refused(Reason.YOURS_ALREADY));
        assertThat(school.resets.confirm(using(clerk), id)).isEqualTo(new Refused(Reason.NOT_ALLOWED));
        assertThat(school.resets.confirm(using(member), id)).isEqualTo(new Refused(Reason.NOT_ALLOWED));
        var session = ((Admitted) school.signIns.signIn(clerk.username(), TestSchool.PASSWORD, "10.0.0.8")).token();
        var issued = (Issued) school.resets.confirm(administering(member), id);
        assertThat(school.signIns.find(session)).isEmpty();
        assertThat(school.signIns.signIn(clerk.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.WRONG));
        assertThat(school.signIns.signIn(clerk.username(), issued.code(), "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        assertThat(school.resets.confirm(administering(member), id)).isEqualTo(new Refused(Reason.YOURS_ALREADY));
        assertThat(school.lines("password_reset").toString() + school.lines("credential"))
                .doesNotContain(issued.code());
    }

    @Test
    void the_owner_is_told_by_whom_and_enters_nothing_but_drafts_until_the_principal_has_met_them() {
        var id = asked(clerk);
        var code = ((Issued) school.resets.confirm(administering(member), id)).code();
        assertThat(school.resets.attest(using(principal), id)).isEqualTo(new Refused(Reason.RESET_NOT_SO_FAR));

        var browser = door.browser();
        browser.get("/sign-in");
        browser.post("/sign-in", "username", clerk.username(), "password", code);
        assertThat(browser.get("/password").body())
                .contains("đã được đặt lại ngày 21/11/2026 bởi Hoàng Đăng Khoa và Phạm Quốc Toàn");
        browser.post("/password", "old", code, "new", NEW, "again", NEW);
        assertThat(browser.get("/menu").body())
                .contains("đặt lại ngày 21/11/2026 bởi Hoàng Đăng Khoa và Phạm Quốc Toàn")
                .contains("chưa được hiệu trưởng xác nhận trực tiếp");
        var token = ((Admitted) school.signIns.signIn(clerk.username(), NEW, "10.0.0.8")).token();
        assertThat(school.signIns.find(token).orElseThrow().may()).doesNotContain(Need.CLERK);
        assertThat(full(clerk)).isFalse();

        assertThat(browser.get("/resets/own").statusCode()).isEqualTo(200);
        assertThat(browser.post("/resets/own/seen").statusCode()).isEqualTo(303);
        assertThat(browser.get("/menu").body()).doesNotContain("đã được đặt lại ngày");

        assertThat(school.resets.attest(using(clerk), id)).isEqualTo(new Refused(Reason.NOT_IN_FULL_STANDING));
        assertThat(school.resets.attest(administering(member), id)).isEqualTo(new Refused(Reason.NOT_ALLOWED));
        assertThat(school.resets.attest(using(principal), id)).isEqualTo(new Done());
        assertThat(full(clerk)).isTrue();
        assertThat(school.signIns.find(token).orElseThrow().may()).contains(Need.CLERK);
        assertThat(browser.get("/menu").body()).doesNotContain("chưa được hiệu trưởng");
    }

    private boolean full(Account account) {
        return school.db.read(handle -> Standing.full(handle, account.id()));
    }

    @Test
    void nobody_takes_part_in_their_own_reset_and_whoever_was_reset_confirms_for_nobody() {
        assertThat(school.resets.request(administering(admin), admin.id(), "x"))
                .isEqualTo(new Refused(Reason.YOUR_OWN));
        assertThat(school.resets.request(administering(member), admin.id(), "quên"))
                .isEqualTo(new Done());
        var id = school.resets.list(administering(member)).getFirst().reset().id();
        assertThat(school.resets.confirm(administering(admin), id)).isEqualTo(new Refused(Reason.YOUR_OWN));

        var mine = asked(member);
        assertThat(school.resets.confirm(administering(member), mine)).isEqualTo(new Refused(Reason.YOUR_OWN));
        var other = school.person("Ngô Thị Bích Vân", Post.Kind.BOARD);
        assertThat(school.resets.confirm(administering(other), mine)).isInstanceOf(Issued.class);
        var clerks = asked(clerk);
        assertThat(school.resets.confirm(administering(member), clerks))
                .isEqualTo(new Refused(Reason.NOT_IN_FULL_STANDING));
        assertThat(school.resets.confirm(administering(other), clerks)).isInstanceOf(Issued.class);
    }

    @Test
    void the_principals_own_takes_two_other_members_of_the_board() {
        var vice = school.person("Vũ Thị Hồng Nhung", Post.Kind.VICE_PRINCIPAL);
        var third = school.person("Ngô Thị Bích Vân", Post.Kind.BOARD);
        var id = asked(principal);
        assertThat(school.resets.confirm(using(vice), id)).isEqualTo(new Refused(Reason.NOT_ALLOWED));
        assertThat(school.resets.confirm(administering(member), id)).isEqualTo(new Done());
        assertThat(school.resets.confirm(administering(member), id)).isEqualTo(new Refused(Reason.YOURS_ALREADY));
        assertThat(school.resets.confirm(administering(admin), id)).isEqualTo(new Refused(Reason.YOURS_ALREADY));
        assertThat(school.signIns.signIn(principal.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        var issued = (Issued) school.resets.confirm(administering(third), id);
        assertThat(full(principal)).isFalse();
        assertThat(school.signIns.changePassword(using(principal), issued.code(), NEW, NEW, "10.0.0.8"))
                .isInstanceOf(Admitted.class);
        assertThat(full(principal)).isTrue();

        var clerks = asked(clerk);
        assertThat(school.resets.confirm(using(vice), clerks)).isInstanceOf(Issued.class);
    }

    private List<String> told(Actor actor, Account account) {
        var visitor = new Visitor(
                account.id(),
                actor.session(),
                account.staff(),
                account.username(),
                actor.capacity(),
                Set.of(actor.capacity()),
                Set.of(Need.SIGNED_IN),
                List.of(),
                0);
        return school.db.read(handle -> school.resets.reminders(handle, visitor)).stream()
                .map(each -> each.key())
                .toList();
    }

    @Test
    void the_pages_show_the_code_once_and_offer_each_person_only_their_own_step() {
        var asker = TestSchool.signIn(door, admin);
        asker.get("/menu");
        asker.post("/capacity", "to", "ADMINISTRATION");
        asker.get("/resets/new?account=" + clerk.id());
        assertThat(asker.post("/resets", "account", clerk.id(), "why", "quên").statusCode())
                .isEqualTo(303);
        assertThat(asker.post("/resets", "account", clerk.id(), "why", "").statusCode())
                .isEqualTo(422);
        assertThat(asker.post("/resets", "account", clerk.id(), "why", "lại").statusCode())
                .isEqualTo(422);
        assertThat(asker.get("/resets").body()).contains("Chờ người thứ hai").doesNotContain("Xác nhận và in mã");
        var id = school.resets.list(administering(admin)).getFirst().reset().id();
        assertThat(asker.post("/resets/" + id + "/confirm").statusCode()).isEqualTo(422);

        assertThat(told(administering(admin), admin)).isEmpty();
        assertThat(told(administering(member), member)).containsExactly("accounts.today.confirm");
        assertThat(told(using(member), member)).as("in the other capacity").isEmpty();
        var second = TestSchool.signIn(door, member);
        assertThat(second.get("/resets").body()).contains("Xác nhận và in mã");
        var slip = second.post("/resets/" + id + "/confirm");
        assertThat(slip.body())
                .containsPattern("<b>[a-z2-9]{5}-[a-z2-9]{5}</b>")
                .contains("Đặng Thu Hà");
        assertThat(second.get("/resets").body())
                .contains("Đã in mã, chờ mật khẩu mới")
                .doesNotContainPattern("<b>[a-z2-9]{5}-[a-z2-9]{5}</b>");
        assertThat(second.post("/resets/" + id + "/confirm").statusCode()).isEqualTo(422);

        var teacher = TestSchool.signIn(door, school.person("Trần Thị Thu Lan"));
        assertThat(teacher.get("/resets").statusCode()).isEqualTo(403);
        teacher.get("/menu");
        assertThat(teacher.post("/resets/" + id + "/attest").statusCode()).isEqualTo(403);
    }

    @Test
    void the_database_itself_refuses_one_person_in_both_places() {
        var id = asked(clerk);
        assertThatThrownBy(() -> school.db.write(Actor.house("test"), tx -> {
                    var reset = ResetTable.find(tx.handle(), id).orElseThrow();
                    ResetTable.put(tx, reset.confirmed(admin.id(), tx.now(), true), "x");
                    return true;
                }))
                .hasMessageContaining("password_reset");
        assertThat(school.resets.withdraw(administering(member), id)).isEqualTo(new Done());
        assertThat(school.resets.confirm(administering(member), id)).isEqualTo(new Refused(Reason.RESET_NOT_SO_FAR));
    }

    @Test
    void a_page_asks_whoever_is_not_signed_in_to_sign_in() {
        assertThat(TestBrowser.location(door.browser().get("/resets"))).startsWith("/sign-in");
    }
}
