package vn.sotruong.school.accounts;

import java.time.Duration;

/**
 * Quy định truy cập: what the principal has set for everybody's passwords and screens.
 *
 * @param passwordDays days after which a password must be replaced
 * @param lockMinutes minutes without a touch after which a shared machine's screen locks itself
 */
public record AccessRule(int passwordDays, int lockMinutes) {
    /** Holds until somebody sets another. */
    static final AccessRule USUAL = new AccessRule(180, 10);

    /** How long before the limit everybody is told. */
    static final int WARNED_DAYS = 14;

    Duration patience() {
        return Duration.ofMinutes(lockMinutes);
    }

    boolean wellFormed() {
        return passwordDays >= 30 && passwordDays <= 730 && lockMinutes >= 2 && lockMinutes <= 60;
    }
}
