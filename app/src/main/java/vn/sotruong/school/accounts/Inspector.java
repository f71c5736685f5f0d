package vn.sotruong.school.accounts;

import java.time.LocalDate;
import vn.sotruong.school.people.VietnameseName;

/**
 * Người thanh tra, kiểm tra: sent from elsewhere by a decision; reads from a day until the day on which they no longer
 * may.
 *
 * @param authority who sent them
 */
public record Inspector(
        String id, VietnameseName name, String authority, String decision, LocalDate from, LocalDate until) {
    /** Whether they may read on that day. */
    public boolean reads(LocalDate on) {
        return !from.isAfter(on) && on.isBefore(until);
    }

    Inspector until(LocalDate day) {
        return new Inspector(id, name, authority, decision, from, day.isBefore(from) ? from : day);
    }
}
