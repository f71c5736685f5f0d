package vn.sotruong.school.rectifications;

/**
 * Một nội dung trong sổ: of one pupil, in one period.
 *
 * @param slot code of the period, as the room that keeps the record writes it
 * @param detail what else names it, as a sheet; empty where nothing does
 */
public record Item(Kind kind, String schoolYear, String homeroom, String pupil, String slot, String detail) {
    /** Where it is asked for. */
    public String address() {
        return address(kind, homeroom, pupil, slot, detail);
    }

    /** Where a change of it is asked for. */
    public static String address(Kind kind, String homeroom, String pupil, String slot, String detail) {
        return "/rectifications/new?kind=" + kind + "&homeroom=" + homeroom + "&pupil=" + pupil + "&slot=" + slot
                + (detail.isEmpty() ? "" : "&detail=" + detail);
    }
}
