package vn.sotruong.school.attendance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Buổi hoặc tiết: when on a day somebody was away. */
public enum Slot {
    /** Buổi sáng. */
    MORNING,
    /** Buổi chiều. */
    AFTERNOON,
    /** Tiết 1. */
    P1,
    /** Tiết 2. */
    P2,
    /** Tiết 3. */
    P3,
    /** Tiết 4. */
    P4,
    /** Tiết 5. */
    P5,
    /** Tiết 6. */
    P6,
    /** Tiết 7. */
    P7,
    /** Tiết 8. */
    P8,
    /** Tiết 9. */
    P9,
    /** Tiết 10. */
    P10;

    /** The half days. */
    public static final List<Slot> SESSIONS = List.of(MORNING, AFTERNOON);

    /** The periods. */
    public static final List<Slot> PERIODS =
            Arrays.stream(values()).filter(each -> !SESSIONS.contains(each)).toList();

    /** Whether it is a half day, which counts, and not a period. */
    public boolean session() {
        return SESSIONS.contains(this);
    }

    static Optional<Slot> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }
}
