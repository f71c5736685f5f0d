package vn.sotruong.ground.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Op;

/**
 * Kiểm toán: proves that no mark was changed unseen. It needs no secret but the database key, and trusts no stored hash:
 * the chain is computed again from the first line, compared with every head that left the house, and the rows that the
 * journal yields when it is played again are compared with the rows that stand in the tables.
 */
public final class Audit {
    private static final int FINDINGS_SHOWN = 200;
    private static final int LEFT_SHOWN = 10;

    private final Handle handle;
    private final Schema schema;
    private final List<Anchor> anchors;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Restore> unconfirmed = new ArrayList<>();
    private final Map<String, List<String>> leftBehind = new HashMap<>();
    private long anchored;

    private Audit(Handle handle, Schema schema, List<Anchor> anchors) {
        this.handle = handle;
        this.schema = schema;
        this.anchors = anchors;
    }

    /**
     * A head of the chain that somebody else holds: in a signed receipt or on a medium.
     *
     * @param head 64 hexadecimal digits
     * @param where what holds it, for the report
     */
    public record Anchor(String epoch, long seq, String head, String where) {}

    /**
     * Lời xác nhận: people who stand behind a restore. It counts for the very lineage that it names, and for no other.
     *
     * @param epoch the lineage that the restore began
     * @param parent the one that it left
     * @param seq the last line that it took over
     * @param head the chain's head there, 64 hexadecimal digits
     * @param words who and by what decision, for the report
     */
    public record Confirmation(String epoch, String parent, long seq, String head, String words) {}

    /**
     * Lần khôi phục chưa ai xác nhận. A restore and a rewriting look alike from inside: both begin a lineage at some
     * line and write on from there. Only people can tell them apart.
     *
     * @param epoch the lineage that it began
     * @param parent the one that it left
     * @param seq the last line that it took over
     * @param head the chain's head there, 64 hexadecimal digits
     * @param left what holds later lines of the parent, that are now gone
     */
    public record Restore(String epoch, String parent, long seq, String head, List<String> left) {
        public Restore {
            left = List.copyOf(left);
        }

        /** As a finding. */
        public String told() {
            return "epoch " + epoch + ": begins after line " + seq
                    + " as a restore does, and nobody has confirmed such a" + " restore" + leaving(left);
        }
    }

    /**
     * What was found.
     *
     * @param lines journal lines read
     * @param rows rows compared
     * @param head the chain's end, 64 hexadecimal digits
     * @param anchored number of the last line that an anchor covers; later ones are in the open window
     * @param notes what people should know although it is no finding: restores that were confirmed, and what they left
     * @param findings places where journal and tables disagree, named; empty when they agree
     * @param unconfirmed restores that nobody has confirmed yet
     */
    public record Report(
            long lines,
            long rows,
            String head,
            long anchored,
            List<String> notes,
            List<String> findings,
            List<Restore> unconfirmed) {
        public Report {
            notes = List.copyOf(notes);
            findings = List.copyOf(findings);
            unconfirmed = List.copyOf(unconfirmed);
        }

        /** Nothing was found, and people stand behind every restore. */
        public boolean sound() {
            return whole() && unconfirmed.isEmpty();
        }

        /** Journal and tables agree with one another: enough to make a set of, and to restore from one. */
        public boolean whole() {
            return findings.isEmpty();
        }

        /** How many things people must look at. */
        public int count() {
            return findings.size() + unconfirmed.size();
        }
    }

    /** Verifies one consistent state of the store. */
    public static Report verify(Database database, Schema schema, List<Anchor> anchors) {
        return database.read(handle -> verify(handle, schema, anchors, database.lowered()));
    }

    /** Verifies a file, beside a program that works on it or without one. */
    public static Report verify(Path file, DatabaseKey key, Schema schema, Function<Handle, List<Anchor>> anchors) {
        return Discreet.of(Jdbi.create(() -> Sqlite.openReader(file, key)))
                .inTransaction(handle -> verify(handle, schema, anchors.apply(handle)));
    }

    /** As above, on a handle that the caller holds: a restored image, before it opens for work. */
    public static Report verify(Handle handle, Schema schema, List<Anchor> anchors) {
        return verify(handle, schema, anchors, List.of());
    }

    private static Report verify(Handle handle, Schema schema, List<Anchor> anchors, List<String> lowered) {
        try {
            var audit = new Audit(handle, schema, anchors);
            lowered.forEach(
                    name -> audit.find("the trigger " + name + " was missing or altered when the store was opened"));
            return audit.run();
        } catch (SQLException e) {
            throw new StoreFailed("cannot read for the audit", e);
        }
    }

    private Report run() throws SQLException {
        var connection = handle.getConnection();
        guardsStand(connection);
        var chain = chainHolds(connection);
        var rows = 0L;
        for (var entity : schema.journalled()) {
            rows += rowsMatch(connection, entity);
        }
        schema.checks().forEach(check -> check.findings(handle).forEach(this::find));
        return new Report(chain.lines, rows, chain.head, anchored, notes, findings, unconfirmed);
    }

    private void guardsStand(Connection connection) throws SQLException {
        var expected = Migrations.written(connection, schema);
        for (var entity : schema.journalled()) {
            entity.guards().forEach(guard -> expected.put(Migrations.guardName(guard), guard));
        }
        var standing = Migrations.guards(connection);
        expected.forEach((name, text) -> {
            if (!text.equals(standing.get(name))) {
                find("the trigger " + name + " is missing or altered");
            }
        });
        strangeKinds(connection);
        standing.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .forEach(name -> find("the trigger " + name + " is none of ours"));
    }

    /** SQLite acts on a kind written in capitals, too; it never writes one itself. */
    private void strangeKinds(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("""
                        SELECT type, name FROM sqlite_schema
                        WHERE type NOT IN ('table', 'index', 'view', 'trigger')""")) {
            while (found.next()) {
                find("the schema holds " + found.getString(2) + " of the strange kind " + found.getString(1));
            }
        }
    }

    private record ChainEnd(long lines, String head) {}

    private ChainEnd chainHolds(Connection connection) throws SQLException {
        var lineages = Epochs.list(connection);
        parentsFollow(lineages);
        var next = 0;
        var head = new byte[0];
        var epoch = "";
        var expected = 1L;
        var lines = 0L;
        var heads = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT seq, tx, ent, id, audience, at, line, head FROM change ORDER BY seq")) {
            while (found.next()) {
                var seq = found.getLong(1);
                if (seq != expected) {
                    find("change: lines " + expected + " to " + (seq - 1) + " are missing");
                }
                while (next < lineages.size() && lineages.get(next).firstSeq() <= seq) {
                    epoch = lineages.get(next).epoch().id();
                    head = begins(lineages.get(next++), head, heads);
                }
                var line = found.getBytes(7);
                head = Chain.next(head, Chain.lineHash(line));
                if (!Arrays.equals(head, found.getBytes(8))) {
                    find("change " + seq + ": the chain breaks here (" + found.getString(3) + " " + found.getString(4)
                            + ")");
                    head = found.getBytes(8);
                }
                lineSaysTheSame(found, line);
                keepIfAnchored(heads, epoch, seq, head);
                expected = seq + 1;
                lines++;
            }
        }
        while (next < lineages.size()) { // restored, and nothing written since
            head = begins(lineages.get(next++), head, heads);
        }
        anchorsHold(heads, lineages, expected - 1);
        restoresConfirmed(lineages);
        return new ChainEnd(lines, HexFormat.of().formatHex(head));
    }

    /** A lineage's genesis is its head before its first line: a set taken right after a restore holds just that. */
    private byte[] begins(Epochs.Lineage lineage, byte[] headBefore, Map<String, String> heads) {
        parentHolds(lineage, headBefore);
        var genesis = Chain.genesis(lineage.school(), lineage.epoch());
        keepIfAnchored(heads, lineage.epoch().id(), lineage.firstSeq() - 1, genesis);
        return genesis;
    }

    /** One lineage has no parent, and each later one goes on from the one before it. */
    private void parentsFollow(List<Epochs.Lineage> lineages) {
        var before = "";
        for (var lineage : lineages) {
            var parent = lineage.epoch().parent();
            var follows = parent == null ? "" : parent.epoch();
            if (!follows.equals(before) || lineage.firstSeq() != lineage.epoch().firstSeq()) {
                find("epoch " + lineage.epoch().id() + ": does not follow the one before it");
            }
            before = lineage.epoch().id();
        }
    }

    private void parentHolds(Epochs.Lineage lineage, byte[] headBefore) {
        var parent = lineage.epoch().parent();
        if (parent != null
                && headBefore.length > 0
                && !parent.head().equals(HexFormat.of().formatHex(headBefore))) {
            find("epoch " + lineage.epoch().id() + ": does not continue line " + parent.seq());
        }
    }

    private void lineSaysTheSame(ResultSet found, byte[] bytes) throws SQLException {
        var seq = found.getLong(1);
        try {
            var line = ChangeLine.parse(bytes);
            var same = line.seq() == seq
                    && line.tx() == found.getLong(2)
                    && line.ent().equals(found.getString(3))
                    && line.id().equals(found.getString(4))
                    && line.at().equals(found.getString(6))
                    && (line.salt() != null) == "SCHOOL_ONLY".equals(found.getString(5))
                    && (line.base() == null) == (line.op() == Op.CREATE);
            if (!same) {
                find("change " + seq + ": its columns do not say what its line says");
            }
        } catch (IllegalArgumentException unreadable) {
            find("change " + seq + ": the line cannot be read");
        }
    }

    private void keepIfAnchored(Map<String, String> heads, String epoch, long seq, byte[] head) {
        for (var anchor : anchors) {
            if (anchor.seq() == seq && anchor.epoch().equals(epoch)) {
                heads.put(epoch + seq, HexFormat.of().formatHex(head));
            }
        }
    }

    private void anchorsHold(Map<String, String> heads, List<Epochs.Lineage> lineages, long last) {
        for (var anchor : anchors) {
            var own = heads.get(anchor.epoch() + anchor.seq());
            if (own == null) {
                absent(anchor, lineages, last);
            } else if (!own.equals(anchor.head())) {
                find("change " + anchor.seq() + ": differs from what " + anchor.where()
                        + " holds; a line up to here was rewritten");
            } else {
                anchored = Math.max(anchored, anchor.seq());
            }
        }
    }

    private void absent(Anchor anchor, List<Epochs.Lineage> lineages, long last) {
        lineages.stream()
                .dropWhile(each -> !each.epoch().id().equals(anchor.epoch()))
                .skip(1)
                .filter(later -> later.firstSeq() <= anchor.seq())
                .findFirst()
                .ifPresentOrElse(
                        later -> leftBehind
                                .computeIfAbsent(later.epoch().id(), _ -> new ArrayList<>())
                                .add(anchor.where() + " (" + anchor.seq() + ")"),
                        () -> find("change " + anchor.seq() + ": " + anchor.where()
                                + " holds this line, but the journal ends at " + last));
    }

    /** Whoever rewrites the journal can call it a restore; so each one is a finding until people stand behind it. */
    private void restoresConfirmed(List<Epochs.Lineage> lineages) {
        var confirmations = schema.restores().confirmed(handle);
        for (var lineage : lineages) {
            var parent = lineage.epoch().parent();
            if (parent == null) {
                continue;
            }
            var epoch = lineage.epoch().id();
            var left = leftBehind.getOrDefault(epoch, List.of());
            confirmations.stream()
                    .filter(each -> each.epoch().equals(epoch)
                            && each.parent().equals(parent.epoch())
                            && each.seq() == parent.seq()
                            && each.head().equals(parent.head()))
                    .findFirst()
                    .ifPresentOrElse(
                            confirmed -> notes.add("epoch " + epoch + ": begins after line " + parent.seq()
                                    + " by a restore that was confirmed (" + confirmed.words() + ")" + leaving(left)),
                            () -> unconfirmed.add(
                                    new Restore(epoch, parent.epoch(), parent.seq(), parent.head(), left)));
        }
    }

    private static String leaving(List<String> left) {
        if (left.isEmpty()) {
            return "";
        }
        var named = String.join(", ", left.subList(0, Math.min(left.size(), LEFT_SHOWN)));
        return "; it leaves behind " + left.size() + " lines that others hold: " + named;
    }

    /**
     * Plays the journal again: every line is a whole row, so the last line of each row is the row. Both sides come in
     * the order of their ids and are compared pair by pair.
     */
    private long rowsMatch(Connection connection, Entity entity) throws SQLException {
        var rows = 0L;
        var table = entity.table();
        try (var lines = connection.prepareStatement("""
                        SELECT c.id, c.seq, c.line FROM change c
                         WHERE c.ent = ? AND c.seq = (SELECT max(n.seq) FROM change n WHERE n.ent = c.ent AND n.id = c.id)
                         ORDER BY c.id""");
                var stored = connection.prepareStatement(
                        "SELECT " + entity.idExpression("t") + " AS id__, t.* FROM " + table + " t ORDER BY id__")) {
            lines.setString(1, table);
            try (var line = lines.executeQuery();
                    var row = stored.executeQuery()) {
                var moreLines = line.next();
                var moreRows = row.next();
                while (moreLines || moreRows) {
                    var order = !moreLines ? 1 : !moreRows ? -1 : compare(line.getString(1), row.getString(1));
                    if (order < 0) {
                        find(table + " " + line.getString(1) + ": the journal has this row, the table has not");
                    } else if (order > 0) {
                        find(table + " " + row.getString(1) + ": the table has this row, the journal has not");
                    } else {
                        rowMatches(table, line, row);
                    }
                    if (order <= 0) {
                        moreLines = line.next();
                    }
                    if (order >= 0) {
                        moreRows = row.next();
                    }
                    rows++;
                }
            }
        }
        return rows;
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private void rowMatches(String table, ResultSet line, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> image;
        try {
            image = ChangeLine.parse(line.getBytes(3)).row();
        } catch (IllegalArgumentException unreadable) {
            return; // named already with its line
        }
        var id = row.getString(1);
        var columns = row.getMetaData();
        if (row.getLong("seq") != line.getLong(2)) {
            find(table + " " + id + ": points to line " + row.getLong("seq") + ", but its newest is "
                    + line.getLong(2));
        }
        for (var i = 2; i <= columns.getColumnCount(); i++) {
            var column = columns.getColumnName(i);
            if (!column.equals("seq") && !Objects.equals(plain(row.getObject(i)), plain(image.get(column)))) {
                find(table + " " + id + ": " + column + " is not what its journal line " + line.getLong(2) + " says");
            }
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Integer small ? Long.valueOf(small) : value;
    }

    private void find(String finding) {
        if (findings.size() < FINDINGS_SHOWN) {
            findings.add(finding);
        }
    }
}
