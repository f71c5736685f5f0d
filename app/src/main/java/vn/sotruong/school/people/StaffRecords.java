package vn.sotruong.school.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.attachments.Referrer;
import vn.sotruong.school.people.ExtraField.Owner;
import vn.sotruong.school.people.Question.Kind;
import vn.sotruong.school.people.Reply.Fault;
import vn.sotruong.school.people.Reply.Said;
import vn.sotruong.school.people.Saving.Asked;
import vn.sotruong.school.people.Saving.Faulty;
import vn.sotruong.school.people.Saving.Refused;
import vn.sotruong.school.people.Saving.Saved;
import vn.sotruong.school.people.StaffEntry.Sort;

/** Hồ sơ giáo viên, nhân viên: general data, what happened in a working life, and the status. Nobody keeps their own. */
public final class StaffRecords implements Referrer {
    private static final Question DAY = Question.of("day", Kind.DAY, 10);
    private static final Question NUMBER = Question.of("number", Kind.TEXT, 100);
    private static final Question TEXT = Question.of("text", Kind.TEXT, 500);
    private static final int LONGEST_REASON = 200;

    private final Database db;
    private final HeldPosts posts;
    private final Clock clock;

    public StaffRecords(Database db, HeldPosts posts, Clock clock) {
        this.db = db;
        this.posts = posts;
        this.clock = clock;
    }

    /** Hồ sơ một người. */
    record Dossier(Staff staff, List<Questions.Part> parts, Map<String, String> values, List<StaffEntry> entries) {}

    /**
     * Một dòng của danh sách.
     *
     * @param title what they are; empty where nobody said
     * @param posts names of the posts they hold
     */
    public record Row(Staff staff, String title, List<String> posts) {
        public Row {
            posts = List.copyOf(posts);
        }
    }

    /** Điều ghi thêm, as it was typed. */
    record Draft(String sort, String day, String year, String number, String text, String level) {}

    /** Everybody, found by name; {@code status} empty for all. */
    static List<Row> list(Handle handle, String typed, String status) {
        var profiles = ProfileTable.allStaff(handle);
        var rows = People.listStaff(handle).stream()
                .filter(each -> status.isEmpty() || each.status().name().equals(status))
                .map(each -> new Row(each, title(profiles.getOrDefault(each.id(), Map.of())), List.of()))
                .toList();
        return typed.isEmpty()
                ? rows
                : NameQuery.of(typed).pick(rows, row -> row.staff().name());
    }

    /** The same, with the posts that they hold today. */
    List<Row> listWithPosts(Handle handle, String typed, String status) {
        return list(handle, typed, status).stream()
                .map(each -> new Row(
                        each.staff(),
                        each.title(),
                        posts.names(handle, each.staff().id(), today())))
                .toList();
    }

    private static String title(Map<String, String> values) {
        return values.getOrDefault("position", values.getOrDefault("title", ""));
    }

    /** Ngày sinh và giới tính, as far as somebody said. */
    public record Born(
            @Nullable LocalDate birthDate, @Nullable Sex sex) {}

    /** Birth dates and sexes of the staff, by id. */
    public static Map<String, Born> born(Handle handle) {
        var born = new HashMap<String, Born>();
        ProfileTable.allStaff(handle).forEach((id, values) -> {
            var day = values.get("birth_date");
            var sex = values.get("sex");
            born.put(id, new Born(day == null ? null : LocalDate.parse(day), sex == null ? null : Sex.valueOf(sex)));
        });
        return born;
    }

    Optional<Dossier> find(Viewer viewer, String id) {
        return db.read(handle -> find(handle, viewer, id));
    }

    private static Optional<Dossier> find(Handle handle, Viewer viewer, String id) {
        if (!RecordPolicy.seesStaff(viewer, id)) {
            return Optional.empty();
        }
        return People.findStaff(handle, id)
                .map(staff -> new Dossier(
                        staff,
                        Questions.with(Questions.STAFF, ExtraFields.questions(handle, Owner.STAFF)),
                        values(handle, staff),
                        StaffEntryTable.list(handle, id)));
    }

    private static Map<String, String> values(Handle handle, Staff staff) {
        var values = new HashMap<String, String>(ProfileTable.staff(handle, staff.id()));
        values.putAll(ExtraTable.values(handle, staff.id()));
        values.put("family_name", staff.name().family());
        values.put("given_name", staff.name().given());
        return values;
    }

    /** The parts of the form; a citizen number that stands is final. */
    static List<Questions.Part> editable(Dossier record) {
        var parts = new ArrayList<Questions.Part>();
        for (var part : record.parts()) {
            parts.add(new Questions.Part(
                    part.key(),
                    part.questions().stream()
                            .filter(question -> !question.key().equals("citizen_number")
                                    || !record.values().containsKey("citizen_number"))
                            .toList()));
        }
        return parts;
    }

    /** Saves a form, as {@link PupilRecords#save} does. */
    Saving save(Actor actor, Viewer viewer, String id, Map<String, String> was, Map<String, String> typed, String why) {
        return db.write(actor, tx -> save(tx, viewer, id, was, typed, why));
    }

    private Saving save(
            Tx tx, Viewer viewer, String id, Map<String, String> was, Map<String, String> typed, String why) {
        var record = find(tx.handle(), viewer, id);
        if (record.isEmpty()) {
            return new Refused(Reason.NOT_FOUND);
        }
        if (!RecordPolicy.keepsStaff(viewer, id)) {
            return new Refused(viewer.staff().equals(id) ? Reason.OWN_RECORD : Reason.NOT_YOURS);
        }
        var now = record.get().values();
        var merged = Answers.merge(Questions.all(record.get().parts()), was, typed, now, today());
        if (merged.touches("citizen_number") && now.containsKey("citizen_number")) {
            return new Refused(Reason.NUMBER_IS_FINAL);
        }
        var faults = new HashMap<String, Fault>(merged.faults());
        var number = merged.values().get("citizen_number");
        if (number != null && ProfileTable.isStaffCitizenNumber(tx.handle(), number)) {
            faults.put("citizen_number", Fault.TAKEN);
        }
        if (!faults.isEmpty()) {
            return new Faulty(faults);
        }
        if (!merged.clashes().isEmpty()) {
            return new Asked(merged.clashes(), now);
        }
        return write(tx, record.get(), merged.values(), why);
    }

    private static Saving write(Tx tx, Dossier record, Map<String, String> changed, String why) {
        var renamed = changed.containsKey("family_name") || changed.containsKey("given_name");
        if (renamed && why.isBlank()) {
            return new Refused(Reason.WHY_MISSING);
        }
        var reason = why.isBlank() ? null : shortened(why);
        var values = new HashMap<>(record.values());
        values.putAll(changed);
        var staff = record.staff();
        if (renamed) {
            var name =
                    new VietnameseName(values.getOrDefault("family_name", ""), values.getOrDefault("given_name", ""));
            tx.amend(
                    People.STAFF,
                    StaffTable.row(tx.handle(), new Staff(staff.id(), staff.code(), name, staff.status())),
                    reason);
        }
        if (Questions.STAFF_PROFILE.stream().map(Question::key).anyMatch(changed::containsKey)) {
            ProfileTable.putStaff(tx, staff.id(), values, reason);
        }
        ExtraFields.put(tx, staff.id(), changed, reason);
        return new Saved(List.copyOf(changed.keySet()));
    }

    /**
     * Adds a line to a working life; empty when it was done.
     *
     * @param scan the paper; of no length without one
     */
    Optional<? extends Enum<?>> add(Actor actor, Viewer viewer, String id, Draft draft, String scanName, byte[] scan) {
        var sort = Sort.find(draft.sort());
        if (sort.isEmpty() || sort.get() == Sort.STATUS) {
            return Optional.of(Reason.UNREADABLE);
        }
        if (!(Reply.read(DAY, draft.day(), today()) instanceof Said(var day))
                || day.isEmpty()
                || LocalDate.parse(day).isAfter(today())) {
            return Optional.of(Reason.BAD_DATE);
        }
        var sound = Reply.read(NUMBER, draft.number(), today()) instanceof Said
                && Reply.read(TEXT, draft.text(), today()) instanceof Said;
        if (!sound) {
            return Optional.of(Reason.FORMULA);
        }
        if (!sort.get().accepts(draft)) {
            return Optional.of(Reason.INCOMPLETE);
        }
        return db.write(actor, tx -> {
            var refusal = refusal(tx.handle(), viewer, id);
            if (refusal.isPresent()) {
                return refusal;
            }
            @Nullable String paper = null;
            if (scan.length > 0) {
                switch (Attachments.keep(tx, scanName, scan, Need.PERSONNEL)) {
                    case Kept.As(var kept) -> paper = kept;
                    case Kept.Refused(var reason) -> {
                        return Optional.of(reason);
                    }
                }
            }
            var entry = new StaffEntry(
                    tx.newId(),
                    id,
                    sort.get(),
                    LocalDate.parse(day),
                    draft.year(),
                    VietnameseName.tidy(draft.number()),
                    VietnameseName.tidy(draft.text()),
                    draft.level(),
                    paper == null ? "" : paper,
                    viewer.staff(),
                    "");
            tx.create(StaffEntryTable.STAFF_ENTRY, StaffEntryTable.row(entry));
            return Optional.<Reason>empty();
        });
    }

    /** Takes a wrong line back; it stays to be read, with the reason. */
    Optional<Reason> withdraw(Actor actor, Viewer viewer, String id, String entry, String why) {
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        return db.write(actor, tx -> {
            var refusal = refusal(tx.handle(), viewer, id);
            if (refusal.isPresent()) {
                return refusal;
            }
            var found = StaffEntryTable.list(tx.handle(), id).stream()
                    .filter(each -> each.id().equals(entry) && each.withdrawn().isEmpty() && each.sort() != Sort.STATUS)
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.of(Reason.NOT_FOUND);
            }
            tx.status(
                    StaffEntryTable.STAFF_ENTRY,
                    StaffEntryTable.row(found.get().withdrawnBecause(shortened(why))),
                    shortened(why));
            return Optional.empty();
        });
    }

    /** Changes what somebody is to the school, as of a day; record and identifier stay. */
    Optional<Reason> changeStatus(
            Actor actor, Viewer viewer, String id, String status, String day, String number, String why) {
        var to = List.of(StaffStatus.values()).stream()
                .filter(each -> each.name().equals(status))
                .findFirst();
        if (to.isEmpty()) {
            return Optional.of(Reason.UNREADABLE);
        }
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        if (!(Reply.read(DAY, day, today()) instanceof Said(var from))
                || from.isEmpty()
                || LocalDate.parse(from).isAfter(today())) {
            return Optional.of(Reason.BAD_DATE);
        }
        if (!(Reply.read(NUMBER, number, today()) instanceof Said(var paper))) {
            return Optional.of(Reason.FORMULA);
        }
        return db.write(actor, tx -> {
            var refusal = refusal(tx.handle(), viewer, id);
            if (refusal.isPresent()) {
                return refusal;
            }
            var staff = People.getStaff(tx.handle(), id);
            if (staff.status() == to.get()) {
                return Optional.of(Reason.SAME_STATUS);
            }
            if (to.get() != StaffStatus.WORKING && posts.leads(tx.handle(), id, today())) {
                return Optional.of(Reason.HOLDS_POST);
            }
            var returns = to.get().worksHere() && !staff.status().worksHere();
            if (returns && posts.open(tx.handle(), id, today())) {
                return Optional.of(Reason.OLD_POST_OPEN);
            }
            People.changeStatus(tx, staff, to.get(), shortened(why));
            var entry = new StaffEntry(
                    tx.newId(),
                    id,
                    Sort.STATUS,
                    LocalDate.parse(from),
                    "",
                    paper,
                    shortened(why),
                    to.get().name(),
                    "",
                    viewer.staff(),
                    "");
            tx.create(StaffEntryTable.STAFF_ENTRY, StaffEntryTable.row(entry));
            return Optional.empty();
        });
    }

    /** The paper of an entry, to whoever sees the staff record. */
    @Override
    public boolean shows(Handle handle, String attachment, Visitor visitor) {
        return StaffEntryTable.findStaffOfScan(handle, attachment)
                .filter(staff -> RecordPolicy.seesStaff(Viewer.of(visitor), staff))
                .isPresent();
    }

    private static Optional<Reason> refusal(Handle handle, Viewer viewer, String id) {
        if (People.findStaff(handle, id).isEmpty()) {
            return Optional.of(Reason.NOT_FOUND);
        }
        if (viewer.staff().equals(id)) {
            return Optional.of(Reason.OWN_RECORD);
        }
        return RecordPolicy.keepsStaff(viewer, id) ? Optional.empty() : Optional.of(Reason.NOT_YOURS);
    }

    private static String shortened(String why) {
        return why.substring(0, Math.min(LONGEST_REASON, why.length()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
