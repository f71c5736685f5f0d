package vn.sotruong.office.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.office.keys.Authority;
import vn.sotruong.office.keys.OfficeKeys;
import vn.sotruong.sync.bundle.EnrolmentAnswer;
import vn.sotruong.sync.bundle.EnrolmentRequest;
import vn.sotruong.sync.bundle.NoteRefused;
import vn.sotruong.sync.bundle.Seat;

/** Sổ đăng ký: schools and their boxes. */
public final class Registry {
    private final Database db;
    private final OfficeKeys keys;
    private final Unit unit;

    public Registry(Database db, OfficeKeys keys) {
        this.db = db;
        this.keys = keys;
        this.unit = db.read(UnitTable::get);
    }

    /** What came of a request to enrol, or to decide on one. */
    public sealed interface Result {
        /** As it stands now. */
        record Kept(Enrolment enrolment) implements Result {}

        /** Nothing was changed. */
        record Refused(Reason reason) implements Result {}
    }

    /** Lý do từ chối. */
    public enum Reason {
        /** Not a request, or not signed by its own key. */
        NOT_A_REQUEST,
        /** Decided already. */
        DECIDED,
        /** The fingerprint that was typed is not the request's. */
        OTHER_FINGERPRINT,
        /** A certificate request is for another name or broken. */
        UNFIT_KEY,
        /** There is no such request. */
        UNKNOWN
    }

    /** Writes down which office this is; once. */
    public static void found(Database db, Actor actor, Unit unit) {
        db.write(actor, tx -> {
            UnitTable.put(tx.handle(), unit, Moments.text(tx.now()));
            OfficerLogTable.add(tx, "found", unit.code());
            return true;
        });
    }

    public Unit unit() {
        return unit;
    }

    /** Takes a request in, to be compared and decided on. The same request again changes nothing. */
    public Result submit(Actor actor, String request) {
        EnrolmentRequest.Verified verified;
        try {
            verified = EnrolmentRequest.verify(request);
        } catch (NoteRefused refused) {
            return new Result.Refused(Reason.NOT_A_REQUEST);
        }
        return db.write(actor, tx -> {
            var known = EnrolmentTable.findByDigest(tx.handle(), verified.hash());
            if (known.isPresent()) {
                return new Result.Kept(known.get());
            }
            var enrolment = new Enrolment(
                    tx.newId(),
                    verified.request().school(),
                    verified.request().schoolName(),
                    Certificates.spoken(verified.device()),
                    request.getBytes(StandardCharsets.UTF_8),
                    Enrolment.State.WAITING,
                    Moments.text(tx.now()),
                    Optional.empty());
            EnrolmentTable.add(tx.handle(), enrolment, verified.hash());
            OfficerLogTable.add(tx, "enrolment-received", enrolment.school() + " " + verified.hash());
            return new Result.Kept(enrolment);
        });
    }

    /**
     * Approves a request: certifies its three keys and signs the answer.
     *
     * @param compared the fingerprint as the school read it out
     * @param address the URL under which the school reaches this office; usually the unit's own
     */
    public Result approve(Actor actor, String id, String compared, Authority authority, URI address) {
        var found = db.read(handle -> EnrolmentTable.find(handle, id));
        if (found.isEmpty()) {
            return new Result.Refused(Reason.UNKNOWN);
        }
        if (found.get().state() != Enrolment.State.WAITING) {
            return new Result.Refused(Reason.DECIDED);
        }
        if (!sameDigits(compared, found.get().spoken())) {
            return new Result.Refused(Reason.OTHER_FINGERPRINT);
        }
        Issued issued;
        try {
            var text = new String(found.get().request(), StandardCharsets.UTF_8);
            issued = issue(EnrolmentRequest.verify(text), authority);
        } catch (NoteRefused | Broken | IllegalArgumentException unfit) {
            return new Result.Refused(Reason.UNFIT_KEY);
        }
        return db.write(actor, tx -> approve(tx, found.get(), issued, address));
    }

    private record Issued(
            EnrolmentRequest.Verified request, X509Certificate device, X509Certificate courier, X509Certificate box) {}

    private static Issued issue(EnrolmentRequest.Verified verified, Authority authority) {
        var request = verified.request();
        var device = authority.issue(ascii(request.deviceCsr()), Use.SIGNER);
        var courier = authority.issue(ascii(request.courierCsr()), Use.SIGNER);
        var box = authority.issue(ascii(request.boxCsr()), Use.RECIPIENT);
        var school = request.school();
        var fits = Seat.DEVICE.isOf(school, device)
                && Seat.COURIER.isOf(school, courier)
                && Seat.BOX.isOf(school, box)
                && device.getPublicKey().equals(verified.device().getPublicKey());
        if (!fits) {
            throw new IllegalArgumentException("keys for other seats than the request's");
        }
        return new Issued(verified, device, courier, box);
    }

    private Result approve(Tx tx, Enrolment enrolment, Issued issued, URI address) {
        var handle = tx.handle();
        var now = Moments.text(tx.now());
        var current = EnrolmentTable.find(handle, enrolment.id()).orElseThrow();
        if (current.state() != Enrolment.State.WAITING) {
            return new Result.Refused(Reason.DECIDED);
        }
        SchoolTable.put(handle, new School(enrolment.school(), enrolment.schoolName(), now));
        DeviceTable.add(handle, enrolment.school(), Device.Kind.DEVICE, issued.device(), now);
        DeviceTable.add(handle, enrolment.school(), Device.Kind.COURIER, issued.courier(), now);
        DeviceTable.add(handle, enrolment.school(), Device.Kind.BOX, issued.box(), now);
        var answer = answer(issued, address, now);
        EnrolmentTable.approve(handle, enrolment.id(), answer, tx.actor().account(), now);
        OfficerLogTable.add(
                tx, "enrolment-approved", enrolment.school() + " " + Certificates.fingerprint(issued.device()));
        return new Result.Kept(EnrolmentTable.find(handle, enrolment.id()).orElseThrow());
    }

    private byte[] answer(Issued issued, URI address, String now) {
        var request = issued.request().request();
        return new EnrolmentAnswer(
                        request.school(),
                        request.schoolName(),
                        unit.code(),
                        unit.name(),
                        issued.request().hash(),
                        issued.device(),
                        issued.courier(),
                        issued.box(),
                        keys.authority(),
                        keys.recipients(),
                        List.of(address),
                        now)
                .signed(keys.signing(), keys.signer())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Turns a request down. */
    public Result refuse(Actor actor, String id) {
        return db.write(actor, tx -> {
            if (!EnrolmentTable.refuse(tx.handle(), id, actor.account(), Moments.text(tx.now()))) {
                return new Result.Refused(Reason.DECIDED);
            }
            OfficerLogTable.add(tx, "enrolment-refused", id);
            return new Result.Kept(EnrolmentTable.find(tx.handle(), id).orElseThrow());
        });
    }

    /** Revokes a certificate from now on. @return whether it was active */
    public boolean revoke(Actor actor, String fingerprint, Optional<Instant> compromisedSince) {
        return db.write(actor, tx -> {
            var done = DeviceTable.revoke(tx.handle(), fingerprint, Moments.text(tx.now()), compromisedSince);
            if (done) {
                OfficerLogTable.add(tx, "device-revoked", fingerprint);
            }
            return done;
        });
    }

    /** Notes another deed of an officer in the chained log, inside the caller's transaction. */
    public static void log(Tx tx, String deed, String subject) {
        OfficerLogTable.add(tx, deed, subject);
    }

    public Optional<Device> findDevice(String fingerprint) {
        return db.read(handle -> DeviceTable.find(handle, fingerprint));
    }

    public List<Device> listDevices(String school) {
        return db.read(handle -> DeviceTable.list(handle, school));
    }

    public Optional<School> findSchool(String code) {
        return db.read(handle -> SchoolTable.find(handle, code));
    }

    public List<School> listSchools() {
        return db.read(SchoolTable::list);
    }

    public List<Enrolment> listEnrolments() {
        return db.read(EnrolmentTable::list);
    }

    public Optional<Enrolment> findEnrolment(String id) {
        return db.read(handle -> EnrolmentTable.find(handle, id));
    }

    /** The first place where the officers' log does not hold, if there is one. */
    public static Optional<String> findBreak(Handle handle) {
        return OfficerLogTable.findBreak(handle);
    }

    private static boolean sameDigits(String typed, String spoken) {
        return typed.replaceAll("[\\s:.-]", "").equalsIgnoreCase(spoken.replace(" ", ""));
    }

    private static byte[] ascii(String pem) {
        return pem.getBytes(StandardCharsets.US_ASCII);
    }
}
