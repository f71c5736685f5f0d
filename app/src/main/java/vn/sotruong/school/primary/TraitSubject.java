package vn.sotruong.school.primary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.rectifications.Asker;
import vn.sotruong.school.rectifications.Content;
import vn.sotruong.school.rectifications.Field;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Kind;
import vn.sotruong.school.rectifications.Subject;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.roll.Roll;

/** Đính chính phẩm chất, năng lực: levels of one pupil at one moment, asked for by the homeroom teacher. */
public final class TraitSubject implements Subject {
    private static final Messages WORDS = Messages.of(TraitSubject.class);

    private final Traits traits;

    public TraitSubject(Traits traits) {
        this.traits = traits;
    }

    @Override
    public Kind kind() {
        return Kind.TRAITS;
    }

    /** How a request names a moment. */
    static String slot(Moment moment) {
        return switch (moment) {
            case MID_FIRST -> "MID1";
            case END_FIRST -> "END1";
            case MID_SECOND -> "MID2";
            case END_YEAR -> "END2";
        };
    }

    static Item item(String year, String homeroom, String pupil, Moment moment) {
        return new Item(Kind.TRAITS, year, homeroom, pupil, slot(moment), "");
    }

    private static Optional<Moment> moment(Item item) {
        return Arrays.stream(Moment.values())
                .filter(each -> slot(each).equals(item.slot()))
                .findFirst();
    }

    private static Moment getMoment(Item item) {
        return moment(item).orElseThrow();
    }

    private static Author author(Asker who) {
        return new Author(who.actor(), who.staff(), who.may());
    }

    @Override
    public Optional<Reason> refusal(Handle handle, Asker who, Item item) {
        if (moment(item).isEmpty()) {
            return Optional.of(Reason.UNKNOWN_TRAIT);
        }
        var refusal = traits.approach(handle, author(who), item.homeroom());
        return refusal.isPresent() || item.belongs(handle) ? refusal : Optional.of(Reason.NO_SUCH_PUPIL);
    }

    @Override
    public boolean takes(Handle handle, Asker who, Item item) {
        return traits.takes(handle, author(who), item, getMoment(item));
    }

    @Override
    public Optional<Content> find(Handle handle, Item item) {
        return TraitTable.find(handle, item.schoolYear(), getMoment(item), item.pupil())
                .map(each -> new Content(Levels.text(each.levels()), ""));
    }

    private static List<Levels.Head> heads(Handle handle, Item item) {
        var homeroom = Roll.getHomeroom(handle, item.homeroom());
        return Levels.heads(Traits.circular(handle, homeroom).orElseThrow(), homeroom.grade(), getMoment(item));
    }

    private static Map<String, String> levels(Optional<Content> content) {
        return Levels.map(content.map(Content::level).orElse(""));
    }

    @Override
    public List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there) {
        var stands = levels(there);
        return heads(handle, item).stream()
                .map(head -> new Field(
                        head.id(),
                        PrimaryPages.headName(language, head),
                        Levels.given(stands, head.id()) ? stands.getOrDefault(head.id(), "") : "",
                        options(language, head),
                        1))
                .toList();
    }

    private static List<Field.Option> options(Language language, Levels.Head head) {
        return head.yes()
                ? List.of(
                        new Field.Option("", WORDS.get(language, "primary.no")),
                        new Field.Option(Levels.YES, WORDS.get(language, "primary.yes")))
                : List.of(
                        new Field.Option("", WORDS.get(language, "primary.level.none")),
                        new Field.Option("T", WORDS.get(language, "primary.level.T")),
                        new Field.Option("D", WORDS.get(language, "primary.level.D")),
                        new Field.Option("C", WORDS.get(language, "primary.level.C")));
    }

    @Override
    public Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed) {
        var next = new TreeMap<>(levels(there));
        for (var head : heads(handle, item)) {
            var text = typed.get(head.id());
            if (text == null) {
                continue;
            }
            var level = Levels.read(head, text);
            if (level.isEmpty()) {
                return new Reading.Refused(Reason.UNKNOWN_LEVEL);
            }
            if (!level.get().isEmpty()) {
                next.put(head.id(), level.get());
            } else if (next.containsKey(head.id())) {
                next.put(head.id(), Levels.REMOVED);
            }
        }
        return next.isEmpty()
                ? new Reading.Refused(Reason.NOTHING_CHANGED)
                : new Reading.Read(new Content(Levels.text(next), ""));
    }

    @Override
    public void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why) {
        var moment = getMoment(item);
        TraitTable.put(
                tx,
                new TraitTable.Row(
                        item.schoolYear(), item.pupil(), moment, item.homeroom(), levels(Optional.of(after)), staff),
                TraitTable.find(tx.handle(), item.schoolYear(), moment, item.pupil())
                        .orElse(null),
                why);
        TraitTable.putDraft(tx, item.schoolYear(), item.pupil(), moment, Map.of(), staff);
        traits.told(tx, item.homeroom(), moment, Set.of(item.pupil()));
    }

    @Override
    public int semester(Item item) {
        return Traits.semester(getMoment(item));
    }

    @Override
    public boolean weighs(Item item) {
        return true;
    }

    @Override
    public String title(Handle handle, Language language, Item item) {
        return WORDS.get(language, "primary.rectified") + ", " + WORDS.get(language, "primary.at." + getMoment(item));
    }

    @Override
    public List<String> words(Handle handle, Language language, Item item, Content content) {
        var levels = levels(Optional.of(content));
        var words = new ArrayList<String>();
        for (var head : heads(handle, item)) {
            if (levels.containsKey(head.id())) {
                var shown = Levels.shown(levels.getOrDefault(head.id(), ""));
                words.add(PrimaryPages.headName(language, head) + ": "
                        + (shown.isEmpty() ? WORDS.get(language, "primary.blank") : shown));
            }
        }
        return words;
    }

    @Override
    public String page(Item item) {
        return "/classes/" + item.homeroom() + "/traits?at=" + getMoment(item);
    }
}
