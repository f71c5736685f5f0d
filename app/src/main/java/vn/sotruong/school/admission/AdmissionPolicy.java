package vn.sotruong.school.admission;

import java.util.Optional;
import vn.sotruong.school.admission.Admission.Reason;

/** Khi nào một danh sách được ghi. */
final class AdmissionPolicy {
    private AdmissionPolicy() {}

    /**
     * Why a list is not written.
     *
     * @param asSeen whether the plan is the one that was shown
     */
    static Optional<Reason> confirm(Plan plan, boolean asSeen) {
        if (!asSeen) {
            return Optional.of(Reason.CHANGED_MEANWHILE);
        }
        if (!plan.bad().isEmpty()) {
            return Optional.of(Reason.BAD_ROWS);
        }
        return plan.changesAnything() ? Optional.empty() : Optional.of(Reason.NOTHING_NEW);
    }
}
