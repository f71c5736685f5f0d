package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.ExtraField.Owner;
import vn.sotruong.school.people.ExtraField.Shape;

/** Trường bổ sung do trường tự thêm: fields that an authority asks for, without new software. */
public final class ExtraFields {
    private static final int MOST = 40;
    private static final int MOST_CHOICES = 50;
    private static final int LONGEST = 60;

    private final Database db;

    public ExtraFields(Database db) {
        this.db = db;
    }

    /** The fields that forms ask for, in their order. */
    public static List<ExtraField> list(Handle handle, Owner owner) {
        return ExtraTable.list(handle).stream()
                .filter(field -> field.owner() == owner && !field.retired())
                .toList();
    }

    static List<Question> questions(Handle handle, Owner owner) {
        return list(handle, owner).stream().map(ExtraField::question).toList();
    }

    List<ExtraField> all() {
        return db.read(ExtraTable::list);
    }

    /** Adds a field; empty when it was done. */
    public Optional<Reason> add(
            Actor actor, Owner owner, String name, Shape shape, List<String> choices, boolean required) {
        var refusal = refusal(name, shape, choices);
        if (refusal.isPresent()) {
            return refusal;
        }
        return db.write(actor, tx -> {
            var all = ExtraTable.list(tx.handle());
            if (all.size() >= MOST) {
                return Optional.of(Reason.TOO_MANY_FIELDS);
            }
            if (all.stream()
                    .anyMatch(each -> each.owner() == owner
                            && VietnameseName.fold(each.name()).equals(VietnameseName.fold(name)))) {
                return Optional.of(Reason.FIELD_EXISTS);
            }
            var field = new ExtraField(
                    tx.newId(),
                    owner,
                    name,
                    shape,
                    shape == Shape.CHOICE ? choices : List.of(),
                    required,
                    all.size() + 1,
                    false);
            tx.create(ExtraTable.EXTRA_FIELD, ExtraTable.row(field));
            return Optional.empty();
        });
    }

    private static Optional<Reason> refusal(String name, Shape shape, List<String> choices) {
        if (name.isBlank() || name.length() > LONGEST) {
            return Optional.of(Reason.INCOMPLETE);
        }
        if (isFormula(name) || choices.stream().anyMatch(ExtraFields::isFormula)) {
            return Optional.of(Reason.FORMULA);
        }
        var sound = choices.size() >= 2
                && choices.size() <= MOST_CHOICES
                && choices.stream().allMatch(each -> each.length() <= LONGEST)
                && choices.stream().distinct().count() == choices.size();
        return shape == Shape.CHOICE && !sound ? Optional.of(Reason.BAD_CHOICES) : Optional.empty();
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
    }

    /** Takes a field out of the forms, or puts it back; answers stay. */
    Optional<Reason> retire(Actor actor, String id, boolean retired) {
        return db.write(actor, tx -> {
            var found = ExtraTable.list(tx.handle()).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            var field = found.get();
            var row = ExtraTable.row(field);
            row.put("retired", retired ? 1L : 0L);
            tx.status(ExtraTable.EXTRA_FIELD, row, retired ? "retired" : "in use again");
            return Optional.empty();
        });
    }

    /** Chỗ của trường bổ sung: a class, or the school. */
    public record Place(Owner owner, String id) {}

    List<Question> questions(Owner owner) {
        return db.read(handle -> questions(handle, owner));
    }

    Map<String, String> answers(Place place) {
        return db.read(handle -> ExtraTable.values(handle, place.id()));
    }

    /** What a class or the school answered, by the field's name: for lists of other rooms. */
    public static Map<String, String> shown(Handle handle, Owner owner, String id) {
        var values = ExtraTable.values(handle, id);
        var shown = new LinkedHashMap<String, String>();
        for (var question : questions(handle, owner)) {
            shown.put(question.label(), Answers.shown(question, values.getOrDefault(question.key(), "")));
        }
        return shown;
    }

    /** What everybody answered to one field, by owner: a column for a list. */
    static Map<String, String> column(Handle handle, ExtraField field) {
        var column = new HashMap<String, String>();
        ExtraTable.column(handle, field.id())
                .forEach((owner, value) -> column.put(owner, Answers.shown(field.question(), value)));
        return column;
    }

    /** Answers one field of a class or of the school that nobody has answered yet. @return whether it was kept */
    public boolean answer(Actor actor, Place place, ExtraField field, String value) {
        var key = field.question().key();
        return save(actor, place, Map.of(key, ""), Map.of(key, value)) instanceof Saving.Saved;
    }

    /** Saves the answers of a class or of the school. */
    Saving save(Actor actor, Place place, Map<String, String> was, Map<String, String> typed) {
        return db.write(actor, tx -> {
            var now = ExtraTable.values(tx.handle(), place.id());
            var merged = Answers.merge(
                    questions(tx.handle(), place.owner()),
                    was,
                    typed,
                    now,
                    LocalDate.ofInstant(tx.now(), Formats.ZONE));
            if (!merged.faults().isEmpty()) {
                return new Saving.Faulty(merged.faults());
            }
            if (!merged.clashes().isEmpty()) {
                return new Saving.Asked(merged.clashes(), now);
            }
            put(tx, place.id(), merged.values(), null);
            return new Saving.Saved(List.copyOf(merged.values().keySet()));
        });
    }

    /** Writes the answers to extra fields among {@code values}. */
    static void put(Tx tx, String owner, Map<String, String> values, @Nullable String why) {
        values.forEach((key, value) -> {
            if (key.startsWith("x.")) {
                ExtraTable.put(tx, owner, key, value, why);
            }
        });
    }
}
