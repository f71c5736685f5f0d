package vn.sotruong.school.gradebook;

import org.jdbi.v3.core.Handle;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Regulation;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Số lần đánh giá của môn chỉ nhận xét: how many regular ones a term has, by the circular of the class's year. */
final class CommentQuota {
    /** As Thông tư 22/2021/TT-BGDĐT has it, for a school whose year no circular here governs. */
    private static final int ORDINARY = 2;

    private static final int MOST = 4;

    private CommentQuota() {}

    static int regular(Handle handle, String homeroomId, String subject) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        int periods = Roll.findProgramme(handle, homeroomId, subject)
                .map(Programme::yearPeriods)
                .orElse(0);
        return SchoolYears.findRuleset(handle, homeroom.schoolYear(), homeroom.grade())
                .map(Regulation::of)
                .filter(MarkedRegulation.class::isInstance)
                .map(MarkedRegulation.class::cast)
                .filter(_ -> periods > 0)
                .map(regulation ->
                        Math.min(MOST, regulation.commentQuota(periods).regular()))
                .orElse(ORDINARY);
    }
}
