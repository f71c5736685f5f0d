package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.accounts.AccountsPolicy.Deed;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.people.VietnameseName;

class AccountPagesTest {
    @TempDir
    private Path folder;

    private TestSchool school;
    private TestDoor door;
    private Account admin;
    private Account principal;
    private Account lan;

    @BeforeEach
    void open() {
        school = new TestSchool(folder);
        admin = school.person("Lê Quang Minh", Post.Kind.ADMIN);
        principal = school.person("Vũ Mai Hương", Post.Kind.PRINCIPAL);
        lan = school.person("Trần Thị Thu Lan");
        door = school.door();
    }

    @AfterEach
    void close() {
        door.close();
        school.close();
    }

    private TestBrowser as(Account account) {
        var browser = TestSchool.signIn(door, account);
        browser.get(account.equals(lan) ? "/menu" : "/accounts");
        return browser;
    }

    @Test
    void two_people_of_one_name_get_two_usernames_and_a_retired_one_is_never_given_again() {
        var an = school.person("Nguyễn Văn An");
        leave(an);
        assertThat(school.accounts.retire(TestSchool.administering(admin), an.id(), "nghỉ hưu"))
                .isEqualTo(new Outcome.Done());
        assertThat(school.person("Nguyễn Văn An").username()).isEqualTo("annv2.thcshm");
        assertThat(school.signIns.signIn(an.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.LOCKED));
        assertThat(school.accounts.unlock(TestSchool.administering(admin), an.id(), "x"))
                .isEqualTo(new Refused(Reason.RETIRED));
    }

    private void leave(Account account) {
        school.db.write(Actor.house("test"), tx -> {
            People.changeStatus(tx, People.getStaff(tx.handle(), account.staff()), StaffStatus.LEFT, "nghỉ hưu");
            return true;
        });
    }

    @Test
    void nobody_who_works_here_or_holds_a_post_has_their_account_closed() {
        var minh = TestSchool.administering(admin);
        assertThat(school.accounts.retire(minh, lan.id(), "x")).isEqualTo(new Refused(Reason.STILL_WORKS_HERE));
        assertThat(school.accounts.retire(minh, principal.id(), "x")).isEqualTo(new Refused(Reason.HOLDS_POST));
        leave(principal);
        var browser = as(admin);
        assertThat(browser.post("/accounts/" + principal.id() + "/retire", "why", "x")
                        .body())
                .contains("đang giữ chức vụ");
        leave(lan);
        assertThat(school.accounts.retire(minh, lan.id(), "x")).isEqualTo(new Outcome.Done());
    }

    @Test
    void a_locked_account_is_out_at_once() {
        var lanAtDesk = as(lan);
        as(admin).post("/accounts/" + lan.id() + "/lock");
        assertThat(lanAtDesk.get("/menu").statusCode()).isEqualTo(303);
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.LOCKED));
        as(admin).post("/accounts/" + lan.id() + "/unlock");
        TestSchool.signIn(door, lan);
    }

    @Test
    @Tag("scenario-23")
    void names_are_made_of_names_numbered_where_they_meet_and_never_given_twice() {
        var first = school.person("Nguyễn Văn Toàn");
        var second = school.person("Nguyễn Văn Toàn");
        assertThat(List.of(
                        first.username(),
                        second.username(),
                        school.person("Nguyễn Văn Toàn").username()))
                .containsExactly("toannv.thcshm", "toannv2.thcshm", "toannv3.thcshm");
        assertThat(school.person("Đỗ Thị Ánh").username()).isEqualTo("anhdt.thcshm");

        school.db.write(Actor.house("test"), tx -> {
            People.changeStatus(tx, People.getStaff(tx.handle(), second.staff()), StaffStatus.LEFT, "chuyển công tác");
            return true;
        });
        assertThat(as(principal).get("/accounts").body()).contains("Người dùng không còn làm việc");
        var browser = as(admin);
        browser.get("/accounts/" + second.id());
        assertThat(browser.post("/accounts/" + second.id() + "/retire", "why", "đã chuyển")
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.person("Nguyễn Văn Toàn").username()).isEqualTo("toannv4.thcshm");
        assertThat(school.signIns.signIn("toannv2.thcshm", TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.LOCKED));
        var author = school.db.read(handle -> Accounts.name(handle, second.id()));
        assertThat(author).isEqualTo("Nguyễn Văn Toàn");
        assertThatThrownBy(() -> school.db.write(Actor.house("test"), tx -> {
                    var third = People.engage(tx, VietnameseName.split("Trần Văn Tài"), null);
                    AccountTable.create(
                            tx, new Account(tx.newId(), third.id(), false, "toannv2.thcshm", Account.State.ISSUED));
                    return true;
                }))
                .hasMessageContaining("account");
    }

    @Test
    void whoever_only_administers_is_named_after_district_and_school() {
        var names = school.db.write(Actor.house("test"), tx -> {
            var one = People.engage(tx, VietnameseName.split("Lê Văn Quản"), null);
            var two = People.engage(tx, VietnameseName.split("Trần Văn Trị"), null);
            return List.of(
                    Accounts.createAdministrator(tx, one, "Nhà Bè", "thcshm", "$argon2id$", true)
                            .username(),
                    Accounts.createAdministrator(tx, two, "Nhà Bè", "thcshm", "$argon2id$", true)
                            .username());
        });
        assertThat(names).containsExactly("nhabe_thcshm", "nhabe_thcshm2");
    }

    @Test
    void teachers_reach_none_of_it() {
        var browser = as(lan);
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(403);
        for (var path : List.of(
                "/accounts/" + admin.id() + "/lock", "/accounts/" + lan.id() + "/retire", "/resets", "/access-rule")) {
            browser.get("/menu");
            assertThat(browser.post(
                                    path,
                                    "staff",
                                    lan.staff(),
                                    "kind",
                                    "PRINCIPAL",
                                    "decision",
                                    "x",
                                    "from",
                                    "01/09/2026")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void the_policy_holds_behind_the_pages_too() {
        var actor = new Actor(lan.id(), "s");
        var refused = new Refused(Reason.NOT_ALLOWED);
        assertThat(school.accounts.lock(actor, admin.id(), "x")).isEqualTo(refused);
        assertThat(school.resets.request(actor, principal.id(), "quên")).isEqualTo(refused);
    }

    @Test
    void nobody_ends_their_own_post_or_locks_themselves() {
        assertThat(school.accounts.lock(TestSchool.administering(admin), admin.id(), "x"))
                .isEqualTo(new Refused(Reason.YOUR_OWN));
        var post = school.db.read(handle -> Accounts.postsInForce(handle, TestSchool.FROM)).stream()
                .filter(each -> each.kind() == Post.Kind.PRINCIPAL)
                .findFirst()
                .orElseThrow();
        assertThat(school.accounts.endPost(new Actor(principal.id(), "s"), post.id(), "x"))
                .isEqualTo(new Refused(Reason.YOUR_OWN));
    }

    @Test
    void a_post_ends_by_a_page_of_its_own_with_a_reason() {
        var browser = as(principal);
        var post = school.db.read(handle -> Accounts.postsInForce(handle, TestSchool.FROM)).stream()
                .filter(each -> each.kind() == Post.Kind.ADMIN)
                .findFirst()
                .orElseThrow();
        var path = "/posts/" + post.id() + "/end";
        assertThat(browser.get("/accounts").body()).contains("href=\"" + path).doesNotContain("action=\"" + path);
        assertThat(browser.get(path).body()).contains("Quản trị viên", post.decision(), "name=\"why\"");
        var refused = browser.post(path, "why", " ");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Hãy ghi lý do");
        assertThat(browser.post(path, "why", "chuyển công tác").statusCode()).isEqualTo(303);
        assertThat(school.lines("post").getLast()).contains("chuyển công tác");
        assertThat(browser.get(path).statusCode()).isEqualTo(422);
        assertThat(as(lan).get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void the_register_shows_state_posts_last_sign_in_and_no_secret() {
        var page = as(principal).get("/accounts").body();
        assertThat(page).contains("Lê Quang Minh").contains("Quản trị viên").contains("Đang dùng");
        assertThat(page).contains("21/11/2026").doesNotContain("argon2");
    }

    @Test
    void a_name_with_markup_is_shown_and_not_run() {
        school.person("Nguyễn <script>alert(1)</script> An");
        assertThat(as(admin).get("/accounts").body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void every_reason_has_its_words_in_both_languages() {
        var messages = Messages.of(Accounts.class);
        for (var language : Language.values()) {
            for (var reason : Reason.values()) {
                assertThat(messages.get(language, "accounts.reason." + reason)).isNotBlank();
            }
            for (var kind : Post.Kind.values()) {
                assertThat(messages.get(language, "accounts.post." + kind)).isNotBlank();
            }
            for (var need :
                    EnumSet.complementOf(EnumSet.of(Need.ANYONE, Need.MACHINE, Need.OFFICE, Need.OFFICE_ADMIN))) {
                assertThat(messages.get(language, "accounts.right." + need)).isNotBlank();
            }
            for (var flaw : Register.Flaw.values()) {
                assertThat(messages.get(language, "accounts.flaw." + flaw)).isNotBlank();
            }
            for (var state : Reset.State.values()) {
                assertThat(messages.get(language, "accounts.reset.state." + state))
                        .isNotBlank();
            }
            for (var state : Account.State.values()) {
                assertThat(messages.get(language, "accounts.state." + state)).isNotBlank();
            }
        }
    }

    @Test
    void the_policy_in_one_table() {
        var table = new StringBuilder();
        for (var deed : Deed.values()) {
            for (var kind : Post.Kind.values()) {
                var refusal = AccountsPolicy.refusal(deed, Set.of(kind), false);
                var own = AccountsPolicy.refusal(deed, Set.of(kind), true);
                if (refusal.isEmpty()) {
                    table.append(deed)
                            .append(' ')
                            .append(kind)
                            .append(own.isEmpty() ? "" : " not one's own")
                            .append('\n');
                }
            }
            assertThat(AccountsPolicy.refusal(deed, Set.of(), false)).contains(Reason.NOT_ALLOWED);
        }
        assertThat(table.toString()).isEqualTo("""
                LOCK ADMIN not one's own
                UNLOCK ADMIN
                RETIRE ADMIN not one's own
                END_POST PRINCIPAL not one's own
                SET_RULE PRINCIPAL
                READ_REGISTER PRINCIPAL
                READ_REGISTER VICE_PRINCIPAL
                READ_REGISTER ADMIN
                """);
    }
}
