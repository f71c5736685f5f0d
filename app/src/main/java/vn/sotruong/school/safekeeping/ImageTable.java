package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.set.CsvTables;
import vn.sotruong.backup.set.SetLabel;
import vn.sotruong.backup.set.SetSource;
import vn.sotruong.backup.snapshot.PlainImage;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Discreet;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Ảnh kho, đọc để niêm phong: everything that goes into a set comes from one image, after its audit. */
final class ImageTable implements SetSource {
    private final Path database;
    private final DatabaseKey key;
    private final Path memory;
    private final Schema schema;
    private final Session session;
    private final Instant madeAt;
    private @Nullable SetLabel label;

    ImageTable(Path database, DatabaseKey key, Path memory, Schema schema, Session session, Instant madeAt) {
        this.database = database;
        this.key = key;
        this.memory = memory;
        this.schema = schema;
        this.session = session;
        this.madeAt = madeAt;
    }

    @Override
    public PlainImage image() {
        return Snapshot.take(database, key, memory);
    }

    @Override
    public SetLabel label(Connection image) {
        label = Discreet.of(Jdbi.create(image)).withHandle(this::label);
        return label;
    }

    /** What the newest set says of itself. */
    SetLabel label() {
        if (label == null) {
            throw new IllegalStateException("no image was taken");
        }
        return label;
    }

    private SetLabel label(Handle handle) {
        var report = Audit.verify(handle, schema, anchors(handle));
        if (!report.whole()) { // a set is made of a restored school too, before people have confirmed the restore
            throw new Unsound(report.findings());
        }
        var school = SchoolYears.getSchool(handle);
        var lineage = ChangeLog.lineage(handle);
        return new SetLabel(
                school.id(),
                school.name(),
                SchoolYears.findOpenYear(handle).map(year -> year.id()).orElse("0000-0000"),
                session.name(),
                lineage.epoch().id(),
                ChangeLog.lastSeq(handle),
                report.head(),
                report.lines(),
                counts(handle),
                madeAt);
    }

    /** Heads that earlier sets hold; they lie on media and may not have been rewritten since. */
    private static List<Audit.Anchor> anchors(Handle handle) {
        return BackupSetTable.list(handle).stream()
                .map(set -> new Audit.Anchor(set.epoch(), set.seq(), set.head(), "the backup set " + set.name()))
                .toList();
    }

    private Map<String, Long> counts(Handle handle) {
        var counts = new HashMap<String, Long>();
        for (var entity : schema.journalled()) {
            counts.put(
                    entity.table(),
                    handle.createQuery("SELECT count(*) FROM " + entity.table())
                            .mapTo(Long.class)
                            .one());
        }
        return counts;
    }

    @Override
    public void writeTables(Connection image, CsvTables out) throws IOException {
        Discreet.of(Jdbi.create(image)).<IOException>useHandle(handle -> OpenExport.write(handle, out));
    }

    @Override
    public void writeLines(Connection image, LineSink out) throws IOException {
        try {
            Discreet.of(Jdbi.create(image))
                    .useHandle(handle -> ChangeLog.forEach(handle, stored -> line(out, stored.line())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void line(LineSink out, byte[] line) {
        try {
            out.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Recomputes the chain of an opened image from its first line, and replays it against the tables. */
    static Audit.Report audit(Handle image, Schema schema, SetLabel label) {
        var anchor = new Audit.Anchor(label.epoch(), label.seq(), label.head(), "the set's label");
        return Audit.verify(image, schema, List.of(anchor));
    }

    /** SHA-256 over the image's change lines, each ended by a line feed: to compare with the sealed lines. */
    static String linesSum(Handle image) {
        var digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
        ChangeLog.forEach(image, stored -> add(digest, stored.line()));
        return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }

    static void add(DigestOutputStream digest, byte[] line) {
        try {
            digest.write(line);
            digest.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** Kho không nguyên vẹn: no set is made of a store whose journal and tables disagree. */
    static final class Unsound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsound(List<String> findings) {
            super(findings.size() + " findings, the first: " + findings.getFirst());
        }
    }
}
