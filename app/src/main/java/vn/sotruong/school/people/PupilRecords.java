package vn.sotruong.school.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.Classrooms.Seat;
import vn.sotruong.school.people.Completeness.Gap;
import vn.sotruong.school.people.ExtraField.Owner;
import vn.sotruong.school.people.Reply.Fault;
import vn.sotruong.school.people.Saving.Asked;
import vn.sotruong.school.people.Saving.Faulty;
import vn.sotruong.school.people.Saving.Refused;
import vn.sotruong.school.people.Saving.Saved;

/** Hồ sơ học sinh: the whole record of a pupil, read and kept. */
public final class PupilRecords {
    private static final Set<String> NEED_A_REASON = Set.of("family_name", "given_name", "birth_date", "sex");
    private static final int LONGEST_REASON = 200;

    private final Database db;
    private final Classrooms rooms;
    private final Clock clock;

    public PupilRecords(Database db, Classrooms rooms, Clock clock) {
        this.db = db;
        this.rooms = rooms;
        this.clock = clock;
    }

    /**
     * Hồ sơ một học sinh, as far as its reader sees it.
     *
     * @param seat null for one without a class
     * @param parts what the record asks for
     * @param values the answers by key
     */
    record Dossier(
            Pupil pupil,
            @Nullable Seat seat,
            Sight sight,
            boolean leads,
            List<Questions.Part> parts,
            Map<String, String> values,
            Set<Gap> gaps) {}

    /** The record, where this person sees any of it. */
    Optional<Dossier> find(Viewer viewer, String id) {
        return db.read(handle -> find(handle, viewer, id));
    }

    Optional<Dossier> find(Handle handle, Viewer viewer, String id) {
        var pupil = People.findPupil(handle, id);
        if (pupil.isEmpty() || People.findKept(handle, id).isPresent()) {
            return Optional.empty();
        }
        var seat = rooms.findSeat(handle, id);
        var room = seat.map(each -> each.room().id()).orElse("");
        var leads = rooms.led(handle, viewer.staff(), today()).contains(room);
        var teaches = rooms.taught(handle, viewer.staff(), today()).contains(room);
        var sight = RecordPolicy.sight(viewer, leads, teaches);
        if (sight == Sight.NOTHING) {
            return Optional.empty();
        }
        var extras = ExtraFields.questions(handle, Owner.PUPIL);
        var values = values(handle, pupil.get());
        return Optional.of(new Dossier(
                pupil.get(),
                seat.orElse(null),
                sight,
                leads,
                Questions.with(Questions.PUPIL, extras),
                sight == Sight.WHOLE ? values : Map.of(),
                sight == Sight.WHOLE ? Completeness.of(pupil.get(), values, required(handle)) : Set.of()));
    }

    /** All that is known of a pupil, by key; what was not said is absent. */
    static Map<String, String> values(Handle handle, Pupil pupil) {
        var values = new HashMap<String, String>(ProfileTable.pupil(handle, pupil.id()));
        values.putAll(ExtraTable.values(handle, pupil.id()));
        values.put("family_name", pupil.name().family());
        values.put("given_name", pupil.name().given());
        values.put("birth_date", pupil.birthDate().toString());
        values.put("sex", pupil.sex().name());
        if (pupil.ethnicity() != null) {
            values.put("ethnicity", pupil.ethnicity());
        }
        if (pupil.citizenNumber() != null) {
            values.put("citizen_number", pupil.citizenNumber());
        }
        return values;
    }

    static List<ExtraField> required(Handle handle) {
        return ExtraFields.list(handle, Owner.PUPIL).stream()
                .filter(ExtraField::required)
                .toList();
    }

    /** The parts of the form with what this person may change; parts with nothing for them are left out. */
    static List<Questions.Part> editable(Viewer viewer, Dossier record) {
        var parts = new ArrayList<Questions.Part>();
        for (var part : record.parts()) {
            var mine = part.questions().stream()
                    .filter(question -> RecordPolicy.mayEdit(viewer, record.leads(), question))
                    // a citizen number that stands is final
                    .filter(question -> !question.key().equals("citizen_number")
                            || record.pupil().citizenNumber() == null)
                    .toList();
            if (!mine.isEmpty()) {
                parts.add(new Questions.Part(part.key(), mine));
            }
        }
        return parts;
    }

    /**
     * Saves a form.
     *
     * @param was what the form showed, by key
     * @param typed what came back, by key
     */
    Saving save(Actor actor, Viewer viewer, String id, Map<String, String> was, Map<String, String> typed, String why) {
        return db.write(actor, tx -> save(tx, viewer, id, was, typed, why));
    }

    private Saving save(
            Tx tx, Viewer viewer, String id, Map<String, String> was, Map<String, String> typed, String why) {
        var record = find(tx.handle(), viewer, id);
        if (record.isEmpty()) {
            return new Refused(Reason.NOT_FOUND);
        }
        var questions = record.get().parts().stream()
                .flatMap(part -> part.questions().stream())
                .filter(question -> RecordPolicy.mayEdit(viewer, record.get().leads(), question))
                .toList();
        if (questions.isEmpty()) {
            return new Refused(Reason.NOT_YOURS);
        }
        var merged = Answers.merge(questions, was, typed, record.get().values(), today());
        var faults = new HashMap<String, Fault>(merged.faults());
        if (merged.touches("citizen_number") && record.get().pupil().citizenNumber() != null) {
            return new Refused(Reason.NUMBER_IS_FINAL);
        }
        var number = merged.values().get("citizen_number");
        if (number != null && PupilTable.isCitizenNumber(tx.handle(), number)) {
            faults.put("citizen_number", Fault.TAKEN);
        }
        if (!faults.isEmpty()) {
            return new Faulty(faults);
        }
        if (!merged.clashes().isEmpty()) {
            return new Asked(merged.clashes(), record.get().values());
        }
        var changed = merged.values();
        if (changed.keySet().stream().anyMatch(NEED_A_REASON::contains) && why.isBlank()) {
            return new Refused(Reason.WHY_MISSING);
        }
        write(tx, record.get(), changed, why);
        return new Saved(List.copyOf(changed.keySet()));
    }

    private static void write(Tx tx, Dossier record, Map<String, String> changed, String why) {
        if (changed.isEmpty()) {
            return;
        }
        var reason = why.isBlank() ? null : why.substring(0, Math.min(LONGEST_REASON, why.length()));
        var values = new HashMap<>(record.values());
        values.putAll(changed);
        var core = Questions.PUPIL_CORE.stream().map(Question::key).anyMatch(changed::containsKey);
        if (core) {
            tx.amend(People.PUPIL, PupilTable.row(tx.handle(), told(record.pupil(), values)), reason);
        }
        ProfileTable.putPupil(tx, record.pupil().id(), values, changed.keySet(), reason);
        ExtraFields.put(tx, record.pupil().id(), changed, reason);
    }

    private static Pupil told(Pupil pupil, Map<String, String> values) {
        return new Pupil(
                pupil.id(),
                pupil.code(),
                orNull(values.get("citizen_number")),
                new VietnameseName(say(values, "family_name"), say(values, "given_name")),
                LocalDate.parse(say(values, "birth_date")),
                Sex.valueOf(say(values, "sex")),
                orNull(values.get("ethnicity")),
                pupil.status());
    }

    private static String say(Map<String, String> values, String key) {
        var value = values.get(key);
        if (value == null) {
            throw new NoSuchElementException(key);
        }
        return value;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Keeps answers of a pupil without a form: for lists that were imported and checked. */
    public static void keep(Tx tx, Pupil pupil, Map<String, String> answers, String why) {
        var values = new HashMap<>(values(tx.handle(), pupil));
        values.putAll(answers);
        ProfileTable.putPupil(tx, pupil.id(), values, answers.keySet(), why);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
