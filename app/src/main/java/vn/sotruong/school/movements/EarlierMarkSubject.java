package vn.sotruong.school.movements;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.people.People;
import vn.sotruong.school.rectifications.Asker;
import vn.sotruong.school.rectifications.Content;
import vn.sotruong.school.rectifications.Field;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Kind;
import vn.sotruong.school.rectifications.Subject;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Đính chính điểm trường cũ đã xác nhận: asked for by the clerk or the homeroom teacher. */
public final class EarlierMarkSubject implements Subject {
    private static final Messages WORDS = Messages.of(EarlierMarkSubject.class);
    private static final String TERM = "HK";
    private static final int LONGEST = 5;

    private final MovementDesk desk;
    private final Changed changed;
    private final Clock clock;

    /** Sau khi đính chính: a room that computes from these marks hears of it, in its transaction. */
    @FunctionalInterface
    public interface Changed {
        /** A mark of that pupil changed in the year of that class, which may have ended. */
        void changed(Tx tx, String homeroom, String pupil);
    }

    public EarlierMarkSubject(MovementDesk desk, Changed changed, Clock clock) {
        this.desk = desk;
        this.changed = changed;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.EARLIER_MARK;
    }

    /** Where a change of a mark is asked for; empty where the pupil was in no class of that year. */
    static Optional<String> address(Handle handle, EarlierMark mark) {
        return EarlierMarks.homeroom(handle, mark.pupil(), mark.schoolYear())
                .map(homeroom ->
                        Item.address(Kind.EARLIER_MARK, homeroom, mark.pupil(), TERM + mark.semester(), mark.id()));
    }

    private static Optional<EarlierMark> mark(Handle handle, Item item) {
        return EarlierMarkTable.find(handle, item.detail())
                .filter(each -> each.pupil().equals(item.pupil())
                        && each.schoolYear().equals(item.schoolYear())
                        && item.slot().equals(TERM + each.semester()));
    }

    private static EarlierMark getMark(Handle handle, Item item) {
        return mark(handle, item).orElseThrow();
    }

    @Override
    public Optional<Reason> refusal(Handle handle, Asker who, Item item) {
        var mark = mark(handle, item);
        var pupil = People.findPupil(handle, item.pupil());
        if (mark.isEmpty()
                || pupil.isEmpty()
                || mark.get().state() != EarlierMark.State.CONFIRMED
                || EarlierMarks.homeroom(handle, item.pupil(), item.schoolYear())
                        .filter(item.homeroom()::equals)
                        .isEmpty()) {
            return Optional.of(Reason.NO_SUCH_REQUEST);
        }
        if (who.actor().capacity() != Capacity.USE) {
            return Optional.of(Reason.NOT_YOURS);
        }
        return desk.mayAsk(handle, who.staff(), pupil.get(), MovementDesk.today(clock.instant()));
    }

    @Override
    public boolean takes(Handle handle, Asker who, Item item) {
        return false;
    }

    @Override
    public Optional<Content> find(Handle handle, Item item) {
        return mark(handle, item)
                .filter(each -> each.state() == EarlierMark.State.CONFIRMED)
                .map(each -> content(each.tenths(), each.level()));
    }

    private static Content content(@Nullable Integer tenths, @Nullable String level) {
        return new Content(null, tenths == null ? String.valueOf(level) : String.valueOf(tenths));
    }

    private static EarlierMarks.Value value(Content content) {
        return content.text().matches("[0-9]+")
                ? new EarlierMarks.Value(Integer.valueOf(content.text()), null)
                : new EarlierMarks.Value(null, content.text());
    }

    @Override
    public List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there) {
        return List.of(new Field(
                "value",
                WORDS.get(language, "movements.rectify.value"),
                getMark(handle, item).text(),
                List.of(),
                LONGEST));
    }

    @Override
    public Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed) {
        var text = typed.getOrDefault("value", "");
        if (text.isEmpty()) {
            return new Reading.Read(new Content(null, ""));
        }
        return SchoolYears.findSubject(handle, getMark(handle, item).subject())
                .flatMap(subject -> EarlierMarks.Value.read(text, subject.kind()))
                .<Reading>map(value -> new Reading.Read(content(value.tenths(), value.level())))
                .orElseGet(() -> new Reading.Refused(Reason.MARK_MALFORMED));
    }

    @Override
    public void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why) {
        var mark = getMark(tx.handle(), item);
        EarlierMarkTable.put(tx, after.text().isEmpty() ? mark.struck() : mark.rectified(value(after)), why);
        changed.changed(tx, item.homeroom(), item.pupil());
    }

    @Override
    public int semester(Item item) {
        return item.slot().endsWith("1") ? 1 : 2;
    }

    @Override
    public boolean weighs(Item item) {
        return true;
    }

    @Override
    public String title(Handle handle, Language language, Item item) {
        var mark = getMark(handle, item);
        return WORDS.get(language, "movements.marks") + ", "
                + SchoolYears.getSubject(handle, mark.subject()).name() + ", "
                + WORDS.get(language, "movements.semester." + mark.semester()) + ", "
                + WORDS.get(language, "movements.mark." + mark.col());
    }

    @Override
    public List<String> words(Handle handle, Language language, Item item, Content content) {
        return List.of(
                content.text().isEmpty()
                        ? WORDS.get(language, "movements.rectify.struck")
                        : EarlierMark.text(
                                value(content).tenths(), value(content).level()));
    }

    @Override
    public String page(Item item) {
        return "/pupils/" + item.pupil() + "/movements";
    }
}
