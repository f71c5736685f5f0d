package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.told.Lines;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;
import vn.sotruong.school.told.Telling.Change;
import vn.sotruong.school.told.Telling.Place;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kể về miễn giảm và điểm trường cũ: every request and what became of it. */
public final class MovementTeller implements Teller {
    private static final int TENTHS = 10;

    @Override
    public Set<vn.sotruong.school.told.Kind> kinds() {
        return Set.of(vn.sotruong.school.told.Kind.EXEMPTION, vn.sotruong.school.told.Kind.EARLIER_MARK);
    }

    @Override
    public List<Telling> tell(Handle handle, String year, Set<String> homerooms) {
        var told = new ArrayList<Telling>();
        var places = new HashMap<String, String>();
        Roll.listYearPlaces(handle, year).forEach(each -> places.put(each.pupil(), each.homeroom()));
        var whole = SchoolYears.findYear(handle, year);
        Lines.all(handle, ExemptionTable.EXEMPTION, "", (before, line) -> {
            if (places.containsKey(Lines.text(line, "pupil")) && meets(line, whole)) {
                told.add(exemption(before, line, places));
            }
        });
        Lines.all(handle, EarlierMarkTable.EARLIER_MARK, "", (before, line) -> {
            if (Lines.text(line, "school_year").equals(year)) {
                told.add(earlier(before, line, places));
            }
        });
        return told;
    }

    /** Whether an exemption holds on some day of the year. */
    private static boolean meets(ChangeLine line, Optional<SchoolYear> year) {
        var until = Lines.text(line, "until_date");
        return year.filter(
                        each -> !LocalDate.parse(Lines.text(line, "from_date")).isAfter(each.ends())
                                && (until.isEmpty() || !LocalDate.parse(until).isBefore(each.starts())))
                .isPresent();
    }

    private static Telling exemption(Optional<ChangeLine> before, ChangeLine line, Map<String, String> places) {
        var decider = Lines.text(line, "decided_by");
        return Telling.of(
                vn.sotruong.school.told.Kind.EXEMPTION,
                line,
                place(line, places, 0),
                decider.isEmpty() ? Lines.text(line, "asked_by") : decider,
                new Change(
                        Said.words("movements.exemption." + Lines.text(line, "kind")),
                        before.<Said>map(each -> Said.words("movements.exemption.state." + Lines.text(each, "state")))
                                .orElse(Said.NOTHING),
                        Said.words("movements.exemption.state." + Lines.text(line, "state"))),
                decider.isEmpty() ? Lines.text(line, "reason") : Lines.text(line, "decision"));
    }

    private static Telling earlier(Optional<ChangeLine> before, ChangeLine line, Map<String, String> places) {
        var confirmer = Lines.text(line, "confirmed_by");
        return Telling.of(
                vn.sotruong.school.told.Kind.EARLIER_MARK,
                line,
                place(line, places, Lines.number(line, "semester")),
                confirmer.isEmpty() ? Lines.text(line, "entered_by") : confirmer,
                new Change(
                        Said.words("movements.mark." + Lines.text(line, "col")),
                        before.<Said>map(MovementTeller::stands).orElse(Said.NOTHING),
                        stands(line)),
                Lines.text(line, "origin"));
    }

    private static Place place(ChangeLine line, Map<String, String> places, int semester) {
        var pupil = Lines.text(line, "pupil");
        return new Place(places.getOrDefault(pupil, ""), Lines.text(line, "subject"), semester, pupil);
    }

    private static Said stands(ChangeLine line) {
        var value = line.row().get("tenths") instanceof Long tenths
                ? tenths / TENTHS + "," + tenths % TENTHS
                : Lines.text(line, "level").equals("D") ? "Đ" : "CĐ";
        return Said.words("movements.told." + Lines.text(line, "state"), value);
    }
}
