package vn.sotruong.school.observations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.rectifications.Asker;
import vn.sotruong.school.rectifications.Content;
import vn.sotruong.school.rectifications.Field;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Kind;
import vn.sotruong.school.rectifications.Subject;
import vn.sotruong.school.regulation.IndicatorSet.Indicator;
import vn.sotruong.school.regulation.Observation;

/** Đính chính điều đã quan sát: of one child at one stage, asked for by the class's teacher. */
public final class ObservationSubject implements Subject {
    private static final Messages WORDS = Messages.of(ObservationSubject.class);

    private final Observations observations;

    public ObservationSubject(Observations observations) {
        this.observations = observations;
    }

    @Override
    public Kind kind() {
        return Kind.OBSERVATION;
    }

    private static Stage stage(Item item) {
        return Stage.find(item.slot()).orElseThrow();
    }

    @Override
    public Optional<Reason> refusal(Handle handle, Asker who, Item item) {
        if (Stage.find(item.slot()).isEmpty()) {
            return Optional.of(Reason.NO_SUCH_CHILD);
        }
        var refusal = observations.approach(handle, new Author(who.actor(), who.staff(), who.may()), item.homeroom());
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!item.belongs(handle)) {
            return Optional.of(Reason.NO_SUCH_CHILD);
        }
        return set(handle, item).isEmpty() ? Optional.of(Reason.NO_INDICATORS) : Optional.empty();
    }

    /** What is committed is never changed by one person; what is not is written while its time runs. */
    @Override
    public boolean takes(Handle handle, Asker who, Item item) {
        return noted(handle, item).isEmpty() && observations.opens(handle, item.homeroom(), stage(item));
    }

    private static Optional<Noted> noted(Handle handle, Item item) {
        return ObservationTable.find(handle, item.schoolYear(), stage(item), item.pupil());
    }

    private static Optional<PublishedSet> set(Handle handle, Item item) {
        return Observations.setOf(handle, item.homeroom(), noted(handle, item));
    }

    private static List<Indicator> indicators(Handle handle, Item item) {
        return set(handle, item).map(each -> each.set().items()).orElse(List.of());
    }

    @Override
    public Optional<Content> find(Handle handle, Item item) {
        return noted(handle, item).map(each -> new Content(ObservationTable.text(each.seen()), each.remark()));
    }

    private static Map<String, Observation> seen(Optional<Content> content) {
        return ObservationTable.seen(content.map(Content::level).orElse(""));
    }

    private static @Nullable String code(@Nullable Observation seen) {
        return seen == null ? null : seen.code();
    }

    @Override
    public List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there) {
        var stands = seen(there);
        var options = List.of(
                new Field.Option("", WORDS.get(language, "observations.level.none")),
                new Field.Option("D", WORDS.get(language, "observations.level.D")),
                new Field.Option("C", WORDS.get(language, "observations.level.C")));
        var fields = new ArrayList<Field>();
        for (var each : indicators(handle, item)) {
            var level = code(stands.get(each.code()));
            fields.add(new Field(each.code(), each.code() + " " + each.text(), level == null ? "" : level, options, 1));
        }
        fields.add(new Field(
                "remark",
                WORDS.get(language, "observations.remark"),
                there.map(Content::text).orElse(""),
                List.of(),
                Observations.LONGEST));
        return fields;
    }

    @Override
    public Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed) {
        var next = new TreeMap<>(seen(there));
        for (var each : indicators(handle, item)) {
            var text = typed.get(each.code());
            if (text == null) {
                continue;
            }
            var level = ObservationTable.find(text);
            if (level.isPresent()) {
                next.put(each.code(), level.get());
            } else if (text.isEmpty()) {
                next.remove(each.code());
            } else {
                return new Reading.Refused(Reason.UNKNOWN_LEVEL);
            }
        }
        var remark = typed.getOrDefault("remark", there.map(Content::text).orElse(""));
        if (remark.length() > Observations.LONGEST) {
            return new Reading.Refused(Reason.TEXT_TOO_LONG);
        }
        return there.isEmpty() && next.isEmpty() && remark.isEmpty()
                ? new Reading.Refused(Reason.NOTHING_TO_COMMIT)
                : new Reading.Read(new Content(ObservationTable.text(next), remark));
    }

    @Override
    public boolean means(Handle handle, Item item, Instant since) {
        return set(handle, item)
                .filter(each -> !Instant.parse(each.decidedAt()).isAfter(since))
                .isPresent();
    }

    @Override
    public void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why) {
        var set = set(tx.handle(), item).orElseThrow();
        ObservationTable.put(
                tx,
                item.schoolYear(),
                item.pupil(),
                stage(item),
                item.homeroom(),
                new Noted(set.id(), seen(Optional.of(after)), after.text(), staff, "", 0),
                before.isPresent() ? why : null,
                before.isPresent());
        ObservationTable.putDraft(tx, item.schoolYear(), item.pupil(), stage(item), Noted.NOTHING, staff);
    }

    @Override
    public int semester(Item item) {
        return stage(item).semester();
    }

    @Override
    public boolean weighs(Item item) {
        return false;
    }

    @Override
    public String title(Handle handle, Language language, Item item) {
        return WORDS.get(language, "observations.rectified") + ", "
                + WORDS.get(language, "observations.stage." + stage(item));
    }

    @Override
    public List<String> words(Handle handle, Language language, Item item, Content content) {
        var seen = seen(Optional.of(content));
        var words = new ArrayList<String>();
        for (var each : indicators(handle, item)) {
            var level = code(seen.get(each.code()));
            words.add(each.code() + " " + each.text() + ": "
                    + WORDS.get(language, "observations.level." + (level == null ? "none" : level)));
        }
        if (!content.text().isEmpty()) {
            words.add(content.text());
        }
        return words;
    }

    @Override
    public String page(Item item) {
        return "/classes/" + item.homeroom() + "/observations/" + item.pupil() + "?stage=" + stage(item);
    }
}
