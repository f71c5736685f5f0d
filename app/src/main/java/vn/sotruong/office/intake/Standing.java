package vn.sotruong.office.intake;

import java.util.Optional;

/**
 * Tình hình gửi của một trường.
 *
 * @param lastReceived when the newest bundle or heartbeat came
 * @param last number of the newest line in hand in the present epoch
 * @param late bundles of the last 30 days that came after their 48 hours
 * @param undetermined those whose delay nobody can tell
 */
public record Standing(
        String school,
        Optional<String> lastReceived,
        long last,
        String head,
        long late,
        long undetermined,
        long holds,
        long forks,
        long alarms) {
    /** A school that has sent nothing yet. */
    public static Standing nothing(String school) {
        return new Standing(school, Optional.empty(), 0, "", 0, 0, 0, 0, 0);
    }
}
