package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.Quota;
import vn.sotruong.school.regulation.Regulation;
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
}
