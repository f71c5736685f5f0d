package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.accounts.Outcome.Admitted;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

class CapacityTest {
    @TempDir
    private Path folder;

    private TestSchool school;
    private TestDoor door;
    private Account both;

    @BeforeEach
    void open() {
        school = new TestSchool(folder);
        both = school.person("Vũ Mai Hương", Post.Kind.CLERK, Post.Kind.ADMIN);
        door = school.door();
    }

    @AfterEach
    void close() {
        door.close();
        school.close();
    }

    private Admitted in(Account account) {
        return (Admitted) school.signIns.signIn(account.username(), TestSchool.PASSWORD, "10.0.0.8");
    }

    @Test
    void whoever_has_both_begins_in_use_and_never_holds_rights_of_both_at_once() {
        var token = in(both).token();
        var using = school.signIns.find(token).orElseThrow();
        assertThat(using.capacity()).isEqualTo(Capacity.USE);
        assertThat(using.capacities()).containsExactlyInAnyOrder(Capacity.USE, Capacity.ADMINISTRATION);
        assertThat(using.may()).contains(Need.CLERK).doesNotContain(Need.ADMIN);

        var switched = (Admitted) school.signIns.switchTo(using, token, Capacity.ADMINISTRATION);
        assertThat(school.signIns.find(token)).isEmpty();
        var administering = school.signIns.find(switched.token()).orElseThrow();
        assertThat(administering.session()).isNotEqualTo(using.session());
        assertThat(administering.actor())
                .isEqualTo(new Actor(both.id(), administering.session(), Capacity.ADMINISTRATION));
        assertThat(administering.may()).contains(Need.ADMIN).doesNotContain(Need.CLERK);
        assertThat(school.lines("sign_in").getLast())
                .contains("\"outcome\":\"SWITCHED\"")
                .contains("\"cap\":\"administration\"");
    }

    @Test
    void the_top_of_every_page_says_the_capacity_and_the_switch_stands_there() {
        var lan = school.person("Trần Thị Thu Lan");
        var browser = TestSchool.signIn(door, both);
        assertThat(browser.get("/menu").body()).contains("Tư cách: Sử dụng. Đổi sang Quản trị");
        var refused = browser.get("/accounts");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Chuyển sang tư cách quản trị").doesNotContain("phân quyền");
        assertThat(TestSchool.signIn(door, lan).get("/accounts").body())
                .contains("phân quyền")
                .doesNotContain("tư cách quản trị");
        var changed = browser.post("/capacity", "to", "ADMINISTRATION", "next", "/accounts");
        assertThat(changed.statusCode()).isEqualTo(303);
        assertThat(changed.headers().firstValue("Location")).contains("/accounts");
        assertThat(browser.get("/menu").body()).contains("Tư cách: Quản trị. Đổi sang Sử dụng");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(200);
        browser.post("/accounts/" + lan.id() + "/lock", "why", "thử");
        assertThat(school.lines("account").getLast()).contains("\"cap\":\"administration\"");
    }

    @Test
    void nobody_takes_a_capacity_they_do_not_have() {
        var lan = school.person("Trần Thị Thu Lan");
        var token = in(lan).token();
        var visitor = school.signIns.find(token).orElseThrow();
        assertThat(school.signIns.switchTo(visitor, token, Capacity.ADMINISTRATION))
                .isEqualTo(new Refused(Reason.NOT_YOUR_CAPACITY));
        assertThat(school.signIns.switchTo(visitor, token, Capacity.HOUSE))
                .isEqualTo(new Refused(Reason.NOT_YOUR_CAPACITY));
        var admin = school.person("Lê Quang Minh", Post.Kind.ADMIN);
        assertThat(school.signIns.find(in(admin).token()).orElseThrow().capacity())
                .isEqualTo(Capacity.ADMINISTRATION);
        var browser = TestSchool.signIn(door, lan);
        assertThat(browser.get("/menu").body()).contains("Tư cách: ").doesNotContain("/capacity");
        assertThat(browser.post("/capacity", "to", "ADMINISTRATION").statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_administrator_who_uses_does_not_administer_behind_the_pages_either() {
        var lan = school.person("Trần Thị Thu Lan");
        assertThat(school.accounts.lock(new Actor(both.id(), "s", Capacity.USE), lan.id(), "thử"))
                .isEqualTo(new Refused(Reason.NOT_ALLOWED));
        assertThat(school.accounts.lock(TestSchool.administering(both), lan.id(), "thử"))
                .isEqualTo(new Outcome.Done());
    }

    @Test
    void whoever_leaves_is_out_the_same_moment_and_what_they_did_still_names_them() {
        var lan = school.person("Trần Thị Thu Lan");
        var browser = TestSchool.signIn(door, lan);
        assertThat(browser.get("/menu").statusCode()).isEqualTo(200);
        school.db.write(Actor.house("test"), tx -> {
            People.changeStatus(tx, People.getStaff(tx.handle(), lan.staff()), StaffStatus.LEFT, "nghỉ việc");
            return true;
        });
        assertThat(TestBrowser.location(browser.get("/menu"))).startsWith("/sign-in");
        assertThat(school.signIns.signIn(lan.username(), TestSchool.PASSWORD, "10.0.0.8"))
                .isEqualTo(new Refused(Reason.HAS_LEFT));
        var author = school.db.read(handle -> Accounts.findStaff(handle, lan.id()));
        assertThat(author).contains(lan.staff());
    }
}
