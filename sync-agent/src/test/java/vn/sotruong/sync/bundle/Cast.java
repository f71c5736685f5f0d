package vn.sotruong.sync.bundle;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;

/** Dàn vai: one office with its authority, one school's box, and another school. Keys are made once for all tests. */
public final class Cast {
    public static final String SCHOOL = "79761001";
    public static final String UNIT = "X27142";
    public static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = NOW.minus(400, ChronoUnit.DAYS);
    private static final Instant UNTIL = NOW.plus(4000, ChronoUnit.DAYS);
    private static long serial = 1;

    /** A key and the certificate that the authority gave it. */
    public record Bearer(KeyPair key, X509Certificate certificate) {}

    public static final KeyPair AUTHORITY_KEY = Keys.newAuthorityKey(RANDOM);
    public static final X509Certificate AUTHORITY =
            Certificates.selfSigned("CA thử", AUTHORITY_KEY, Use.AUTHORITY, FROM, UNTIL);
    public static final Bearer OFFICE = signer(Seat.OFFICE.commonName(UNIT));
    public static final Bearer RECIPIENT = recipient(Seat.RECIPIENT.commonName(UNIT));
    public static final Bearer SO = recipient(Seat.RECIPIENT.commonName("SO79"));
    public static final Bearer DEVICE = signer(Seat.DEVICE.commonName(SCHOOL));
    public static final Bearer COURIER = signer(Seat.COURIER.commonName(SCHOOL));
    public static final Bearer BOX = recipient(Seat.BOX.commonName(SCHOOL));
    public static final Bearer OTHER_DEVICE = signer(Seat.DEVICE.commonName("79761002"));
    public static final Epoch EPOCH = new Epoch("00c0ffee00c0ffee", null);

    private Cast() {}

    public static Bearer signer(String name) {
        return issue(Keys.newSigningKey(RANDOM), name, Use.SIGNER, List.of());
    }

    public static Bearer recipient(String name) {
        return issue(Keys.newRecipientKey(3072, RANDOM), name, Use.RECIPIENT, List.of());
    }

    public static Bearer tls(String... names) {
        return issue(Keys.newSigningKey(RANDOM), names[0], Use.TLS_SERVER, List.of(names));
    }

    private static synchronized Bearer issue(KeyPair key, String name, Use use, List<String> alternatives) {
        var number = BigInteger.valueOf(++serial);
        return new Bearer(
                key,
                Certificates.issueFor(
                        key.getPublic(),
                        name,
                        use,
                        alternatives,
                        AUTHORITY_KEY.getPrivate(),
                        AUTHORITY,
                        number,
                        FROM,
                        UNTIL));
    }

    public static BundleWriter writer() {
        return new BundleWriter(
                DEVICE.key().getPrivate(), DEVICE.certificate(), List.of(RECIPIENT.certificate(), SO.certificate()));
    }

    public static BundleReader.OpenBundle open(Path bundle) throws Exception {
        return new BundleReader(AUTHORITY).open(bundle, RECIPIENT.key().getPrivate(), RECIPIENT.certificate(), NOW);
    }

    public static String genesis() {
        return HexFormat.of().formatHex(Chain.genesis(SCHOOL, EPOCH));
    }

    /** Entries from a seq on; every fifth stays hidden. */
    public static List<Entry> entries(long from, int count) {
        var entries = new ArrayList<Entry>();
        for (long seq = from; seq < from + count; seq++) {
            var line = line(seq, seq % 5 == 0 ? "0123456789abcdef0123456789abcdef" : null);
            entries.add(
                    line.salt() == null
                            ? new Entry.Open(line.bytes())
                            : new Entry.Hidden(seq, line.tx(), Sha256.hex(line.bytes())));
        }
        return entries;
    }

    static ChangeLine line(long seq, @Nullable String salt) {
        return new ChangeLine(
                2,
                seq,
                1 + seq / 4,
                ChangeLine.time(NOW.minusSeconds(3600).plusMillis(seq)),
                null,
                "synced",
                "lan.nt",
                "3k9v0c2m5xqaz",
                "use",
                "mark",
                "s1|tx1|p" + seq,
                Op.CREATE,
                null,
                Map.of("note", "Nguyễn Thị Ánh", "tenths", seq % 101),
                null,
                salt);
    }

    public static BundleWriter.Stretch stretch(long from, String prevHead, List<Entry> entries) {
        return new BundleWriter.Stretch(SCHOOL, UNIT, EPOCH, from, prevHead, null, "synced", NOW, entries);
    }

    /** The first bundle of the epoch. */
    public static BundleWriter.Sealed first(int count) {
        return writer().seal(stretch(1, genesis(), entries(1, count)));
    }

    /** A row of bundles that follow each other. */
    public static List<BundleWriter.Sealed> row(int bundles, int each) {
        var row = new ArrayList<BundleWriter.Sealed>();
        var head = genesis();
        for (int i = 0; i < bundles; i++) {
            var from = 1L + (long) i * each;
            var sealed = writer().seal(stretch(from, head, entries(from, each)));
            row.add(sealed);
            head = sealed.label().head();
        }
        return row;
    }

    public static Receipt receipt(long n, BundleWriter.Sealed sealed) {
        var label = sealed.label();
        var stream = new SchoolState.Stream(label.epoch().id(), label.to(), label.head());
        return new Receipt(
                n,
                SCHOOL,
                UNIT,
                sealed.id(),
                label.type(),
                label.epoch().id(),
                label.from(),
                label.to(),
                label.head(),
                ChangeLine.time(NOW),
                label.oldestAt(),
                Receipt.Status.APPLIED,
                Receipt.Late.ON_TIME,
                new SchoolState(List.of(stream), List.of(), List.of()));
    }

    public static EnrolmentAnswer answer(List<URI> urls) {
        return new EnrolmentAnswer(
                SCHOOL,
                "Trường THCS Phước Kiển",
                UNIT,
                "UBND xã Nhà Bè",
                "0".repeat(64),
                DEVICE.certificate(),
                COURIER.certificate(),
                BOX.certificate(),
                AUTHORITY,
                List.of(RECIPIENT.certificate(), SO.certificate()),
                urls,
                ChangeLine.time(NOW));
    }
}
