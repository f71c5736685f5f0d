package vn.sotruong.school.conduct;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về rèn luyện: results and comments that were changed after they were committed. */
public final class ConductTeller implements Teller {
    private static final int MONTH_AT = 5;

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.CONDUCT, Kind.REMARK);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.changes(
                handle,
                GradeTable.CONDUCT_GRADE,
                year + "/",
                (before, line) -> told.add(Telling.of(
                        Kind.CONDUCT,
                        line,
                        place(line, Lines.number(line, "semester")),
                        Lines.text(line, "entered_by"),
                        new Change(Said.words("conduct.told.grade"), grade(before), grade(line)),
                        Lines.why(line))));
        Lines.changes(
                handle,
                GradeTable.HOMEROOM_COMMENT,
                year + "/",
                (before, line) -> told.add(Telling.of(
                        Kind.REMARK,
                        line,
                        place(line, semester(Lines.text(line, "period"))),
                        Lines.text(line, "entered_by"),
                        new Change(
                                Said.words("conduct.told.comment", period(Lines.text(line, "period"))),
                                Said.text(Lines.text(before, "body")),
                                Said.text(Lines.text(line, "body"))),
                        Lines.why(line))));
        Lines.changes(handle, NoteTable.WEEKLY_REMARK, "", (before, line) -> {
            if (homerooms.contains(Lines.text(line, "homeroom"))) {
                told.add(Telling.of(
                        Kind.REMARK,
                        line,
                        new Place(
                                Lines.text(line, "homeroom"),
                                Lines.text(line, "subject"),
                                0,
                                line.row().get("pupil") instanceof String pupil ? pupil : null),
                        Lines.text(line, "entered_by"),
                        new Change(
                                Said.words("conduct.told.weekly", Formats.day(Lines.text(line, "week"))),
                                Said.text(Lines.text(before, "body")),
                                Lines.text(line, "withdrawn").isEmpty()
                                        ? Said.text(Lines.text(line, "body"))
                                        : Said.words("conduct.told.withdrawn")),
                        Lines.text(line, "withdrawn")));
            }
        });
        return told;
    }

    private static Place place(ChangeLine line, int semester) {
        return new Place(Lines.text(line, "homeroom"), "", semester, Lines.text(line, "pupil"));
    }

    private static Said grade(ChangeLine line) {
        var level = Lines.text(line, "level");
        var text = Lines.text(line, "reason");
        var said = new ArrayList<Said>();
        if (!level.isEmpty()) {
            said.add(Said.words("conduct.level." + level));
        }
        if (!text.isEmpty()) {
            said.add(Said.text(text));
        }
        return Said.several(said);
    }

    private static int semester(String period) {
        return switch (period) {
            case "S1" -> 1;
            case "S2" -> 2;
            default -> 0;
        };
    }

    private static Said period(String period) {
        return switch (period) {
            case "S1", "S2", "Y" -> Said.words("conduct.period." + period);
            default ->
                Said.words("conduct.period.month", period.substring(MONTH_AT), period.substring(0, MONTH_AT - 1));
        };
    }
}
