package vn.sotruong.school.people;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;

/** Quá trình học tập ở nơi khác: years at other schools, as the clerk writes them from paper. */
final class PastYears {
    private static final int LONGEST_SCHOOL = 200;
    private static final int LONGEST_RESULT = 300;

    private final Database db;

    PastYears(Database db) {
        this.db = db;
    }

    /** Một năm ở trường khác. */
    public record Year(String id, String schoolYear, String school, String homeroom, String result) {}

    static List<Year> list(Handle handle, String pupil) {
        return PastYearTable.list(handle, pupil);
    }

    Optional<Reason> add(Actor actor, String pupil, String year, String school, String homeroom, String result) {
        if (!year.matches("(19|20)\\d\\d-(19|20)\\d\\d")
                || Integer.parseInt(year.substring(0, 4)) + 1 != Integer.parseInt(year.substring(5))
                || school.isBlank()
                || school.length() > LONGEST_SCHOOL
                || homeroom.length() > 20
                || result.length() > LONGEST_RESULT) {
            return Optional.of(Reason.INCOMPLETE);
        }
        for (var text : List.of(school, homeroom, result)) {
            if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
                return Optional.of(Reason.FORMULA);
            }
        }
        return db.write(actor, tx -> {
            if (People.findPupil(tx.handle(), pupil).isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("pupil", pupil);
            row.put("school_year", year);
            row.put("school", school);
            row.put("homeroom", homeroom.isEmpty() ? null : homeroom);
            row.put("result", result.isEmpty() ? null : result);
            row.put("withdrawn", 0L);
            tx.create(PastYearTable.PAST_YEAR, row);
            return Optional.empty();
        });
    }

    Optional<Reason> withdraw(Actor actor, String pupil, String id, String why) {
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        return db.write(actor, tx -> {
            var row = PastYearTable.row(tx.handle(), pupil, id);
            if (row.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            row.get().put("withdrawn", 1L);
            tx.status(PastYearTable.PAST_YEAR, row.get(), why.substring(0, Math.min(200, why.length())));
            return Optional.empty();
        });
    }
}
