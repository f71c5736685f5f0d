package vn.sotruong.school.breach;

/** Breaks a rule on purpose: the school reaches into the office. */
public final class Crosses {
    private Crosses() {}

    static Class<?> theOther() {
        return vn.sotruong.office.breach.Crosses.class;
    }
}
