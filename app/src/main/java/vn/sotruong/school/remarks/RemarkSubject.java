package vn.sotruong.school.remarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.rectifications.Asker;
import vn.sotruong.school.rectifications.Content;
import vn.sotruong.school.rectifications.Field;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Kind;
import vn.sotruong.school.rectifications.Subject;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Đính chính nhận xét môn: of one pupil's term in a subject, asked for by whoever teaches it now. */
public final class RemarkSubject implements Subject {
    private static final Messages WORDS = Messages.of(RemarkSubject.class);
    private static final String TERM = "HK";

    private final Remarks remarks;

    public RemarkSubject(Remarks remarks) {
        this.remarks = remarks;
    }

    @Override
    public Kind kind() {
        return Kind.REMARK;
    }

    static Item item(Handle handle, Sheet sheet, String pupil) {
        return new Item(
                Kind.REMARK,
                Roll.getHomeroom(handle, sheet.homeroom()).schoolYear(),
                sheet.homeroom(),
                pupil,
                TERM + sheet.semester(),
                sheet.id());
    }

    private static Sheet sheet(Handle handle, Item item) {
        return Gradebook.findSheet(handle, item.detail()).orElseThrow();
    }

    @Override
    public Optional<Reason> refusal(Handle handle, Asker who, Item item) {
        var sheet = Gradebook.findSheet(handle, item.detail())
                .filter(each ->
                        each.homeroom().equals(item.homeroom()) && item.slot().equals(TERM + each.semester()));
        if (sheet.isEmpty()
                || who.actor().capacity() != Capacity.USE
                || !remarks.teaches(handle, who.staff(), sheet.get())) {
            return Optional.of(Reason.NOT_YOURS);
        }
        if (!Standing.full(handle, who.actor().account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        // what was written while the pupil was in the class stays there when the pupil goes on to another
        var there = find(handle, item).isPresent();
        if (!there && !item.belongs(handle)) {
            return Optional.of(Reason.NOT_YOURS);
        }
        return !there && remarks.shut(handle, sheet.get()) == Reason.CLOSED
                ? Optional.of(Reason.CLOSED)
                : Optional.empty();
    }

    @Override
    public boolean takes(Handle handle, Asker who, Item item) {
        var sheet = sheet(handle, item);
        return remarks.shut(handle, sheet) == null
                && Optional.ofNullable(RemarkTable.map(handle, sheet.id()).get(item.pupil()))
                        .filter(each -> remarks.settled(handle, sheet, each))
                        .isEmpty();
    }

    @Override
    public Optional<Content> find(Handle handle, Item item) {
        return Optional.ofNullable(RemarkTable.map(handle, item.detail()).get(item.pupil()))
                .map(each -> new Content(null, each.body()));
    }

    @Override
    public List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there) {
        return List.of(new Field(
                "text",
                WORDS.get(language, "remarks.text"),
                there.map(Content::text).orElse(""),
                List.of(),
                Remarks.MOST));
    }

    @Override
    public Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed) {
        var text = Remarks.tidy(typed.getOrDefault("text", ""));
        if (text.length() > Remarks.MOST) {
            return new Reading.Refused(Reason.TOO_LONG);
        }
        return there.isEmpty() && text.isEmpty()
                ? new Reading.Refused(Reason.EMPTY)
                : new Reading.Read(new Content(null, text));
    }

    @Override
    public void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why) {
        RemarkTable.put(tx, item.detail(), item.pupil(), after.text(), staff, before.isEmpty(), why);
    }

    @Override
    public int semester(Item item) {
        return item.slot().endsWith("1") ? 1 : 2;
    }

    @Override
    public boolean weighs(Item item) {
        return false;
    }

    @Override
    public String title(Handle handle, Language language, Item item) {
        var subject = SchoolYears.getSubject(handle, sheet(handle, item).subject());
        return WORDS.get(language, "remarks.rectified", subject.name()) + ", "
                + WORDS.get(language, "remarks.term." + semester(item));
    }

    @Override
    public List<String> words(Handle handle, Language language, Item item, Content content) {
        return List.of(content.text().isEmpty() ? WORDS.get(language, "remarks.nothing") : content.text());
    }

    @Override
    public String page(Item item) {
        return "/sheets/" + item.detail() + "/remarks";
    }
}
