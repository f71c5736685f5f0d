package vn.sotruong.school.schoolyear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cấp học: what a school is for, and which grades it has. */
public enum Level {
    /** Mầm non: classes by age, no grades of the general school. */
    MN(1, 6),
    /** Tiểu học. */
    TH(1, 5),
    /** Trung học cơ sở. */
    THCS(6, 9),
    /** Trung học phổ thông. */
    THPT(10, 12),
    /** Giáo dục thường xuyên. */
    GDTX(6, 12);

    private final int first;
    private final int last;

    Level(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** The level of this name. */
    public static Optional<Level> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** Its grades, rising. */
    public IntStream grades() {
        return IntStream.rangeClosed(first, last);
    }

    /** Whether it has that grade. */
    public boolean has(int grade) {
        return grade >= first && grade <= last;
    }
}
