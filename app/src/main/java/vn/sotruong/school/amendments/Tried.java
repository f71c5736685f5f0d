package vn.sotruong.school.amendments;

import org.jspecify.annotations.Nullable;

/**
 * Một lần bị từ chối.
 *
 * @param staff whoever it was about; null where that is unknown
 * @param deed what they tried
 * @param at as the journal writes moments
 */
public record Tried(@Nullable String staff, String deed, Reason reason, String at) {
    /** What goes before the place that somebody wanted to take without showing who they are. */
    static final String ATTEND = "ATTEND ";

    /** The place that it was about; empty where it was about a person. */
    public String place() {
        return staff == null && deed.startsWith(ATTEND) ? deed.substring(ATTEND.length()) : "";
    }
}
