package vn.sotruong.backup.set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import vn.sotruong.backup.seal.Cards;
import vn.sotruong.backup.seal.Cast;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.snapshot.PlainImage;
import vn.sotruong.backup.snapshot.Snapshot;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;

/** A school of one table, its board's cards, and sets of it. */
public final class SmallSet implements SetSource {
    public static final Path MEMORY = Path.of("/dev/shm");
    public static final String NAME = "Trần Thị \"An\", em";

    private static final byte[] SECRET = new SecureRandom().generateSeed(32);
    private static final String ARCHIVE_PEM = Keys.encrypted(Cast.ARCHIVE_KEY.getPrivate(), Cards.passphrase(SECRET));
    public static final List<Cards.Card> CARDS =
            Cards.split(SECRET, 2, 3, Certificates.fingerprint(Cast.ARCHIVE), new SecureRandom());

    private final Path database;
    private final DatabaseKey key = DatabaseKey.random(new SecureRandom());
    private final String school;
    private final int marks;

    public SmallSet(Path folder, String school, int marks) throws SQLException {
        this.database = folder.resolve(school + ".db");
        this.school = school;
        this.marks = marks;
        try (var db = Sqlite.openWriter(database, key);
                var statement = db.createStatement()) {
            statement.execute("CREATE TABLE mark(pupil TEXT, subject TEXT, tenths INTEGER, note TEXT) STRICT");
            statement.execute("CREATE TABLE change(seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT");
            statement.execute("BEGIN");
            try (var mark = db.prepareStatement("INSERT INTO mark VALUES(?, 'Toán', ?, ?)");
                    var line = db.prepareStatement("INSERT INTO change VALUES(?, ?)")) {
                for (var i = 1; i <= marks; i++) {
                    var name = i == 1 ? NAME : "Nguyễn Văn " + i;
                    mark.setString(1, name);
                    mark.setInt(2, i * 7 % 101);
                    mark.setString(3, i % 2 == 0 ? "" : null);
                    mark.execute();
                    line.setInt(1, i);
                    line.setString(2, """
                            {"act":"co.lan","at":"2026-11-21T10:15:%02d.000Z","ent":"mark","id":"%013x","op":"create",\
                            "row":{"pupil":"Nguyễn Văn %d","subject":"Toán","tenths":%d},"seq":%d,"ses":"abc","tx":%d,"v":1}\
                            """.formatted(i % 60, i * 7919L, i, i * 7 % 101, i, i / 45));
                    line.execute();
                }
            }
            statement.execute("COMMIT");
        }
    }

    /** Builds a set whose name ends with this number. */
    public Path build(Path tray) {
        return SetBuilder.build(plan(), tray);
    }

    public SetPlan plan() {
        return new SetPlan(
                this,
                new SetPlan.ArchiveKey(ARCHIVE_PEM, Cast.ARCHIVE),
                List.of(Cast.OFFICE),
                new SetPlan.Signer(Cast.SIGNER_KEY.getPrivate(), Cast.SIGNER));
    }

    @Override
    public PlainImage image() {
        return Snapshot.take(database, key, MEMORY);
    }

    @Override
    public SetLabel label(Connection image) throws SQLException {
        try (var rows = image.createStatement().executeQuery("SELECT max(seq), count(*) FROM change")) {
            return new SetLabel(
                    school,
                    "Trường THCS Hoa Mai",
                    "2026-2027",
                    "HK1",
                    "00112233aabbccdd",
                    rows.getLong(1),
                    "ab".repeat(32),
                    rows.getLong(2),
                    Map.of("mark", (long) marks),
                    Instant.parse("2026-11-21T10:15:00Z"));
        }
    }

    @Override
    public void writeTables(Connection image, CsvTables out) throws SQLException, IOException {
        out.table(
                "mark",
                List.of(
                        new CsvTables.Column("pupil", "text", "họ và tên"),
                        new CsvTables.Column("subject", "text", "môn"),
                        new CsvTables.Column("tenths", "integer", "điểm, phần mười"),
                        new CsvTables.Column("note", "text", "ghi chú")));
        try (var rows = image.createStatement().executeQuery("SELECT * FROM mark ORDER BY rowid")) {
            while (rows.next()) {
                out.row(Arrays.asList(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
    }

    @Override
    public void writeLines(Connection image, LineSink out) throws SQLException, IOException {
        try (var rows = image.createStatement().executeQuery("SELECT line FROM change ORDER BY seq")) {
            while (rows.next()) {
                out.line(rows.getString(1).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
