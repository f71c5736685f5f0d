package vn.sotruong.ground.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.ground.kernel.ClockDoubtful;
import vn.sotruong.ground.kernel.Ids;
import vn.sotruong.sync.bundle.Epoch;

/**
 * Kho dữ liệu: one encrypted file, one writer, four readers that never wait for it.
 *
 * <p>Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;

    private final HikariDataSource pool;
    private final Jdbi readers;
    private final Writer writer;
    private final List<String> lowered;

    private Database(HikariDataSource pool, Writer writer, List<String> lowered) {
        this.lowered = List.copyOf(lowered);
        this.pool = pool;
        this.readers = Discreet.of(Jdbi.create(pool));
        this.writer = writer;
    }

    /** Makes a new store whose chain begins here. @throws IllegalStateException when the file exists */
    public static Database create(
            Path file, DatabaseKey key, Clock clock, RandomGenerator random, Schema schema, String school) {
        if (Files.exists(file)) {
            throw new IllegalStateException("there is a database already: " + file.getFileName());
        }
        var _ = Migrations.upgrade(file, key, schema);
        if (!schema.journalled().isEmpty()) {
            beginEpoch(file, key, school, Epoch.random(random, null), clock);
        }
        return open(file, key, clock, random, schema);
    }

    /**
     * Opens a store under a clock that nobody sets behind its back.
     *
     * @see #open(Path, DatabaseKey, Clock, LongSupplier, RandomGenerator, Schema)
     */
    public static Database open(Path file, DatabaseKey key, Clock clock, RandomGenerator random, Schema schema) {
        return open(file, key, clock, () -> nanos(clock), random, schema);
    }

    private static long nanos(Clock clock) {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /**
     * Opens a store, after bringing it to the newest schema.
     *
     * @param ticks nanoseconds of a counter that nobody sets: what the clock is held against while the store is open
     * @throws Sqlite.CannotOpen when it is not encrypted by us or the key is wrong
     * @throws Migrations.Refused when it was written by a newer release
     */
    public static Database open(
            Path file, DatabaseKey key, Clock clock, LongSupplier ticks, RandomGenerator random, Schema schema) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("there is no database: " + file.getFileName());
        }
        var lowered = Migrations.upgrade(file, key, schema);
        try {
            var handle =
                    Discreet.of(Jdbi.create(() -> Sqlite.openWriter(file, key))).open();
            var journal =
                    schema.journalled().isEmpty() ? null : new Journal(handle.getConnection(), random, new Pace(ticks));
            var writer = new Writer(
                    handle,
                    clock,
                    ticks,
                    new Ids(random),
                    journal,
                    schema.journalled().contains(Refusals.REFUSAL));
            return new Database(readers(file, key), writer, lowered);
        } catch (SQLException e) {
            throw new StoreFailed("cannot read the journal", e);
        }
    }

    /** Begins a new lineage of the chain after a restore; the store must not be open elsewhere. */
    public static void beginEpoch(Path file, DatabaseKey key, String school, Epoch epoch, Clock clock) {
        try (var connection = Sqlite.openWriter(file, key)) {
            Epochs.begin(connection, school, epoch, clock.instant());
        } catch (SQLException e) {
            throw new StoreFailed("cannot begin an epoch", e);
        }
    }

    /** Guards that somebody had taken away or altered when this store was opened; they were raised again. */
    public List<String> lowered() {
        return lowered;
    }

    /** Reads one consistent state. */
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return readers.inTransaction(work::in);
    }

    /**
     * Writes: all of the work or nothing, and returns when it is durable. Where somebody was let in for it, their
     * {@link Admission} is asked again first, inside the transaction.
     *
     * @throws StoreFailed when the database or its disk fails
     * @throws ClockDoubtful when the clock stands where no honest clock can stand
     */
    public <T extends @Nullable Object> T write(Actor actor, WriteWork<T> work) {
        return writer.write(actor, Writer.Trust.NEEDED, work);
    }

    /** As {@link #write}, but under any clock: for signing in and out, so that somebody can come and mend it. */
    public <T extends @Nullable Object> T writeUnderAnyClock(Actor actor, WriteWork<T> work) {
        return writer.write(actor, Writer.Trust.WAIVED, work);
    }

    /** As {@link #write}, for the recorded act by which people vouch for the clock as it stands. */
    public <T extends @Nullable Object> T writeVouching(Actor actor, WriteWork<T> work) {
        return writer.write(actor, Writer.Trust.GIVEN, work);
    }

    /** A number that grows with every change of anything but these. */
    public Revision watch(Set<Entity> quiet) {
        return writer.watch(quiet);
    }

    /** What is wrong with the clock, so that nothing is written; usually empty. */
    public Optional<ClockDoubt> doubt() {
        return writer.doubt();
    }

    /** How long the commit that is being made has taken until now; nothing while none is. */
    public Duration writing() {
        return writer.writing();
    }

    @Override
    public void close() {
        writer.close();
        pool.close();
    }

    private static HikariDataSource readers(Path file, DatabaseKey key) {
        var config = new HikariConfig();
        config.setDataSource(new ConnectionSource(() -> Sqlite.openReader(file, key)));
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setPoolName("readers");
        return new HikariDataSource(config);
    }
}
