package vn.sotruong.school.schoolyear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cấp học: what a school is for, and which grades it has. */
public enum Level {
    /** Mầm non: groups by age, numbered by the years that are left before grade 1. */
    MN(-5, 0, 0, 6, 0, 8),
    /** Tiểu học. */
    TH(1, 5, 6, 14, 4, 18),
    /** Trung học cơ sở. */
    THCS(6, 9, 10, 18, 8, 25),
    /** Trung học phổ thông. */
    THPT(10, 12, 14, 21, 12, 30),
    /** Giáo dục thường xuyên: people of any age. */
    GDTX(6, 12, 11, 60, 9, 99);

    private final int first;
    private final int last;
    private final int young;
    private final int old;
    private final int youngest;
    private final int oldest;

    Level(int first, int last, int young, int old, int youngest, int oldest) {
        this.first = first;
        this.last = last;
        this.young = young;
        this.old = old;
        this.youngest = youngest;
        this.oldest = oldest;
    }

    /**
     * Tuổi, in whole years: within the inner bounds nothing is said, between inner and outer bounds somebody is asked to
     * look again, beyond the outer ones the birth date is a mistake.
     */
    public record Ages(int young, int old, int youngest, int oldest) {
        /** Whether somebody of that age may be a pupil at all. */
        public boolean admits(int age) {
            return age >= youngest && age <= oldest;
        }

        /** Whether it is an age that one expects. */
        public boolean expects(int age) {
            return age >= young && age <= old;
        }
    }

    /** The ages of its pupils. */
    public Ages ages() {
        return new Ages(young, old, youngest, oldest);
    }

    /** Whether it teaches by subjects: preschool does not. */
    public boolean hasSubjects() {
        return this != MN;
    }

    /** The level of this name. */
    public static Optional<Level> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** Its grades, rising. */
    public IntStream grades() {
        return IntStream.rangeClosed(first, last);
    }

    /** The grade after which one is through. */
    public int last() {
        return last;
    }

    /** Whether it has that grade. */
    public boolean has(int grade) {
        return grade >= first && grade <= last;
    }
}
