package vn.sotruong.backup.set;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Nhãn bộ sao lưu: which school and which state, nothing personal.
 *
 * @param school the school's code
 * @param schoolYear {@code 2026-2027}
 * @param session {@code HK1}, {@code HK2}, or what the board calls this closing; part of a folder's name
 * @param epoch the data directory's epoch, 16 hexadecimal digits
 * @param seq the newest change in the set
 * @param head the chain head at {@code seq}, hexadecimal
 * @param lines how many change lines the set holds
 * @param counts rows per table, for whoever compares after a restore
 */
public record SetLabel(
        String school,
        String schoolName,
        String schoolYear,
        String session,
        String epoch,
        long seq,
        String head,
        long lines,
        Map<String, Long> counts,
        Instant madeAt) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public SetLabel {
        for (var part : new String[] {school, schoolYear, session}) {
            if (!part.matches(NAME)) {
                throw new IllegalArgumentException("not fit for a file name: " + part);
            }
        }
        counts = Map.copyOf(new TreeMap<>(counts));
    }

    /** The set's own name, which is its folder's name everywhere. */
    public String name() {
        return "%s-%s-%s-%s-%d".formatted(school, schoolYear, session, MOMENT.format(madeAt), seq);
    }
}
