package vn.sotruong.office.intake;

import java.util.Locale;
import vn.sotruong.sync.bundle.Reason;

/** Lý do không nhận, as the protocol names it. */
public enum Refusal {
    CONTAINER,
    LABEL_SIGNATURE,
    LABEL_FORM,
    LABEL_ID,
    UNKNOWN_DEVICE,
    REVOKED_DEVICE,
    WRONG_UNIT,
    WRONG_SCHOOL,
    UNKNOWN_TYPE,
    BODY_HASH,
    SEAL,
    BODY_FORM,
    CHAIN;

    static Refusal of(Reason reason) {
        return valueOf(reason.name());
    }

    /** Whether the sender, not the bytes, is what is wrong. */
    boolean forbidden() {
        return switch (this) {
            case UNKNOWN_DEVICE, REVOKED_DEVICE, WRONG_UNIT, WRONG_SCHOOL -> true;
            default -> false;
        };
    }

    /** The word in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
