package vn.sotruong.office.breach;

/** Breaks a rule on purpose: the office reaches into the school. */
public final class Crosses {
    private Crosses() {}

    static Class<?> theOther() {
        return vn.sotruong.school.breach.Crosses.class;
    }
}
