package vn.sotruong.school.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.Posts.Held;
import vn.sotruong.school.board.Posts.Kind;
import vn.sotruong.school.locks.Outcome.Done;
import vn.sotruong.school.locks.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;

class LocksTest {
    @TempDir
    Path data;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-21T02:00:00Z"));
    private List<Held> posts = List.of();
    private Database db;
    private Locks locks;
    private String homeroom;
    private String principal;
    private String member;

    @BeforeEach
    void open() {
        db = SampleSchool.create(data);
        homeroom = SampleSchool.openClasses(db, "7A", "7B").getFirst().id();
        principal = engage("Nguyễn Thị Hoa");
        member = engage("Lê Quang Minh");
        posts = List.of(
                new Held(principal, Kind.PRINCIPAL, "01/QĐ"),
                new Held(member, Kind.BOARD, "02/QĐ"),
                new Held("b2", Kind.BOARD, "02/QĐ"),
                new Held("b3", Kind.BOARD, "02/QĐ"));
        locks = new Locks(db, new Board((handle, on) -> posts), clock);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void a_lock_is_in_force_from_its_execution_and_says_who_decided_it() {
        var decided = done(decide(order("gk")));
        assertThat(inForce()).isEmpty();
        assertThat(locks.execute(actor(member), member, decided)).isEqualTo(new Done(decided));
        var lock = inForce().getFirst();
        assertThat(lock.covers("gk")).isTrue();
        assertThat(lock.covers("ck")).isFalse();
        assertThat(db.<String>read(handle -> locks.sentence(handle, lock, Language.VI)))
                .contains("12/QĐ", "Nguyễn Thị Hoa", "hết hạn nộp", "05/09/2026");
        assertThat(db.<List<Lock>>read(handle -> locks.inForce(handle, homeroom, "nguvan", 1)))
                .isEmpty();
        assertThat(db.<List<Lock>>read(handle -> locks.inForce(handle, homeroom, "toan", 2)))
                .isEmpty();
    }

    @Test
    @Tag("art:002-8.2")
    @Tag("art:002-12.5")
    @Tag("art:004-9.a")
    void nobody_but_the_principal_decides_and_nobody_but_the_board_executes() {
        assertThat(locks.decide(actor(member), member, order("gk"))).isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        var decided = done(decide(order("gk")));
        assertThat(locks.execute(actor(principal), principal, decided)).isEqualTo(new Refused(Reason.NOT_ON_THE_BOARD));
        assertThat(inForce()).isEmpty();
    }

    @Test
    void a_principal_on_the_board_cannot_execute_his_own_decision() {
        posts = List.of(
                new Held(principal, Kind.PRINCIPAL, "01/QĐ"),
                new Held(principal, Kind.BOARD, "02/QĐ"),
                new Held(member, Kind.BOARD, "02/QĐ"),
                new Held("b2", Kind.BOARD, "02/QĐ"));
        var decided = done(decide(order("gk")));
        var administration = new Actor("tk-" + principal, "s1", Capacity.ADMINISTRATION);
        assertThat(locks.execute(administration, principal, decided)).isEqualTo(new Refused(Reason.OWN_DECISION));
        assertThat(locks.execute(actor(member), member, decided)).isInstanceOf(Done.class);
    }

    @Test
    void without_a_valid_board_nothing_is_executed() {
        var decided = done(decide(order("gk")));
        posts = posts.subList(0, 3);
        assertThat(locks.execute(actor(member), member, decided)).isEqualTo(new Refused(Reason.NO_VALID_BOARD));
    }

    @Test
    void an_unknown_class_subject_column_or_semester_is_refused_and_nothing_is_written() {
        var cell = List.of(new Order.Cell(homeroom, "gk"));
        for (var order : List.of(
                new Order(Lock.Kind.ENTRY, "toan", 1, List.of(new Order.Cell("zzz", "gk")), "12/QĐ", "hết hạn"),
                new Order(Lock.Kind.ENTRY, "toan", 1, List.of(new Order.Cell(homeroom, "tx9")), "12/QĐ", "hết hạn"),
                new Order(Lock.Kind.ENTRY, "phep-thuat", 1, cell, "12/QĐ", "hết hạn"),
                new Order(Lock.Kind.ENTRY, "toan", 3, cell, "12/QĐ", "hết hạn"))) {
            assertThat(decide(order)).isEqualTo(new Refused(Reason.UNKNOWN_SCOPE));
        }
        assertThat(decide(new Order(Lock.Kind.ENTRY, "toan", 1, List.of(), "12/QĐ", "hết hạn")))
                .isEqualTo(new Refused(Reason.NOTHING_CHOSEN));
        assertThat(decide(new Order(Lock.Kind.ENTRY, "toan", 1, cell, " ", "hết hạn")))
                .isEqualTo(new Refused(Reason.DECISION_MISSING));
        assertThat(decide(new Order(Lock.Kind.ENTRY, "toan", 1, cell, "12/QĐ", "")))
                .isEqualTo(new Refused(Reason.REASON_MISSING));
        assertThat(decide(new Order(Lock.Kind.ENTRY, "toan", 1, cell, "12/QĐ", "x".repeat(501))))
                .isEqualTo(new Refused(Reason.TEXT_TOO_LONG));
        assertThat(db.<List<Lock>>read(handle -> locks.list(handle, "toan", 1))).isEmpty();
    }

    @Test
    void the_same_lock_is_not_decided_twice_but_again_after_a_withdrawal() {
        var decided = done(decide(order("gk")));
        assertThat(decide(order("gk"))).isEqualTo(new Refused(Reason.STILL_WAITING));
        assertThat(locks.withdraw(actor(principal), principal, decided)).isInstanceOf(Done.class);
        assertThat(locks.execute(actor(member), member, decided)).isEqualTo(new Refused(Reason.WITHDRAWN));
        assertThat(decide(order("gk"))).isInstanceOf(Done.class);
    }

    @Test
    @Tag("art:002-8.2")
    @Tag("art:002-12.5")
    @Tag("art:004-5.3")
    void reopening_takes_two_people_and_falls_back_by_itself() {
        var lock = done(decide(order("gk")));
        done(locks.execute(actor(member), member, lock));
        var until = clock.instant().plus(Duration.ofMinutes(30));
        var reopening = new Order.Reopening("13/QĐ", "nhập nhầm dòng", until);
        assertThat(locks.executeReopening(actor(member), member, lock, Seals.read(db, locks, lock)))
                .isEqualTo(new Refused(Reason.NO_REOPENING_DECIDED));
        assertThat(locks.decideReopening(actor(member), member, lock, reopening))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        done(locks.decideReopening(actor(principal), principal, lock, reopening));
        assertThat(inForce()).hasSize(1);
        done(locks.executeReopening(actor(member), member, lock, Seals.read(db, locks, lock)));
        assertThat(inForce()).isEmpty();
        clock.now = until;
        assertThat(inForce()).hasSize(1);
    }

    @Test
    void a_reopening_without_an_end_that_is_near_is_refused() {
        var lock = done(decide(order("gk")));
        done(locks.execute(actor(member), member, lock));
        for (var until : List.of(clock.instant(), clock.instant().plus(Duration.ofDays(32)))) {
            assertThat(locks.decideReopening(
                            actor(principal), principal, lock, new Order.Reopening("13/QĐ", "nhầm", until)))
                    .isEqualTo(new Refused(Reason.BAD_TIME));
        }
    }

    @Test
    void neither_locking_nor_unlocking_is_done_in_the_other_capacity_or_by_one_alone() {
        var use = new Actor("tk-" + member, "s1", Capacity.USE);
        var administration = new Actor("tk-" + principal, "s1", Capacity.ADMINISTRATION);
        assertThat(locks.decide(administration, principal, order("gk")))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        var lock = done(decide(order("gk")));
        assertThat(locks.execute(use, member, lock)).isEqualTo(new Refused(Reason.NOT_ON_THE_BOARD));
        done(locks.execute(actor(member), member, lock));
        var order = new Order.Reopening("13/QĐ", "nhầm", clock.instant().plusSeconds(600));
        assertThat(locks.decideReopening(administration, principal, lock, order))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(locks.decideReopening(actor(member), member, lock, order))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(locks.executeReopening(actor(member), member, lock, Seals.read(db, locks, lock)))
                .isEqualTo(new Refused(Reason.NO_REOPENING_DECIDED));
        done(locks.decideReopening(actor(principal), principal, lock, order));
        // even where the principal sat on the board, they would not carry out what they decided
        posts = new ArrayList<>(posts);
        posts.add(new Held(principal, Kind.BOARD, "03/QĐ"));
        assertThat(locks.executeReopening(administration, principal, lock, Seals.read(db, locks, lock)))
                .isEqualTo(new Refused(Reason.OWN_DECISION));
        assertThat(locks.executeReopening(use, member, lock, Seals.read(db, locks, lock)))
                .isEqualTo(new Refused(Reason.NOT_ON_THE_BOARD));
        assertThat(inForce()).hasSize(1);
        done(locks.executeReopening(actor(member), member, lock, Seals.read(db, locks, lock)));
        assertThat(inForce()).isEmpty();
    }

    @Test
    void a_decision_replaced_after_the_member_read_it_is_not_carried_out() {
        var lock = done(decide(order("gk")));
        done(locks.execute(actor(member), member, lock));
        var now = clock.instant();
        var order = new Order.Reopening("13/QĐ", "nhầm", now.plusSeconds(600));
        done(locks.decideReopening(actor(principal), principal, lock, order));
        var read = Seals.read(db, locks, lock);
        var longer = new Order.Reopening("14/QĐ", "nhầm", now.plus(Duration.ofDays(20)));
        done(locks.decideReopening(actor(principal), principal, lock, longer));
        assertThat(locks.executeReopening(actor(member), member, lock, read))
                .isEqualTo(new Refused(Reason.DECIDED_ANEW));
        assertThat(inForce()).hasSize(1);
        done(locks.executeReopening(actor(member), member, lock, Seals.read(db, locks, lock)));
        assertThat(inForce()).isEmpty();
    }

    @Test
    void of_many_locks_executed_at_once_one_that_cannot_be_stops_all() {
        var first = done(decide(order("gk")));
        var second = done(decide(order("ck")));
        done(locks.withdraw(actor(principal), principal, second));
        assertThat(locks.execute(actor(member), member, List.of(first.getFirst(), second.getFirst())))
                .isEqualTo(new Refused(Reason.WITHDRAWN));
        assertThat(inForce()).isEmpty();
    }

    private Order order(String col) {
        return new Order(Lock.Kind.ENTRY, "toan", 1, List.of(new Order.Cell(homeroom, col)), "12/QĐ", "hết hạn nộp");
    }

    private Outcome decide(Order order) {
        return locks.decide(actor(principal), principal, order);
    }

    private List<Lock> inForce() {
        return db.read(handle -> locks.inForce(handle, homeroom, "toan", 1));
    }

    private static List<String> done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).locks();
    }

    private Actor actor(String staff) {
        return new Actor("tk-" + staff, "s1", staff.equals(principal) ? Capacity.USE : Capacity.ADMINISTRATION);
    }

    private String engage(String name) {
        return db.write(SampleSchool.CLERK, tx -> People.engage(tx, VietnameseName.split(name), null))
                .id();
    }

    /** A clock that a test moves by hand. */
    private static final class HandClock extends Clock {
        private Instant now;

        HandClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return ((InstantSource) () -> instant()).withZone(zone);
        }
    }
}
