package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.Fault.Reason;
import vn.sotruong.school.admission.Plan.Fate;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;

/** Lập bản xem trước: compares a list with itself and with the school. Pure: the same facts give the same plan. */
final class Planning {
    private final RollState state;
    private final LocalDate today;
    private final Map<String, Homeroom> homerooms = new HashMap<>();
    private final Map<String, Pupil> byCode = new HashMap<>();
    private final Map<String, Pupil> byNumber = new HashMap<>();
    private final Map<String, List<Pupil>> byNameAndBirth = new HashMap<>();
    private final Map<String, List<Seen>> seenBy = new HashMap<>();

    private record Seen(ListRow row, Candidate candidate) {}

    private Planning(RollState state, LocalDate today) {
        this.state = state;
        this.today = today;
        state.homerooms().forEach(each -> homerooms.put(RowCheck.homeroomKey(each.name()), each));
        for (var pupil : state.pupils()) {
            put(byCode, pupil.code(), pupil);
            put(byNumber, pupil.citizenNumber(), pupil);
            byNameAndBirth
                    .computeIfAbsent(personKey(pupil.name(), pupil.birthDate()), key -> new ArrayList<>())
                    .add(pupil);
        }
    }

    static Plan plan(List<ListRow> rows, RollState state, LocalDate today) {
        var planning = new Planning(state, today);
        var lines = rows.stream().map(planning::line).toList();
        return new Plan(Numbering.number(lines, state));
    }

    private static void put(Map<String, Pupil> index, @Nullable String key, Pupil pupil) {
        if (key != null) {
            index.put(key, pupil);
        }
    }

    private static String personKey(VietnameseName name, LocalDate born) {
        return name.sortKey() + born;
    }

    private Plan.Line line(ListRow row) {
        var shown = new ArrayList<String>();
        for (var field : Admission.COLUMNS) {
            shown.add(shown(row, field));
        }
        var where = row.tab().isEmpty() ? String.valueOf(row.number()) : row.tab() + "!" + row.number();
        var checked = RowCheck.check(row, homerooms, state.level(), today);
        return new Plan.Line(where, row.shownName(), shown, fate(row, checked), checked.notes());
    }

    private static String shown(ListRow row, Field field) {
        return switch (field) {
            case FULL_NAME -> row.shownName();
            case HOMEROOM -> row.fallbackHomeroom().orElseGet(() -> row.shown(field));
            default -> row.shown(field);
        };
    }

    private Fate fate(ListRow row, RowCheck.Checked checked) {
        if (checked.candidate().isEmpty()) {
            return new Fate.Bad(checked.faults());
        }
        var candidate = checked.candidate().get();
        var twice = twice(row, candidate);
        if (twice.isPresent()) {
            return new Fate.Bad(List.of(twice.get()));
        }
        remember(new Seen(row, candidate));
        return against(row, candidate);
    }

    private void remember(Seen one) {
        keys(one.candidate())
                .forEach(key ->
                        seenBy.computeIfAbsent(key, k -> new ArrayList<>()).add(one));
    }

    private static List<String> keys(Candidate candidate) {
        return List.of(
                "code " + candidate.code(),
                "number " + candidate.citizenNumber(),
                "person " + personKey(candidate.name(), candidate.birthDate()));
    }

    private Optional<Fault> twice(ListRow row, Candidate candidate) {
        if (candidate.code() != null) {
            for (var other : seenBy.getOrDefault("code " + candidate.code(), List.of())) {
                return Optional.of(twice(row, Field.CODE, other));
            }
        }
        if (candidate.citizenNumber() != null) {
            for (var other : seenBy.getOrDefault("number " + candidate.citizenNumber(), List.of())) {
                return Optional.of(twice(row, Field.CITIZEN_NUMBER, other));
            }
        }
        return seenBy.getOrDefault("person " + personKey(candidate.name(), candidate.birthDate()), List.of()).stream()
                .filter(other -> candidate.mayBe(
                        other.candidate().name(),
                        other.candidate().birthDate(),
                        other.candidate().code(),
                        other.candidate().citizenNumber()))
                .findFirst()
                .map(other -> twice(row, nameField(row), other));
    }

    private static Fault twice(ListRow row, Field field, Seen other) {
        var first = other.row();
        var where = first.tab().isEmpty() ? String.valueOf(first.number()) : first.tab() + "!" + first.number();
        return new Fault(
                row.get(field).address(),
                Reason.TWICE_IN_FILE,
                row.shown(field),
                first.shownName() + " (" + where + ")");
    }

    private static Field nameField(ListRow row) {
        return row.has(Field.FULL_NAME) ? Field.FULL_NAME : Field.GIVEN_NAME;
    }

    /** What the school knows of a candidate who is in the file once. */
    private Fate against(ListRow row, Candidate candidate) {
        var byTheirCode = candidate.code() == null ? null : byCode.get(candidate.code());
        var byTheirNumber = candidate.citizenNumber() == null ? null : byNumber.get(candidate.citizenNumber());
        if (byTheirCode != null && !candidate.mayBe(byTheirCode)) {
            return another(row, Field.CODE, byTheirCode);
        }
        var agree = byTheirCode == null || byTheirCode.equals(byTheirNumber);
        if (byTheirNumber != null && !(agree && candidate.mayBe(byTheirNumber))) {
            return another(row, Field.CITIZEN_NUMBER, byTheirNumber);
        }
        var known = byTheirCode != null ? byTheirCode : byTheirNumber;
        if (known != null) {
            return known(row, candidate, known);
        }
        var alike = byNameAndBirth.getOrDefault(personKey(candidate.name(), candidate.birthDate()), List.of()).stream()
                .filter(candidate::mayBe)
                .findFirst();
        return alike.<Fate>map(pupil -> bad(row, nameField(row), Reason.PERHAPS_KNOWN, described(pupil)))
                .orElseGet(() -> new Fate.Admit(candidate, 0));
    }

    private Fate another(ListRow row, Field field, Pupil holder) {
        return bad(row, field, Reason.IDENTIFIER_OF_ANOTHER, described(holder));
    }

    private Fate known(ListRow row, Candidate candidate, Pupil pupil) {
        if (pupil.status() != PupilStatus.STUDYING) {
            return bad(row, nameField(row), Reason.NO_LONGER_HERE, described(pupil));
        }
        var newCode = pupil.code() == null ? candidate.code() : null;
        var place = state.places().get(pupil.id());
        if (place == null) {
            return new Fate.Place(pupil, candidate.homeroom(), 0, newCode);
        }
        if (!place.homeroom().equals(candidate.homeroom().id())) {
            return bad(row, Field.HOMEROOM, Reason.IN_ANOTHER_CLASS, state.homeroomName(place.homeroom()));
        }
        return new Fate.Known(pupil, candidate.homeroom(), newCode);
    }

    private String described(Pupil pupil) {
        var place = state.places().get(pupil.id());
        return pupil.name().full() + (place == null ? "" : ", " + state.homeroomName(place.homeroom()));
    }

    private static Fate bad(ListRow row, Field field, Reason reason, String detail) {
        return new Fate.Bad(List.of(new Fault(row.get(field).address(), reason, row.shown(field), detail)));
    }
}
