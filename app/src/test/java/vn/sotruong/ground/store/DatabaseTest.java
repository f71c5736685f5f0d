package vn.sotruong.ground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.kernel.ClockDoubtful;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Epoch;

class DatabaseTest {
    static final Entity MARK = Entity.of("mark", Audience.RECEIVER, "pupil", "col");
    static final Entity SECRET = Entity.of("secret", Audience.SCHOOL_ONLY, "id");
    static final Schema SCHEMA = new Schema(
            List.of("vn/sotruong/ground/store/migrations", "vn/sotruong/ground/store/sample"), List.of(MARK, SECRET));
    static final Actor LAN = new Actor("lan", "s1");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final DatabaseKey key = DatabaseKey.random(random);
    private Path file;
    private Database db;

    @BeforeEach
    void open() {
        file = folder.resolve("so.db");
        db = Database.create(file, key, Clock.systemUTC(), random, SCHEMA, "79000001");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static Map<String, @Nullable Object> mark(String pupil, long tenths) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("pupil", pupil);
        row.put("col", "tx1");
        row.put("tenths", tenths);
        return row;
    }

    private Audit.Report audit() {
        return Audit.verify(db, SCHEMA, List.of());
    }

    @Test
    void a_mark_and_its_line_commit_together_and_the_audit_is_sound() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        db.write(LAN, tx -> tx.amend(MARK, mark("an", 90), "nhập nhầm"));
        db.write(LAN, tx -> tx.create(SECRET, Map.of("id", "x", "text", "kín")));

        var report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(2);
        var line = db.read(handle -> handle.createQuery("SELECT line FROM change WHERE seq = 2")
                .mapTo(byte[].class)
                .one());
        var change = ChangeLine.parse(line);
        assertThat(change.base()).isEqualTo(1);
        assertThat(change.why()).isEqualTo("nhập nhầm");
        assertThat(change.act()).isEqualTo("lan");
        assertThat(change.row()).containsEntry("tenths", 90L);
    }

    @Test
    void a_work_that_fails_leaves_nothing_and_harms_no_neighbour() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<java.util.concurrent.Future<Boolean>>();
            for (var i = 0; i < 60; i++) {
                var pupil = "p" + i;
                var fails = i % 3 == 0;
                Callable<Boolean> save = () -> db.write(LAN, tx -> {
                    tx.create(MARK, mark(pupil, 50));
                    if (fails) {
                        throw new IllegalArgumentException("on purpose");
                    }
                    return true;
                });
                answers.add(threads.submit(save));
            }
            var kept = 0;
            for (var answer : answers) {
                try {
                    kept += answer.get() ? 1 : 0;
                } catch (java.util.concurrent.ExecutionException expected) {
                    assertThat(expected.getCause()).hasMessage("on purpose");
                }
            }
            assertThat(kept).isEqualTo(40);
        }
        assertThat(audit().findings()).isEmpty();
        assertThat(audit().rows()).isEqualTo(40);
    }

    @Test
    void a_failed_statement_says_nothing_of_what_was_bound() {
        assertThatThrownBy(() -> db.write(
                        LAN,
                        tx -> tx.handle()
                                .createUpdate("INSERT INTO no_such_table (name) VALUES (:name)")
                                .bind("name", "Nguyễn Thị An")
                                .execute()))
                .hasMessageContaining("no_such_table")
                .hasMessageNotContaining("Nguyễn");
    }

    @Test
    void sql_around_the_journal_is_refused() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        for (var sql : List.of(
                "INSERT INTO mark (pupil, col, tenths, seq) VALUES ('b', 'tx1', 90, 1)",
                "UPDATE mark SET tenths = 90",
                "UPDATE mark SET tenths = 90, seq = 1",
                "UPDATE mark SET tenths = 90, seq = 2",
                "INSERT OR REPLACE INTO mark (pupil, col, tenths, seq) VALUES ('an', 'tx1', 90, 1)",
                "DELETE FROM mark",
                "UPDATE change SET at = 'x'",
                "DELETE FROM change",
                "INSERT INTO change SELECT seq + 5, tx, ent, id, audience, at, line, head FROM change")) {
            assertThatThrownBy(() -> db.write(LAN, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void the_audit_names_the_row_that_was_changed_behind_the_guard() throws Exception {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 45)));
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 70)));
        attack("DROP TRIGGER guard_mark_update", "UPDATE mark SET tenths = 85 WHERE pupil = 'an'");

        assertThat(audit().findings())
                .anyMatch(each -> each.startsWith("mark an/tx1: tenths is not what its journal line 1 says"))
                .anyMatch(each -> each.contains("guard_mark_update is missing"))
                .noneMatch(each -> each.contains("binh"));
    }

    @Test
    void a_clock_that_is_set_while_the_store_is_open_is_doubted_until_somebody_vouches_for_it() {
        db.close();
        var wall = new AtomicReference<>(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS));
        var ticks = new AtomicLong(-5);
        var clock = ((InstantSource) wall::get).withZone(ZoneOffset.UTC);
        db = Database.open(file, key, clock, ticks::get, random, SCHEMA);
        db.write(LAN, tx -> tx.create(MARK, mark("an", 45)));
        wall.set(wall.get().plus(Duration.ofHours(3)));
        ticks.addAndGet(Duration.ofHours(3).toNanos());
        var right = wall.get();
        assertThat(db.doubt()).isEmpty();

        // idle for three hours, so the newest line would let it pass
        wall.set(right.minus(Duration.ofMinutes(20)));
        assertThatThrownBy(() -> db.write(LAN, tx -> tx.create(MARK, mark("binh", 45))))
                .isInstanceOf(ClockDoubtful.class);
        assertThat(db.doubt().orElseThrow())
                .isEqualTo(new ClockDoubt(ClockDoubt.Kind.JUMPED_BACK, Moments.toMilliseconds(wall.get()), right));
        wall.set(right.plus(Duration.ofMinutes(20)));
        assertThat(db.doubt()).map(ClockDoubt::kind).contains(ClockDoubt.Kind.JUMPED_AHEAD);
        wall.set(right.minus(Duration.ofMinutes(4)));
        assertThat(db.doubt()).as("what a time server corrects").isEmpty();
        wall.set(right.minus(Duration.ofMinutes(8)));
        assertThat(db.doubt()).as("in small steps").isPresent();
        wall.set(right);
        assertThat(db.doubt()).as("set right again").isEmpty();

        wall.set(right.minus(Duration.ofMinutes(20)));
        db.writeVouching(LAN, tx -> tx.create(MARK, mark("binh", 45)));
        assertThat(db.doubt()).isEmpty();
        db.write(LAN, tx -> tx.create(MARK, mark("chi", 45)));
    }

    @Test
    void a_guard_that_was_taken_away_while_the_store_was_closed_is_told_although_it_is_raised_again() throws Exception {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 45)));
        assertThat(db.lowered()).isEmpty();
        db.close();
        attack("DROP TRIGGER guard_mark_update");
        db = Database.open(file, key, Clock.systemUTC(), random, SCHEMA);
        assertThat(db.lowered()).containsExactly("guard_mark_update");
        assertThat(audit().findings())
                .containsExactly("the trigger guard_mark_update was missing or altered when the store was opened");
        db.close();
        db = Database.open(file, key, Clock.systemUTC(), random, SCHEMA);
        assertThat(db.lowered()).isEmpty();
    }

    @Test
    void the_audit_names_triggers_that_were_emptied_or_slipped_in() throws Exception {
        attack(
                "DROP TRIGGER change_is_final",
                "CREATE TRIGGER change_is_final BEFORE UPDATE ON change WHEN 0 BEGIN SELECT 1; END",
                "DROP TRIGGER epoch_stays",
                "CREATE TRIGGER helper AFTER INSERT ON mark BEGIN SELECT 1; END",
                "PRAGMA writable_schema=ON",
                "INSERT INTO sqlite_schema VALUES ('TRIGGER', 'loud', 'mark', 0,"
                        + " 'CREATE TRIGGER loud AFTER INSERT ON mark BEGIN SELECT 1; END')");
        assertThat(audit().findings())
                .containsExactlyInAnyOrder(
                        "the schema holds loud of the strange kind TRIGGER",
                        "the trigger loud is none of ours",
                        "the trigger change_is_final is missing or altered",
                        "the trigger epoch_stays is missing or altered",
                        "the trigger helper is none of ours");
    }

    @Test
    void the_audit_finds_each_way_of_rewriting_the_journal() throws Exception {
        for (var i = 0; i < 10; i++) {
            var pupil = "p" + i;
            db.write(LAN, tx -> tx.create(MARK, mark(pupil, 50)));
        }
        var sound = audit();
        var epoch = db.read(handle ->
                handle.createQuery("SELECT id FROM epoch").mapTo(String.class).one());
        var anchor = new Audit.Anchor(epoch, 10, sound.head(), "receipt 1");
        assertThat(Audit.verify(db, SCHEMA, List.of(anchor)).findings()).isEmpty();

        attack("DROP TRIGGER change_stays", "DELETE FROM change WHERE seq = 10");
        assertThat(Audit.verify(db, SCHEMA, List.of(anchor)).findings())
                .anyMatch(each -> each.contains("receipt 1 holds this line, but the journal ends at 9"));

        attack(
                "DROP TRIGGER change_is_final",
                "UPDATE change SET line = CAST(replace(CAST(line AS TEXT), '50', '90') AS BLOB) WHERE seq = 4");
        assertThat(audit().findings())
                .anyMatch(each -> each.startsWith("change 4: the chain breaks here (mark p3/tx1)"));
    }

    @Test
    void school_only_lines_carry_salt_and_others_none() {
        db.write(LAN, tx -> tx.create(SECRET, Map.of("id", "x", "text", "kín")));
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        var lines = db.read(handle -> handle.createQuery("SELECT line FROM change ORDER BY seq")
                .mapTo(byte[].class)
                .list());
        assertThat(ChangeLine.parse(lines.get(0)).salt()).hasSize(32);
        assertThat(ChangeLine.parse(lines.get(1)).salt()).isNull();
    }

    @Test
    void a_store_reopens_and_its_chain_goes_on() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        db.close();
        db = Database.open(file, key, Clock.systemUTC(), random, SCHEMA);
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));
        assertThat(audit().findings()).isEmpty();
        assertThat(audit().lines()).isEqualTo(2);
    }

    @Test
    void a_newer_release_s_store_is_refused_and_untouched() throws Exception {
        attack("INSERT INTO flyway_schema_history SELECT 99, '9999', 'later', 'SQL', 'V9999__later.sql', 1,"
                + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
        db.close();
        assertThatThrownBy(() -> Database.open(file, key, Clock.systemUTC(), random, SCHEMA))
                .isInstanceOf(Migrations.Refused.class);
        var first = new Schema(List.of("vn/sotruong/ground/store/migrations"), List.of());
        file = folder.resolve("other.db");
        Database.create(file, key, Clock.systemUTC(), random, first, "1").close();
        db = Database.open(file, key, Clock.systemUTC(), random, SCHEMA_WITHOUT_JOURNAL);
        assertThat(folder.resolve("other.db.before-upgrade-from-0001")).exists();
    }

    private static final Schema SCHEMA_WITHOUT_JOURNAL =
            new Schema(List.of("vn/sotruong/ground/store/migrations", "vn/sotruong/ground/store/sample"), List.of());

    private void reopen(String wall) {
        db.close();
        db = Database.open(
                file, key, Clock.fixed(java.time.Instant.parse(wall), java.time.ZoneOffset.UTC), random, SCHEMA);
    }

    private List<String> moments() {
        return db.read(handle -> handle.createQuery("SELECT at FROM change ORDER BY seq")
                .mapTo(String.class)
                .list());
    }

    @Test
    void under_a_clock_that_cannot_be_right_nothing_is_written_but_who_comes_and_goes() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        for (var wall : List.of("2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
            reopen(wall);
            assertThat(db.doubt()).isPresent();
            assertThatThrownBy(() -> db.write(LAN, tx -> tx.create(MARK, mark("binh", 60))))
                    .isInstanceOf(ClockDoubtful.class);
            db.writeUnderAnyClock(LAN, tx -> tx.create(SECRET, Map.of("id", "x" + wall, "text", "came in")));
            assertThat(db.doubt())
                    .as("a trace of a doubtful clock vouches for nothing")
                    .isPresent();
            assertThat(moments()).isSorted().allMatch(at -> at.startsWith("2026"));
        }
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void once_vouched_for_a_clock_behind_the_book_is_believed_also_after_a_restart() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        reopen("2001-01-01T00:00:00Z");
        db.writeVouching(LAN, tx -> tx.create(SECRET, Map.of("id", "act", "text", "it is so")));
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));
        reopen("2001-01-01T00:05:00Z");
        db.write(LAN, tx -> tx.create(MARK, mark("chi", 70)));

        assertThat(moments()).hasSize(4).isSorted().allMatch(at -> at.startsWith("2026"));
        reopen("2000-12-31T23:00:00Z");
        assertThat(db.doubt()).as("but not one further behind").isPresent();
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void a_vouching_that_fails_changes_nothing() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        reopen("2001-01-01T00:00:00Z");
        assertThatThrownBy(() -> db.writeVouching(LAN, tx -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(db.doubt()).isPresent();
    }

    @Test
    void what_a_time_server_sets_back_needs_nobodys_word_but_never_adds_up() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        var last = java.time.Instant.parse(moments().getLast());
        reopen(last.minusSeconds(100).toString());
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));
        reopen(last.minusSeconds(200).toString());
        assertThat(db.doubt()).isPresent();
        assertThat(moments()).isSorted();
    }

    @Test
    void nothing_readable_lies_on_the_disk() throws Exception {
        db.write(LAN, tx -> tx.create(SECRET, Map.of("id", "x", "text", "Nguyen Van Kin")));
        try (var files = java.nio.file.Files.list(folder)) {
            for (var each : files.toList()) {
                assertThat(new String(java.nio.file.Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Van Kin");
            }
        }
    }

    @Test
    void a_set_taken_right_after_a_restore_is_an_anchor_like_any_other() {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        var restored = restore();
        var atOnce = audit();
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));

        var anchor = new Audit.Anchor(restored, 1, atOnce.head(), "the backup set");
        assertThat(Audit.verify(db, SCHEMA, List.of(anchor)).findings()).isEmpty();
        var forged = new Audit.Anchor(restored, 1, "00".repeat(32), "the backup set");
        assertThat(Audit.verify(db, SCHEMA, List.of(forged)).findings()).hasSize(1);
    }

    @Test
    void lines_lost_at_a_restore_are_a_finding_until_people_stand_behind_that_very_restore() {
        var first = db.read(handle -> ChangeLog.lineage(handle).epoch().id());
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        restore();
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));
        var second = restore();
        db.write(LAN, tx -> tx.create(MARK, mark("chi", 70)));

        var lost = new Audit.Anchor(first, 2, "11".repeat(32), "receipt 2");
        var unsaid = Audit.verify(db, SCHEMA, List.of(lost));
        assertThat(unsaid.sound()).isFalse();
        assertThat(unsaid.findings()).isEmpty();
        assertThat(unsaid.unconfirmed()).extracting(Audit.Restore::seq).containsExactly(1L, 2L);
        assertThat(unsaid.unconfirmed().getFirst().left()).containsExactly("receipt 2 (2)");
        assertThat(unsaid.unconfirmed().getFirst().told()).contains("nobody has confirmed", "receipt 2 (2)");

        var confirmed = unsaid.unconfirmed().stream()
                .map(each -> new Audit.Confirmation(each.epoch(), each.parent(), each.seq(), each.head(), "12/QĐ"))
                .toList();
        var said = Audit.verify(db, standingBehind(confirmed), List.of(lost));
        assertThat(said.sound()).isTrue();
        assertThat(said.notes()).hasSize(2).anyMatch(note -> note.contains("12/QĐ") && note.contains("receipt 2 (2)"));
        var other = confirmed.stream()
                .map(each -> new Audit.Confirmation(each.epoch(), each.parent(), each.seq(), "00".repeat(32), "12/QĐ"))
                .toList();
        assertThat(Audit.verify(db, standingBehind(other), List.of()).unconfirmed())
                .as("of another line")
                .hasSize(2);

        var cut = new Audit.Anchor(second, 4, "11".repeat(32), "receipt 4");
        assertThat(Audit.verify(db, standingBehind(confirmed), List.of(cut)).findings())
                .hasSize(1);
    }

    @Test
    void a_lineage_that_begins_elsewhere_than_after_its_parent_is_found() throws Exception {
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        restore();
        db.write(LAN, tx -> tx.create(MARK, mark("binh", 60)));
        assertThat(audit().findings()).isEmpty();
        attack("DROP TRIGGER epoch_is_final", "UPDATE epoch SET first_seq = 1 WHERE parent IS NOT NULL");
        assertThat(audit().findings()).anyMatch(each -> each.contains("does not follow the one before it"));
    }

    private static Schema standingBehind(List<Audit.Confirmation> confirmed) {
        return new Schema(SCHEMA.migrations(), SCHEMA.journalled(), SCHEMA.checks(), _ -> confirmed);
    }

    /** Begins a new lineage after the newest line, as a restore does. @return its epoch */
    private String restore() {
        var parent = db.read(handle ->
                new Epoch.Parent(ChangeLog.lineage(handle).epoch().id(), ChangeLog.lastSeq(handle), audit().head()));
        db.close();
        var epoch = Epoch.random(random, parent);
        Database.beginEpoch(file, key, "79000001", epoch, Clock.systemUTC());
        db = Database.open(file, key, Clock.systemUTC(), random, SCHEMA);
        return epoch.id();
    }

    private void attack(String... sql) throws Exception {
        try (Connection connection = Sqlite.openWriter(file, key);
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    @Test
    void a_revision_grows_with_a_line_and_again_with_its_commit_but_not_for_quiet_tables() {
        var revision = db.watch(Set.of(MARK));
        var before = revision.number();
        db.write(LAN, tx -> tx.create(MARK, mark("an", 85)));
        assertThat(revision.number()).as("a quiet table").isEqualTo(before);

        var inside = db.write(LAN, tx -> {
            tx.create(SECRET, Map.of("id", "x", "text", "kín"));
            return revision.number();
        });
        assertThat(inside).as("seen by whoever writes next in the same commit").isGreaterThan(before);
        assertThat(revision.number())
                .as("seen by whoever read before the commit")
                .isGreaterThan(inside);
    }

    @Test
    void what_is_undone_makes_a_revision_grow_as_well() {
        var revision = db.watch(Set.of());
        var inside = new AtomicLong();
        assertThatThrownBy(() -> db.write(LAN, tx -> {
                    tx.create(MARK, mark("an", 85));
                    inside.set(revision.number());
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(revision.number()).isGreaterThan(inside.get());
    }
}
