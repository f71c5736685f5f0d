package vn.sotruong.school.attendance;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Số buổi nghỉ, in half days. Thông tư 22/2021 Điều 12 allows 45 buổi a year and counts a plan of one buổi a day: a whole
 * day away is one, also where pupils come twice a day; one of two half days is half. Periods count none.
 *
 * @param excused half days with leave
 * @param unexcused half days without
 */
public record Days(int excused, int unexcused) {
    /** Number of buổi beyond which a pupil cannot be promoted (TT 22/2021 Điều 12). */
    public static final int MOST = 45;

    /** From here a pupil's page warns. */
    public static final int EARLY = 30;

    /** From here it warns in red. */
    public static final int LATE = 40;

    private static final int WHOLE_DAY = 2;

    /** @param twice whether a class comes twice a day, by its id */
    static Days count(Collection<Absence> absences, Predicate<String> twice) {
        var days = new HashMap<LocalDate, Map<Slot, Kind>>();
        var whole = new HashMap<LocalDate, Boolean>();
        for (var each : absences) {
            if (each.slot().session() && each.kind() != Kind.PRESENT) {
                days.computeIfAbsent(each.day(), key -> new HashMap<>()).put(each.slot(), each.kind());
                whole.merge(each.day(), !twice.test(each.homeroom()), Boolean::logicalOr);
            }
        }
        var excused = 0;
        var unexcused = 0;
        for (var day : days.entrySet()) {
            var half = whole.getOrDefault(day.getKey(), false)
                    ? WHOLE_DAY / day.getValue().size()
                    : 1;
            for (var kind : day.getValue().values()) {
                excused += kind == Kind.EXCUSED ? half : 0;
                unexcused += kind == Kind.UNEXCUSED ? half : 0;
            }
        }
        return new Days(excused, unexcused);
    }

    /** Whole buổi and halves: 2.5. */
    public double total() {
        return (excused + unexcused) / (double) WHOLE_DAY;
    }

    /** With leave. */
    public double withLeave() {
        return excused / (double) WHOLE_DAY;
    }

    /** Without leave. */
    public double withoutLeave() {
        return unexcused / (double) WHOLE_DAY;
    }

    /** NONE, EARLY, LATE or OVER: promotion is out of reach. */
    public Warning warning() {
        var halves = excused + unexcused;
        return halves > MOST * WHOLE_DAY
                ? Warning.OVER
                : halves >= LATE * WHOLE_DAY
                        ? Warning.LATE
                        : halves >= EARLY * WHOLE_DAY ? Warning.EARLY : Warning.NONE;
    }

    /** Cảnh báo. */
    public enum Warning {
        NONE,
        EARLY,
        LATE,
        OVER
    }
}
