package vn.sotruong.office.intake;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import vn.sotruong.office.registry.Device;
import vn.sotruong.office.registry.Registry;
import vn.sotruong.sync.bundle.BundleRefused;
import vn.sotruong.sync.bundle.Container;
import vn.sotruong.sync.bundle.Label;
import vn.sotruong.sync.bundle.SignedLabel;

/** Cổng: whether a label comes from a box that may send here. It needs nothing but the first bytes of a bundle. */
final class Gate {
    /** A box whose certificate ran out may go on sending for so long: nobody is locked out over a weekend. */
    private static final Duration GRACE = Duration.ofDays(90);

    private final Registry registry;
    private final X509Certificate authority;
    private final Clock clock;

    Gate(Registry registry, X509Certificate authority, Clock clock) {
        this.registry = registry;
        this.authority = authority;
        this.clock = clock;
    }

    sealed interface Admission {}

    /**
     * May come in.
     *
     * @param total length of the whole bundle
     * @param doubt what a person should know of the key nevertheless
     */
    record Admitted(SignedLabel signed, long total, Optional<Alarm.Kind> doubt) implements Admission {
        Label label() {
            return signed.label();
        }
    }

    /** May not; {@code suspect} is the revoked device that tried. */
    record Refused(Refusal reason, String detail, Optional<Device> suspect) implements Admission {
        Refused(Refusal reason, String detail) {
            this(reason, detail, Optional.empty());
        }
    }

    Admission ask(ByteBuffer first) {
        SignedLabel signed;
        long total;
        try {
            var head = Container.head(first);
            total = head.total();
            signed = SignedLabel.verify(head, authority, null);
        } catch (BundleRefused refused) {
            return new Refused(Refusal.of(refused.reason()), String.valueOf(refused.getMessage()));
        }
        var label = signed.label();
        if (!label.unit().equals(registry.unit().code())) {
            return new Refused(Refusal.WRONG_UNIT, "the bundle is meant for another office");
        }
        var device = registry.findDevice(label.device());
        if (device.isEmpty() || device.get().kind() != Device.Kind.DEVICE) {
            return new Refused(Refusal.UNKNOWN_DEVICE, "no such device is enrolled here");
        }
        if (!device.get().school().equals(label.school())) {
            return new Refused(Refusal.WRONG_SCHOOL, "the device belongs to another school");
        }
        return admit(signed, total, device.get());
    }

    private Admission admit(SignedLabel signed, long total, Device device) {
        var now = clock.instant();
        if (device.revokedAt().isPresent()) {
            return new Refused(Refusal.REVOKED_DEVICE, "the device was revoked", Optional.of(device));
        }
        if (now.isAfter(device.validUntil().plus(GRACE))) {
            return new Refused(Refusal.REVOKED_DEVICE, "the device's certificate ran out long ago");
        }
        var expired = now.isAfter(device.validUntil());
        return new Admitted(signed, total, expired ? Optional.of(Alarm.Kind.EXPIRED_KEY) : Optional.empty());
    }
}
