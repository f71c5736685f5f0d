package vn.sotruong.school.people;

import vn.sotruong.ground.web.Need;

/** Quy tắc hồ sơ: who sees and who keeps which part of a record. Pure; facts come as arguments. */
final class RecordPolicy {
    private RecordPolicy() {}

    /**
     * What of a pupil is shown.
     *
     * @param leads whether they are the homeroom teacher of the pupil's class
     * @param teaches whether they teach in it
     */
    static Sight sight(Viewer viewer, boolean leads, boolean teaches) {
        if (seesEveryRecord(viewer) || (leads && viewer.holds(Need.HOMEROOM))) {
            return Sight.WHOLE;
        }
        if (seesEverybody(viewer) || (teaches && viewer.holds(Need.ENTER_MARKS))) {
            return Sight.PLACE;
        }
        return Sight.NOTHING;
    }

    /** Whole records of the whole school. */
    static boolean seesEveryRecord(Viewer viewer) {
        return viewer.holds(Need.CLERK) || viewer.holds(Need.PRINCIPAL) || viewer.holds(Need.INSPECTOR);
    }

    /** Whether the page of a pupil's conduct admits somebody. */
    static boolean seesConduct(Viewer viewer, boolean leads) {
        return viewer.holds(Need.PRINCIPAL) || viewer.holds(Need.INSPECTOR) || (leads && viewer.holds(Need.HOMEROOM));
    }

    /** Names and classes of the whole school. */
    static boolean seesEverybody(Viewer viewer) {
        return seesEveryRecord(viewer) || viewer.holds(Need.ADMIN) || viewer.holds(Need.MEDICAL);
    }

    /** Whether an answer of a pupil's record may be changed: the clerk all, the homeroom teacher contacts. */
    static boolean mayEdit(Viewer viewer, boolean leads, Question question) {
        return viewer.holds(Need.CLERK) || (leads && viewer.holds(Need.HOMEROOM) && question.contact());
    }

    /** Whether health notes and measures are kept by this person. */
    static boolean keepsHealth(Viewer viewer) {
        return viewer.holds(Need.MEDICAL);
    }

    /** Whether the summary of health (blood group, last measure) is shown. */
    static boolean seesHealth(Viewer viewer, boolean leads) {
        return keepsHealth(viewer) || (leads && viewer.holds(Need.HOMEROOM));
    }

    /** Whether somebody's staff record is shown: to those who keep and lead, and to the person. */
    static boolean seesStaff(Viewer viewer, String staff) {
        return viewer.holds(Need.PERSONNEL)
                || viewer.holds(Need.PRINCIPAL)
                || viewer.holds(Need.INSPECTOR)
                || viewer.staff().equals(staff);
    }

    /** Whether a staff record may be changed; nobody keeps their own. */
    static boolean keepsStaff(Viewer viewer, String staff) {
        return viewer.holds(Need.PERSONNEL) && !viewer.staff().equals(staff);
    }
}
