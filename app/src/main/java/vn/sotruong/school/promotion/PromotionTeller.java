package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về xét lên lớp: what was decided and taken back, and every result of the summer. */
public final class PromotionTeller implements Teller {
    private static final int LAST_PRIMARY = 5;
    private static final int TENTHS = 10;

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.PROMOTION, Kind.SUMMER);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        Lines.changes(handle, ReviewTable.PROMOTION_REVIEW, year + "/", (before, line) -> decided(told, before, line));
        Lines.all(
                handle,
                SummerTable.SUMMER_RESULT,
                year + "/",
                (before, line) -> told.add(summer(handle, before, line)));
        return told;
    }

    private static void decided(List<Telling> told, ChangeLine before, ChangeLine line) {
        var state = State.valueOf(Lines.text(line, "state"));
        if (!Lines.text(line, "ruling").isEmpty() && !Lines.same(before, line, "ruling")) {
            told.add(telling(
                    line,
                    Lines.text(line, "ruled_by"),
                    new Change(
                            Said.words("promotion.told.ruled", Lines.text(line, "ruling")),
                            outcome(Lines.text(before, "outcome")),
                            outcome(Lines.text(line, "outcome"))),
                    Lines.text(line, "ruling_text")));
        }
        if (!Lines.text(line, "again_ruling").isEmpty() && !Lines.same(before, line, "again_ruling")) {
            told.add(telling(
                    line,
                    Lines.text(line, "again_ruled_by"),
                    new Change(
                            Said.words("promotion.told.ruled", Lines.text(line, "again_ruling")),
                            outcome(Lines.text(before, "again")),
                            outcome(Lines.text(line, "again"))),
                    Lines.text(line, "again_text")));
        }
        if (Lines.same(before, line, "state")) {
            return;
        }
        switch (state) {
            case RETURNED ->
                told.add(telling(
                        line,
                        "",
                        new Change(
                                Said.words("promotion.told.returned"),
                                Said.words("promotion.state." + Lines.text(before, "state")),
                                Said.words("promotion.state." + state)),
                        Lines.text(line, "why")));
            case SUMMER_PENDING, FINAL -> {
                if (!Lines.text(line, "decision").isEmpty()) {
                    var again = Lines.text(line, "again");
                    told.add(telling(
                            line,
                            Lines.text(line, "decided_by"),
                            new Change(
                                    Said.words("promotion.told.decided", Lines.text(line, "decision")),
                                    again.isEmpty() ? Said.NOTHING : outcome(Lines.text(line, "outcome")),
                                    outcome(again.isEmpty() ? Lines.text(line, "outcome") : again)),
                            ""));
                }
            }
            case INCOMPLETE, READY, LISTED, SUBMITTED, APPROVED_1, SUMMER_RESULT, APPROVED_2 -> {}
        }
    }

    private static Telling telling(ChangeLine line, String author, Change change, String why) {
        var place = new Place(Lines.text(line, "homeroom"), "", 0, Lines.text(line, "pupil"));
        return Telling.of(Kind.PROMOTION, line, place, author, change, why);
    }

    private static Said outcome(String name) {
        return switch (name) {
            case "" -> Said.NOTHING;
            case "NOT_CONSIDERED" -> Said.words("promotion.not-considered");
            default -> Said.words("regulation.outcome." + name);
        };
    }

    private static Telling summer(Handle handle, Optional<ChangeLine> before, ChangeLine line) {
        var key = Lines.text(line, "subject");
        var subject = key.endsWith(Owed.TEST) ? key.substring(0, key.length() - Owed.TEST.length()) : key;
        var known = SchoolYears.findSubject(handle, subject).isPresent();
        var primary = Roll.getHomeroom(handle, Lines.text(line, "homeroom")).grade() <= LAST_PRIMARY;
        var what = key.equals(SummerEntry.TRAINING)
                ? Said.words("promotion.training")
                : Said.words(known ? "promotion.told.summer" : "promotion.told.trait");
        return Telling.of(
                Kind.SUMMER,
                line,
                new Place(Lines.text(line, "homeroom"), known ? subject : "", 0, Lines.text(line, "pupil")),
                Lines.text(line, "entered_by"),
                new Change(what, value(before.orElse(null), key, known, primary), value(line, key, known, primary)),
                Lines.why(line));
    }

    private static Said value(@Nullable ChangeLine line, String key, boolean known, boolean primary) {
        var value = line == null ? "" : Lines.text(Objects.requireNonNull(line), "value");
        if (value.isEmpty()) {
            return Said.NOTHING;
        }
        if (value.matches("[0-9]+")) {
            var tenths = Integer.parseInt(value);
            return Said.text(
                    key.endsWith(Owed.TEST)
                            ? String.valueOf(tenths / TENTHS)
                            : tenths / TENTHS + "," + tenths % TENTHS);
        }
        if (key.equals(SummerEntry.TRAINING)) {
            return Said.words("promotion.level." + value);
        }
        if (!known) {
            return Said.words("promotion.trait." + value);
        }
        return primary ? Said.words("promotion.primary." + value) : Said.text(value.equals("D") ? "Đ" : "CĐ");
    }
}
