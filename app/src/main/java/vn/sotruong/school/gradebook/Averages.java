package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Quota;
import vn.sotruong.school.regulation.Regulation;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Điểm trung bình môn, as a sheet shows it: by the circular that governs the class in its year. Of committed marks
 * alone: a draft is nobody's result. An average that was brought along stands until there is one.
 *
 * @param rules empty where no circular makes averages there
 */
record Averages(Ledger ledger, Optional<MarkedRegulation> rules) {
    static Averages of(Handle handle, Ledger ledger, Homeroom homeroom) {
        return new Averages(
                ledger,
                SchoolYears.findRuleset(handle, homeroom.schoolYear(), homeroom.grade())
                        .map(Regulation::of)
                        .filter(MarkedRegulation.class::isInstance)
                        .map(MarkedRegulation.class::cast));
    }

    OptionalInt of(String pupil) {
        var sheet = ledger.sheet();
        if (rules.isEmpty() || ledger.leftOut().contains(pupil) || sheet.form() != Sheet.Form.SCORED) {
            return OptionalInt.empty();
        }
        var regular = new ArrayList<Integer>();
        var midterm = new ArrayList<Integer>();
        Integer last = null;
        for (var column : sheet.columns()) {
            var cell = ledger.cell(new Cell(pupil, column));
            if (cell.committed() && cell.value().orElse(null) instanceof Score score) {
                var tenths = score.tenths();
                if (column.regular()) {
                    regular.add(tenths);
                } else if (column == Column.GK) {
                    midterm.add(tenths);
                } else {
                    last = tenths;
                }
            }
        }
        var average = rules.get().termAverage(regular, midterm, last, new Quota(sheet.regularCount(), 1));
        var brought = ledger.luggage().averages().get(pupil);
        return average.isPresent() || brought == null ? average : OptionalInt.of(brought);
    }

    /** The verdict of a subject with comments alone; null while an assessment is missing. */
    @Nullable
    Word verdict(String pupil) {
        var sheet = ledger.sheet();
        if (rules.isEmpty() || ledger.leftOut().contains(pupil) || sheet.form() != Sheet.Form.COMMENT) {
            return null;
        }
        var regular = new ArrayList<Result.Verdict>();
        var midterm = new ArrayList<Result.Verdict>();
        Result.Verdict last = null;
        for (var column : sheet.columns()) {
            var cell = ledger.cell(new Cell(pupil, column));
            if (cell.committed() && cell.value().orElse(null) instanceof Word word) {
                var given = word == Word.D ? Result.Verdict.PASSED : Result.Verdict.NOT_YET;
                if (column.regular()) {
                    regular.add(given);
                } else if (column == Column.GK) {
                    midterm.add(given);
                } else {
                    last = given;
                }
            }
        }
        var result = rules.get().commentTerm(regular, midterm, last, new Quota(sheet.regularCount(), 1));
        return result == Result.Verdict.PASSED ? Word.D : result == Result.Verdict.NOT_YET ? Word.CD : null;
    }
}
