package vn.sotruong.school.regulation;

import java.util.List;

/** Kết quả môn của một kỳ, as a level looks at it. */
public record SubjectMark(String subject, SubjectResult.Kind kind, Result result) {
    boolean scored() {
        return result instanceof Result.Score;
    }

    boolean under(int bound) {
        return result instanceof Result.Score(var tenths) && tenths < bound;
    }

    boolean failed() {
        return result == Result.Verdict.NOT_YET;
    }

    static int scored(List<SubjectMark> results) {
        return (int) results.stream().filter(SubjectMark::scored).count();
    }

    /** How many scored subjects reach that bound. */
    static int from(List<SubjectMark> results, int bound) {
        return (int) results.stream()
                .filter(each -> each.scored() && !each.under(bound))
                .count();
    }

    static List<String> missing(List<SubjectMark> results) {
        return results.stream()
                .filter(each -> each.result() == Result.Gap.PENDING)
                .map(SubjectMark::subject)
                .toList();
    }

    static List<String> under(List<SubjectMark> results, int bound) {
        return results.stream()
                .filter(each -> each.under(bound))
                .map(SubjectMark::subject)
                .toList();
    }

    static List<String> failed(List<SubjectMark> results) {
        return results.stream()
                .filter(SubjectMark::failed)
                .map(SubjectMark::subject)
                .toList();
    }
}
