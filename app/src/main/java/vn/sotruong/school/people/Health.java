package vn.sotruong.school.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.people.Question.Kind;
import vn.sotruong.school.people.Reply.Said;

/** Sức khoẻ học sinh: blood group, notes, height and weight by date. It stays in the school. */
public final class Health {
    private static final Question DAY = Question.of("day", Kind.DAY, 10);
    private static final int LONGEST_NOTE = 1000;

    private final Database db;
    private final Clock clock;

    public Health(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Một lần đo. */
    public record Measure(String id, LocalDate day, int heightMm, int weightG) {
        /** Such as 141,5. */
        public double centimetres() {
            return heightMm / 10.0;
        }

        public double kilograms() {
            return weightG / 1000.0;
        }
    }

    /**
     * Sức khoẻ của một em, as far as its reader sees it.
     *
     * @param conditions empty for those who see the summary
     * @param measures the newest first; the newest alone in the summary
     * @param seen what a form must bring back, so that nobody writes over what they have not seen
     */
    public record Card(String bloodGroup, String conditions, List<Measure> measures, String seen) {
        public Card {
            measures = List.copyOf(measures);
        }
    }

    static Card of(Handle handle, String pupil, boolean whole) {
        var card = HealthTable.card(handle, pupil);
        return whole
                ? card
                : new Card(
                        card.bloodGroup(), "", card.measures().stream().limit(1).toList(), "");
    }

    /** Keeps blood group and notes; {@code seen} is what the form brought back. */
    Optional<Reason> note(Actor actor, String pupil, String seen, String bloodGroup, String conditions) {
        if ((!bloodGroup.isEmpty() && !Codes.list("blood_group").contains(bloodGroup))
                || conditions.length() > LONGEST_NOTE) {
            return Optional.of(Reason.UNREADABLE);
        }
        if (!conditions.isEmpty() && "=+-@".indexOf(conditions.charAt(0)) >= 0) {
            return Optional.of(Reason.FORMULA);
        }
        return db.write(actor, tx -> {
            if (People.findPupil(tx.handle(), pupil).isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            var card = HealthTable.card(tx.handle(), pupil);
            if (!card.seen().equals(seen)) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", pupil);
            row.put("blood_group", bloodGroup.isEmpty() ? null : bloodGroup);
            row.put("conditions", conditions.isEmpty() ? null : conditions);
            if (seen.equals("0")) {
                tx.create(HealthTable.HEALTH_BASICS, row);
            } else {
                tx.amend(HealthTable.HEALTH_BASICS, row, null);
            }
            return Optional.empty();
        });
    }

    /** Keeps a height in centimetres and a weight in kilograms. */
    Optional<Reason> measure(Actor actor, String staff, String pupil, String day, String height, String weight) {
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        if (!(Reply.read(DAY, day, today) instanceof Said(var on))
                || on.isEmpty()
                || LocalDate.parse(on).isAfter(today)) {
            return Optional.of(Reason.BAD_DATE);
        }
        var millimetres = scaled(height, 10);
        var grams = scaled(weight, 1000);
        if (millimetres < 400 || millimetres > 2500 || grams < 3000 || grams > 250_000) {
            return Optional.of(Reason.BAD_MEASURE);
        }
        return db.write(actor, tx -> {
            if (People.findPupil(tx.handle(), pupil).isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("pupil", pupil);
            row.put("on_date", on);
            row.put("height_mm", millimetres);
            row.put("weight_g", grams);
            row.put("by_staff", staff);
            row.put("withdrawn", 0L);
            tx.create(HealthTable.HEALTH_MEASURE, row);
            return Optional.empty();
        });
    }

    Optional<Reason> withdraw(Actor actor, String pupil, String id, String why) {
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        return db.write(actor, tx -> {
            var row = HealthTable.row(tx.handle(), pupil, id);
            if (row.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            row.get().put("withdrawn", 1L);
            tx.status(HealthTable.HEALTH_MEASURE, row.get(), why.substring(0, Math.min(200, why.length())));
            return Optional.empty();
        });
    }

    /** A number with at most one decimal comma; -1 for none. */
    private static long scaled(String text, int by) {
        return text.matches("\\d{1,3}([.,]\\d{1,2})?")
                ? Math.round(Double.parseDouble(text.replace(',', '.')) * by)
                : -1;
    }
}
