package vn.sotruong.ground.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Op;

/**
 * Nhật ký: writes a line and its row, and keeps the end of the chain. Used by the writer's thread alone.
 *
 * <p>Statements are prepared once a table: a grid of 360 marks is 720 executions of four statements.
 */
final class Journal {
    private static final int SALT_BYTES = 16;
    private static final Duration RAW_IS_TOLD = Duration.ofSeconds(2);

    private final Connection connection;
    private final RandomGenerator random;
    private final Pace pace;
    private final PreparedStatement insertLine;
    private final PreparedStatement previous;
    private final PreparedStatement openTx;
    private final Map<Entity, RowStatements> rows = new HashMap<>();
    private final List<Revision> revisions = new CopyOnWriteArrayList<>();

    private long lastSeq;
    private long lastTx;
    private byte[] head;
    private Instant lastAt;
    private volatile Instant floor;

    Journal(Connection connection, RandomGenerator random, Pace pace) throws SQLException {
        this.connection = connection;
        this.pace = pace;
        this.random = random;
        insertLine = connection.prepareStatement(
                "INSERT INTO change (seq, tx, ent, id, audience, at, line, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        previous = connection.prepareStatement("SELECT max(seq) FROM change WHERE ent = ? AND id = ?");
        openTx = connection.prepareStatement("UPDATE open_tx SET tx = ?");
        head = new byte[0];
        lastAt = Instant.EPOCH;
        floor = Instant.EPOCH;
        recall();
        recallFloor();
    }

    /** Reads where the chain ends: numbers and moments only ever grow, so its newest line tells. */
    private void recall() throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var epoch = statement.executeQuery(
                    "SELECT first_seq, id, school, parent, parent_seq, parent_head FROM epoch ORDER BY first_seq DESC, born_at DESC LIMIT 1")) {
                if (!epoch.next()) {
                    throw new IllegalStateException("the journal has no epoch");
                }
                lastSeq = epoch.getLong(1) - 1;
                head = Epochs.genesis(epoch);
            }
            try (var newest =
                    statement.executeQuery("SELECT seq, head, tx, at FROM change ORDER BY seq DESC LIMIT 1")) {
                if (newest.next()) {
                    if (newest.getLong(1) > lastSeq) {
                        lastSeq = newest.getLong(1);
                        head = newest.getBytes(2);
                    }
                    lastTx = newest.getLong(3);
                    lastAt = Instant.parse(newest.getString(4));
                }
            }
        }
    }

    /** The newest moment that a trusted clock wrote; one that was set back by an act says so by its raw reading. */
    private void recallFloor() throws SQLException {
        try (var statement = connection.createStatement();
                var newest = statement.executeQuery("SELECT line FROM change ORDER BY seq DESC")) {
            while (newest.next()) {
                var line = ChangeLine.parse(newest.getBytes(1));
                if (!line.clk().equals(Moments.SUSPECT)) {
                    var at = Instant.parse(line.at());
                    var raw = line.raw() == null ? at : Instant.parse(line.raw());
                    floor = raw.isBefore(at.minus(ClockDoubt.BACK)) ? raw : at;
                    return;
                }
            }
        }
    }

    /** What is wrong with the clock, if anything. */
    Optional<ClockDoubt> doubt(Instant wall) {
        return ClockDoubt.of(wall, floor).or(() -> pace.doubt(wall));
    }

    /** Somebody vouches for the clock as it stands. */
    void accept(Instant wall) {
        floor = wall;
        pace.accept(wall);
    }

    /** Opens a transaction for lines. @return its number */
    long begin() throws SQLException {
        openTx.setLong(1, lastTx + 1);
        openTx.executeUpdate();
        return ++lastTx;
    }

    /** Closes what {@link #begin} opened, before the commit. */
    void end() throws SQLException {
        openTx.setObject(1, null);
        openTx.executeUpdate();
    }

    /** Counts on from now what is not quiet. */
    Revision watch(Set<Entity> quiet) {
        var revision = new Revision(quiet);
        revisions.add(revision);
        return revision;
    }

    /** After the commit, or after what was written had to be undone. */
    void settle() {
        revisions.forEach(Revision::settle);
    }

    /** Where the chain stands, so that a work that fails can be undone. */
    Place place() {
        return new Place(lastSeq, lastTx, head, lastAt, floor, pace.mark());
    }

    void backTo(Place place) {
        lastSeq = place.seq;
        lastTx = place.tx;
        head = place.head;
        lastAt = place.at;
        floor = place.floor;
        pace.backTo(place.mark);
    }

    /** The moment for a new transaction: the wall clock's, but never before the newest line. */
    Instant notBeforeLast(Instant wall) {
        return wall.isBefore(lastAt) ? lastAt : wall;
    }

    long write(Tx tx, Entity entity, Op op, Map<String, @Nullable Object> row, @Nullable String why) {
        try {
            var id = entity.idOf(row);
            var base = base(entity, id, op);
            var seq = lastSeq + 1;
            var line = line(tx, entity, op, row, why, id, base);
            var bytes = line.bytes();
            var next = Chain.next(head, Chain.lineHash(bytes));
            insertLine.setLong(1, seq);
            insertLine.setLong(2, tx.number());
            insertLine.setString(3, entity.table());
            insertLine.setString(4, id);
            insertLine.setString(5, entity.audience().name());
            insertLine.setString(6, line.at());
            insertLine.setBytes(7, bytes);
            insertLine.setBytes(8, next);
            insertLine.executeUpdate();
            statements(entity, row).put(op, row, seq);
            revisions.forEach(each -> each.line(entity));
            lastSeq = seq;
            head = next;
            lastAt = tx.now();
            if (!tx.suspect() && tx.wall().isAfter(floor)) {
                floor = tx.wall();
            }
            return seq;
        } catch (SQLException e) {
            throw new StoreFailed("cannot write " + entity.table(), e);
        }
    }

    @SuppressWarnings(
            "NullAway") // a compact constructor loses the type annotations of its parameters in the class file
    private ChangeLine line(
            Tx tx,
            Entity entity,
            Op op,
            Map<String, @Nullable Object> row,
            @Nullable String why,
            String id,
            @Nullable Long base) {
        return new ChangeLine(
                ChangeLine.VERSION,
                lastSeq + 1,
                tx.number(),
                Moments.text(tx.now()),
                Duration.between(tx.wall(), tx.now()).abs().compareTo(RAW_IS_TOLD) > 0 ? Moments.text(tx.wall()) : null,
                tx.suspect() ? Moments.SUSPECT : Moments.HOLDOVER,
                tx.actor().account(),
                tx.actor().session(),
                tx.actor().capacity().word(),
                entity.table(),
                id,
                op,
                base,
                row,
                why,
                entity.audience() == Audience.SCHOOL_ONLY ? salt() : null);
    }

    private @Nullable Long base(Entity entity, String id, Op op) throws SQLException {
        previous.setString(1, entity.table());
        previous.setString(2, id);
        try (var found = previous.executeQuery()) {
            var seq = found.getLong(1);
            if (found.wasNull() != (op == Op.CREATE)) {
                throw new IllegalStateException(entity.table() + " " + id
                        + (op == Op.CREATE ? " exists already" : " does not exist, so it cannot change"));
            }
            return op == Op.CREATE ? null : seq;
        }
    }

    private RowStatements statements(Entity entity, Map<String, @Nullable Object> row) throws SQLException {
        var known = rows.get(entity);
        if (known == null) {
            known = new RowStatements(connection, entity, row);
            rows.put(entity, known);
        }
        return known;
    }

    private String salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /** A place in the chain. */
    static final class Place {
        private final long seq;
        private final long tx;
        private final byte[] head;
        private final Instant at;
        private final Instant floor;
        private final Pace.@Nullable Mark mark;

        private Place(long seq, long tx, byte[] head, Instant at, Instant floor, Pace.@Nullable Mark mark) {
            this.seq = seq;
            this.tx = tx;
            this.head = head;
            this.at = at;
            this.floor = floor;
            this.mark = mark;
        }
    }

    /** The two prepared statements of one table. */
    private static final class RowStatements {
        private final Entity entity;
        private final List<String> columns;
        private final List<String> others;
        private final PreparedStatement insert;
        private final PreparedStatement update;

        RowStatements(Connection connection, Entity entity, Map<String, @Nullable Object> row) throws SQLException {
            this.entity = entity;
            columns = columnsOf(connection, entity.table());
            if (!columns.equals(List.copyOf(new TreeMap<>(row).keySet()))) {
                throw new IllegalStateException("a row of " + entity.table() + " has the columns " + columns);
            }
            others = columns.stream()
                    .filter(each -> !entity.key().contains(each))
                    .toList();
            insert = connection.prepareStatement("INSERT INTO " + entity.table() + " (" + String.join(", ", columns)
                    + ", seq) VALUES (" + "?, ".repeat(columns.size()) + "?)");
            update = connection.prepareStatement("UPDATE " + entity.table() + " SET "
                    + others.stream().map(each -> each + " = ?, ").collect(Collectors.joining()) + "seq = ? WHERE "
                    + entity.key().stream().map(each -> each + " = ?").collect(Collectors.joining(" AND ")));
        }

        void put(Op op, Map<String, @Nullable Object> row, long seq) throws SQLException {
            if (row.size() != columns.size()) {
                throw new IllegalStateException("a row of " + entity.table() + " has the columns " + columns);
            }
            var creates = op == Op.CREATE;
            var statement = creates ? insert : update;
            var at = 1;
            for (var column : creates ? columns : others) {
                at = bind(statement, at, column, row);
            }
            statement.setLong(at++, seq);
            if (!creates) {
                for (var column : entity.key()) {
                    at = bind(statement, at, column, row);
                }
            }
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("no row of " + entity.table() + " changed");
            }
        }

        private int bind(PreparedStatement statement, int at, String column, Map<String, @Nullable Object> row)
                throws SQLException {
            var value = row.get(column);
            if (value == null && !row.containsKey(column)) {
                throw new IllegalStateException("a row of " + entity.table() + " lacks " + column);
            }
            statement.setObject(at, value);
            return at + 1;
        }

        private static List<String> columnsOf(Connection connection, String table) throws SQLException {
            var columns = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("SELECT name FROM pragma_table_info('" + table
                            + "') WHERE name <> 'seq' ORDER BY name COLLATE BINARY")) {
                while (found.next()) {
                    columns.add(found.getString(1));
                }
            }
            return List.copyOf(columns);
        }
    }
}
