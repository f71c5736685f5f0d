package vn.sotruong.school.rectifications;

import org.jdbi.v3.core.Handle;
import vn.sotruong.school.roll.Roll;

/**
 * Một nội dung trong sổ: of one pupil, in one period.
 *
 * @param slot code of the period, as the room that keeps the record writes it
 * @param detail what else names it, as a sheet; empty where nothing does
 */
public record Item(Kind kind, String schoolYear, String homeroom, String pupil, String slot, String detail) {
    /** Whether the pupil is in the class, or left the school from it. */
    public boolean belongs(Handle handle) {
        return Roll.isIn(handle, pupil, homeroom)
                || (Roll.listFormer(handle, homeroom).stream()
                                .anyMatch(each -> each.pupil().id().equals(pupil))
                        && Roll.findPlace(handle, pupil)
                                .filter(place -> !place.homeroom().equals(homeroom))
                                .isEmpty());
    }

    /** Where it is asked for. */
    public String address() {
        return address(kind, homeroom, pupil, slot, detail);
    }

    /** Where a change of it is asked for. */
    public static String address(Kind kind, String homeroom, String pupil, String slot, String detail) {
        return "/rectifications/new?kind=" + kind + "&homeroom=" + homeroom + "&slot=" + slot + "&pupil=" + pupil
                + (detail.isEmpty() ? "" : "&detail=" + detail);
    }
}
