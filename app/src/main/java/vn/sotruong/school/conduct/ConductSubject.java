package vn.sotruong.school.conduct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Đính chính kết quả rèn luyện, nhận xét sau khi xác nhận, khóa hoặc đóng sổ: asked for by the homeroom teacher. */
public final class ConductSubject implements Subject {
    private static final Messages WORDS = Messages.of(ConductSubject.class);

    private final Conduct conduct;

    public ConductSubject(Conduct conduct) {
        this.conduct = conduct;
    }

    @Override
    public Kind kind() {
        return Kind.CONDUCT;
    }

    static Item item(String year, String homeroom, String pupil, Slot slot) {
        return new Item(Kind.CONDUCT, year, homeroom, pupil, slot.code(), "");
    }

    private static Slot slot(Item item) {
        return new Slot(
                item.slot().startsWith("G") ? Slot.Kind.GRADE : Slot.Kind.COMMENT,
                item.slot().substring(1));
    }

    @Override
    public Optional<Reason> refusal(Handle handle, Asker who, Item item) {
        var door = door(handle, who, item);
        if (door.reason() != null) {
            return Optional.of(door.reason());
        }
        return item.belongs(handle) ? Optional.empty() : Optional.of(Reason.NO_SUCH_PUPIL);
    }

    private Conduct.Door door(Handle handle, Asker who, Item item) {
        return conduct.approach(handle, new Author(who.actor(), who.staff(), who.may()), item.homeroom(), item.slot());
    }

    @Override
    public boolean takes(Handle handle, Asker who, Item item) {
        var year = SchoolYears.findYear(handle, item.schoolYear()).orElseThrow();
        var door = new Conduct.Door(null, Roll.getHomeroom(handle, item.homeroom()), year, slot(item));
        var there = GradeTable.find(handle, item.schoolYear(), slot(item), item.pupil())
                .orElse(null);
        return conduct.bar(handle, door, there).isEmpty()
                && (there == null || !conduct.settled(handle, door, item.pupil(), there, conduct.now()));
    }

    @Override
    public Optional<Content> find(Handle handle, Item item) {
        return GradeTable.find(handle, item.schoolYear(), slot(item), item.pupil())
                .map(each ->
                        new Content(each.level() == null ? null : each.level().code(), each.text()));
    }

    @Override
    public List<Field> fields(Handle handle, Language language, Item item, Optional<Content> there) {
        var fields = new ArrayList<Field>();
        if (slot(item).grades()) {
            fields.add(new Field(
                    "level",
                    WORDS.get(language, "conduct.level"),
                    there.map(Content::level).orElse(""),
                    Levels.of(SchoolYears.getSchool(handle).level()).stream()
                            .map(each -> new Field.Option(each.code(), level(language, each.code())))
                            .toList(),
                    1));
        }
        fields.add(new Field(
                "text",
                WORDS.get(language, slot(item).grades() ? "conduct.reason" : "conduct.comment"),
                there.map(Content::text).orElse(""),
                List.of(),
                Conduct.LONGEST));
        return fields;
    }

    private static String level(Language language, String code) {
        return WORDS.get(language, "conduct.level." + code);
    }

    @Override
    public Reading read(Handle handle, Item item, Optional<Content> there, Map<String, String> typed) {
        var slot = slot(item);
        var wanted = new Typed(item.pupil(), typed.getOrDefault("level", ""), typed.getOrDefault("text", ""));
        var fault = Conduct.malformed(handle, slot, wanted, "-");
        if (fault.isPresent()) {
            return new Reading.Refused(fault.get());
        }
        var level = ConductLevel.find(wanted.level()).map(ConductLevel::code).orElse(null);
        return new Reading.Read(new Content(level, wanted.text()));
    }

    @Override
    public void write(Tx tx, Item item, Optional<Content> before, Content after, String staff, String why) {
        var slot = slot(item);
        var level =
                after.level() == null ? null : ConductLevel.find(after.level()).orElseThrow();
        var row =
                GradeTable.row(tx, item.schoolYear(), slot, item.pupil(), item.homeroom(), level, after.text(), staff);
        if (before.isPresent()) {
            tx.amend(GradeTable.entity(slot), row, why);
        } else {
            tx.create(GradeTable.entity(slot), row);
        }
        DraftTable.remove(tx, item.schoolYear(), slot, item.pupil());
        conduct.told(tx, item.homeroom(), slot, Set.of(item.pupil()));
    }

    @Override
    public int semester(Item item) {
        return slot(item).semester();
    }

    @Override
    public boolean weighs(Item item) {
        return slot(item).grades();
    }

    @Override
    public String title(Handle handle, Language language, Item item) {
        var slot = slot(item);
        return WORDS.get(language, slot.grades() ? "conduct.part.conduct" : "conduct.part.comments") + ", "
                + ConductPages.title(language, slot);
    }

    @Override
    public List<String> words(Handle handle, Language language, Item item, Content content) {
        var words = new ArrayList<String>();
        if (content.level() != null) {
            words.add(level(language, content.level()));
        }
        if (!content.text().isEmpty()) {
            words.add(content.text());
        }
        return words;
    }

    @Override
    public String page(Item item) {
        return ConductPages.address(item.homeroom(), item.slot());
    }
}
