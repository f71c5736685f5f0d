package vn.sotruong.school.outbox;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.school.device.Device;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.EnrolmentRequest;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Seat;
import vn.sotruong.sync.spool.Spool;

/**
 * Ghi danh với nơi nhận: by two files that people carry or send, and by fingerprints that they compare by voice. Nothing
 * is believed because of the file alone.
 */
public final class Enrolment {
    private final Database db;
    private final DataFolder data;
    private final Supplier<Device> device;
    private final Consumer<Device> certified;

    /**
     * As a House wires it.
     *
     * @param certified told of the device once the office has certified it
     */
    public Enrolment(Database db, DataFolder data, Supplier<Device> device, Consumer<Device> certified) {
        this.db = db;
        this.data = data;
        this.device = device;
        this.certified = certified;
    }

    /** Kết quả nhận trả lời. */
    public sealed interface Answered {
        record Enrolled(OfficeLink office) implements Answered {}

        record Refused(Reason reason) implements Answered {}
    }

    /** Vì sao không nhận. */
    public enum Reason {
        ANSWER_UNREADABLE,
        ANSWER_FOR_ANOTHER_BOX,
        AUTHORITY_NOT_COMPARED,
        OFFICE_KNOWN_ALREADY,
        COURIER_NOT_READY
    }

    /**
     * The file for the office.
     *
     * @param schoolName as the office should show it
     * @param courierCsr what the courier asks for its own key, PKCS#10 in PEM
     */
    public String request(String schoolName, String courierCsr) {
        var school = school();
        var now = device.get();
        return new EnrolmentRequest(
                        school,
                        schoolName,
                        EnrolmentRequest.csr(Seat.DEVICE, school, now.signerPair()),
                        courierCsr,
                        EnrolmentRequest.csr(Seat.BOX, school, now.receiverPair()),
                        EnrolmentRequest.at(db.write(Actor.house("enrolment"), tx -> tx.now())))
                .signed(now.signerPair(), now.ownCertificate());
    }

    /** What the office reads out before it approves. */
    public String spokenOwn() {
        return Certificates.spoken(device.get().ownCertificate());
    }

    /**
     * Takes the office's answer.
     *
     * @param spokenAuthority the fingerprint of the office's CA as it stands on the paper form
     */
    public Answered accept(Actor actor, String answer, String spokenAuthority) {
        EnrolmentAnswer read;
        try {
            read = EnrolmentAnswer.verify(answer);
        } catch (NoteRefused broken) {
            return new Answered.Refused(Reason.ANSWER_UNREADABLE);
        }
        if (!plain(spokenAuthority).equals(plain(Certificates.spoken(read.authority())))) {
            return new Answered.Refused(Reason.AUTHORITY_NOT_COMPARED);
        }
        if (!read.school().equals(school()) || !isOurs(read)) {
            return new Answered.Refused(Reason.ANSWER_FOR_ANOTHER_BOX);
        }
        var link = find();
        if (link.isPresent() && link.get().request().equals(read.request())) {
            return new Answered.Refused(Reason.OFFICE_KNOWN_ALREADY);
        }
        // certificates first: an enrolment without them could not sign, the other way round it is only asked again
        certified.accept(device.get().certified(data.keys(), read.device(), read.box()));
        hand(read.school(), answer);
        return new Answered.Enrolled(remember(actor, read, link.isPresent()));
    }

    /** The courier learns from the same file whom to trust. */
    private void hand(String school, String answer) {
        var spool = new Spool(data.root());
        var name = "enrol-" + school + ".pem";
        spool.prune(Spool.Tray.OUTBOX, name);
        spool.put(Spool.Tray.OUTBOX, name, answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Whom the school sends to. */
    public Optional<OfficeLink> find() {
        return db.read(OutboxTable::findLink);
    }

    private OfficeLink remember(Actor actor, EnrolmentAnswer read, boolean known) {
        return db.write(actor, tx -> {
            var link = new OfficeLink(
                    read.unit(),
                    read.unitName(),
                    read.urls().stream().map(Object::toString).toList(),
                    read.authority(),
                    read.recipients(),
                    read.request(),
                    Moments.text(tx.now()));
            if (known) {
                tx.amend(OutboxTable.OFFICE_LINK, link.row(), "ghi danh lại");
            } else {
                tx.create(OutboxTable.OFFICE_LINK, link.row());
            }
            return link;
        });
    }

    private boolean isOurs(EnrolmentAnswer answer) {
        var ours = device.get();
        return sameKey(answer.device(), ours.signerCertificate()) && sameKey(answer.box(), ours.receiverCertificate());
    }

    private static boolean sameKey(X509Certificate a, X509Certificate b) {
        return a.getPublicKey().equals(b.getPublicKey());
    }

    private String school() {
        return db.read(handle -> ChangeLog.lineage(handle).school());
    }

    private static String plain(String spoken) {
        return spoken.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
    }
}
