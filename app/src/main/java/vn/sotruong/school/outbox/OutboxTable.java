package vn.sotruong.school.outbox;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;

/** Bundles, receipts and the office that the school is enrolled with. */
final class OutboxTable {
    static final Entity OFFICE_LINK = Entity.of("office_link", Audience.SCHOOL_ONLY, "id");

    private static final RowMapper<SealedBundle> BUNDLE = (row, context) -> new SealedBundle(
            row.getString("identity"),
            row.getString("file"),
            row.getString("epoch"),
            row.getLong("from_seq"),
            row.getLong("to_seq"),
            row.getString("head"),
            moment(row.getString("oldest_at")),
            Instant.parse(row.getString("made_at")),
            row.getLong("size"));

    private static final RowMapper<Received> RECEIVED = (row, context) -> new Received(
            row.getLong("n"),
            row.getString("identity"),
            row.getString("epoch"),
            row.getLong("to_seq"),
            row.getString("head"),
            Instant.parse(row.getString("received_at")),
            row.getString("late"));

    private OutboxTable() {}

    static Optional<OfficeLink> findLink(Handle handle) {
        return handle.createQuery("SELECT * FROM office_link")
                .map((row, context) -> OfficeLink.of(
                        row.getString("unit"),
                        row.getString("unit_name"),
                        row.getString("urls"),
                        row.getString("authority"),
                        row.getString("recipients"),
                        row.getString("request"),
                        row.getString("enrolled_at")))
                .findOne();
    }

    static void add(Handle handle, SealedBundle bundle) {
        handle.createUpdate("""
                        INSERT INTO bundle (identity, file, epoch, from_seq, to_seq, head, oldest_at, made_at, size)
                        VALUES (:identity, :file, :epoch, :from, :to, :head, :oldest, :made, :size)""")
                .bind("identity", bundle.identity())
                .bind("file", bundle.file())
                .bind("epoch", bundle.epoch())
                .bind("from", bundle.from())
                .bind("to", bundle.to())
                .bind("head", bundle.head())
                .bind("oldest", text(bundle.oldest()))
                .bind("made", Moments.text(bundle.made()))
                .bind("size", bundle.size())
                .execute();
    }

    /** The newest bundles first. */
    static List<SealedBundle> listBundles(Handle handle, int most) {
        return handle.createQuery("SELECT * FROM bundle ORDER BY made_at DESC, to_seq DESC LIMIT :most")
                .bind("most", most)
                .map(BUNDLE)
                .list();
    }

    static Optional<SealedBundle> findLastBundle(Handle handle, String epoch) {
        return handle.createQuery("SELECT * FROM bundle WHERE epoch = :epoch ORDER BY to_seq DESC LIMIT 1")
                .bind("epoch", epoch)
                .map(BUNDLE)
                .findOne();
    }

    /** Bundles that were signed for before {@code moment}. */
    static List<String> listReceivedBefore(Handle handle, Instant moment) {
        return handle.createQuery(
                        "SELECT DISTINCT b.file FROM bundle b JOIN receipt r ON r.identity = b.identity WHERE r.received_at < :moment")
                .bind("moment", Moments.text(moment))
                .mapTo(String.class)
                .list();
    }

    /** Files of bundles for which no receipt has come, the oldest lines first. */
    static List<String> listUnreceived(Handle handle) {
        return handle.createQuery("""
                        SELECT file FROM bundle b
                        WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.identity = b.identity)
                        ORDER BY from_seq, made_at""").mapTo(String.class).list();
    }

    static boolean add(Handle handle, Received received, long from, byte[] signed) {
        return handle.createUpdate("""
                                INSERT INTO receipt
                                       (n, identity, epoch, from_seq, to_seq, head, received_at, late, signed)
                                VALUES (:n, :identity, :epoch, :from, :to, :head, :received, :late, :signed)
                                ON CONFLICT (n, identity) DO NOTHING""")
                        .bind("n", received.n())
                        .bind("identity", received.identity())
                        .bind("epoch", received.epoch())
                        .bind("from", from)
                        .bind("to", received.to())
                        .bind("head", received.head())
                        .bind("received", Moments.text(received.at()))
                        .bind("late", received.late())
                        .bind("signed", signed)
                        .execute()
                == 1;
    }

    static void forEachSigned(Handle handle, BiConsumer<Received, byte[]> each) {
        handle.createQuery("SELECT * FROM receipt ORDER BY n")
                .map((row, context) -> {
                    each.accept(RECEIVED.map(row, context), row.getBytes("signed"));
                    return true;
                })
                .list();
    }

    /** The furthest receipt for lines that stand in this journal: after a restore, older ones may speak of lost lines. */
    static Optional<Received> findLastReceipt(Handle handle) {
        try (var receipts = handle.createQuery("SELECT * FROM receipt ORDER BY to_seq DESC, n DESC")
                .map(RECEIVED)
                .iterator()) {
            while (receipts.hasNext()) {
                var each = receipts.next();
                if (stands(handle, each)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    private static boolean stands(Handle handle, Received received) {
        return ChangeLog.find(handle, received.to())
                .filter(line -> HexFormat.of().formatHex(line.head()).equals(received.head()))
                .isPresent();
    }

    /** Files of bundles of earlier lineages that nobody has signed for. */
    static List<String> listUnsigned(Handle handle, String presentEpoch) {
        return handle.createQuery("""
                        SELECT file FROM bundle b WHERE epoch <> :epoch
                           AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.identity = b.identity)""")
                .bind("epoch", presentEpoch)
                .mapTo(String.class)
                .list();
    }

    static void remove(Handle handle, List<String> files) {
        handle.createUpdate("DELETE FROM bundle WHERE file IN (<files>)")
                .bindList("files", files)
                .execute();
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : Moments.text(moment);
    }
}
