package vn.sotruong.office.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import vn.sotruong.sync.bundle.Epoch;

/** Bảng stream_state, and the heads that change keeps for each line. */
final class StreamTable {
    private static final RowMapper<Stream> STREAM = (row, context) -> new Stream(
            new Epoch(
                    row.getString("epoch"),
                    row.getString("parent") == null
                            ? null
                            : new Epoch.Parent(
                                    row.getString("parent"), row.getLong("parent_seq"), row.getString("parent_head"))),
            row.getLong("last"),
            row.getString("head"));

    private StreamTable() {}

    static Optional<Stream> find(Handle handle, String school, String epoch) {
        return handle.createQuery("SELECT * FROM stream_state WHERE school = ? AND epoch = ?")
                .bind(0, school)
                .bind(1, epoch)
                .map(STREAM)
                .findOne();
    }

    /** In the order in which they became known. */
    static List<Stream> list(Handle handle, String school) {
        return handle.createQuery("SELECT * FROM stream_state WHERE school = ? ORDER BY born")
                .bind(0, school)
                .map(STREAM)
                .list();
    }

    static Optional<String> findHead(Handle handle, String school, String epoch, long seq) {
        return handle.createQuery("SELECT head FROM change WHERE school = ? AND epoch = ? AND seq = ?")
                .bind(0, school)
                .bind(1, epoch)
                .bind(2, seq)
                .mapTo(byte[].class)
                .findOne()
                .map(HexFormat.of()::formatHex);
    }

    static void put(Handle handle, String school, Stream stream) {
        var parent = stream.parent();
        handle.createUpdate("""
                        INSERT INTO stream_state
                               (school, epoch, parent, parent_seq, parent_head, first_seq, last, head, born)
                        VALUES (:school, :epoch, :parent, :parentSeq, :parentHead, :first, :last, :head,
                                (SELECT coalesce(max(born), 0) + 1 FROM stream_state WHERE school = :school))
                        ON CONFLICT DO UPDATE SET last = excluded.last, head = excluded.head""")
                .bind("school", school)
                .bind("epoch", stream.epoch().id())
                .bind("parent", parent.map(Epoch.Parent::epoch).orElse(null))
                .bind("parentSeq", parent.map(Epoch.Parent::seq).orElse(null))
                .bind("parentHead", parent.map(Epoch.Parent::head).orElse(null))
                .bind("first", stream.epoch().firstSeq())
                .bind("last", stream.last())
                .bind("head", stream.head())
                .execute();
    }

    /** What is in hand of a school, as the rule asks for it. */
    static Rule.Known known(Handle handle, String school) {
        return new Rule.Known() {
            @Override
            public Optional<Stream> find(String epoch) {
                return StreamTable.find(handle, school, epoch);
            }

            @Override
            public boolean none() {
                return list(handle, school).isEmpty();
            }

            @Override
            public Optional<String> findHead(String epoch, long seq) {
                return StreamTable.findHead(handle, school, epoch, seq);
            }
        };
    }

    static List<String> listSchools(Handle handle) {
        return handle.createQuery("SELECT DISTINCT school FROM stream_state ORDER BY school")
                .mapTo(String.class)
                .list();
    }

    /** Một đoạn: lines {@code from … to} of one epoch. */
    record Stretch(String epoch, long from, long to) {}

    /**
     * The lines that make up a school's present: the newest epoch, and of each ancestor as much as its heir took over.
     * First to last; at least one.
     */
    static List<Stretch> presentPath(Handle handle, String school) {
        return presentPath(list(handle, school));
    }

    /** The lines in hand that are no part of a school's present: it has left them behind. */
    static List<Stretch> left(Handle handle, String school) {
        var streams = list(handle, school);
        if (streams.isEmpty()) {
            return List.of();
        }
        var kept = new HashMap<String, Long>();
        presentPath(streams).forEach(each -> kept.put(each.epoch(), each.to()));
        return streams.stream()
                .map(each -> new Stretch(
                        each.epoch().id(),
                        kept.getOrDefault(each.epoch().id(), each.epoch().firstSeq() - 1) + 1,
                        each.last()))
                .filter(each -> each.from() <= each.to())
                .toList();
    }

    private static List<Stretch> presentPath(List<Stream> streams) {
        var path = new ArrayList<Stretch>();
        var newest = streams.getLast();
        var to = newest.last();
        for (var at = Optional.of(newest); at.isPresent(); ) {
            var stream = at.get();
            path.addFirst(new Stretch(stream.epoch().id(), stream.epoch().firstSeq(), to));
            var parent = stream.parent();
            to = parent.map(Epoch.Parent::seq).orElse(0L);
            at = parent.flatMap(each -> streams.stream()
                    .filter(other -> other.epoch().id().equals(each.epoch()))
                    .findFirst());
        }
        return path;
    }
}
