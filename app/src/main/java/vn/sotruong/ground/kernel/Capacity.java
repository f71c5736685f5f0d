package vn.sotruong.ground.kernel;

import java.util.Locale;

/**
 * Tư cách: in what capacity somebody acts. Whoever runs the system does that work apart from their use of it; each line
 * of the journal says which of the two it was.
 */
public enum Capacity {
    /** Khai thác sử dụng: leading, teaching, keeping records. */
    USE,
    /** Quản trị: accounts, rights, board acts; never marks, conduct or attendance. */
    ADMINISTRATION,
    /** The program's own work. */
    HOUSE;

    /** The word that journal lines use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
