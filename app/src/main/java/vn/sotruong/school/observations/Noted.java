package vn.sotruong.school.observations;

import java.util.Map;
import vn.sotruong.school.regulation.Observation;

/**
 * Điều đã ghi về một trẻ ở một giai đoạn: typed, or committed.
 *
 * @param indicators id of the set; empty for what is only typed
 * @param seen by indicator
 * @param seq journal number of what is committed; 0 for what is typed
 */
public record Noted(
        String indicators, Map<String, Observation> seen, String remark, String staff, String at, long seq) {
    static final Noted NOTHING = new Noted("", Map.of(), "", "", "", 0);

    public Noted {
        seen = Map.copyOf(seen);
    }
}
