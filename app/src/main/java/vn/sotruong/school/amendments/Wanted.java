package vn.sotruong.school.amendments;

import java.util.Optional;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Score;

/**
 * Một ô của đề nghị: what it held when it was asked for, and what it shall hold.
 *
 * @param committed whether something was ever committed in it
 * @param before empty where nothing stands
 * @param after empty to delete
 * @param author staff id, in whose name the value stands
 */
public record Wanted(Cell cell, boolean committed, Optional<Entry> before, Optional<Entry> after, String author) {
    /** By how many tenths a mark rises or falls; 0 where either is no mark. */
    public int size() {
        return before.orElse(null) instanceof Score(var old) && after.orElse(null) instanceof Score(var next)
                ? Math.abs(next - old)
                : 0;
    }

    /** What it holds, in words; empty for nothing. */
    public String beforeText() {
        return before.map(Entry::text).orElse("");
    }

    /** What it shall hold, in words; empty for nothing. */
    public String afterText() {
        return after.map(Entry::text).orElse("");
    }

    /** The column as it stands in addresses. */
    public String col() {
        return cell.column().code();
    }
}
