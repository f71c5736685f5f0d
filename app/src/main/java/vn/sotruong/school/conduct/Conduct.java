package vn.sotruong.school.conduct;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.YearConduct;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.sync.bundle.ChangeLine;

/** Kết quả rèn luyện và nhận xét của giáo viên chủ nhiệm: everything that may be done with them. */
public final class Conduct {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = Stream.of(
                    List.of(GradeTable.CONDUCT_GRADE, GradeTable.HOMEROOM_COMMENT, GradeTable.CONDUCT_CONFIRMATION),
                    RecordTable.ENTITIES,
                    NoteTable.ENTITIES)
            .flatMap(List::stream)
            .toList();

    /** The longest reason or comment, in characters. */
    static final int LONGEST = 500;

    /** How a lock's scope would name this room's part of the book: only one that covers all of it does. */
    private static final String COLUMN = "conduct";

    private final Database db;
    private final Locks locks;
    private final Clock clock;
    private final List<AfterGrade> hooks = new CopyOnWriteArrayList<>();

    public Conduct(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /** From now on that room hears of each change of what is committed, in its transaction. */
    public void register(AfterGrade hook) {
        hooks.add(hook);
    }

    Database db() {
        return db;
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return clock.instant().atZone(Formats.ZONE).toLocalDate();
    }

    /** The page of a class in a period, or why this person may not see it. */
    Optional<ClassView> find(Author author, String homeroom, String code) {
        return db.read(handle -> {
            if (!Circle.allows(handle, Deed.READ_CLASS, author, homeroom, today())) {
                return Optional.empty();
            }
            var place = Roll.getHomeroom(handle, homeroom);
            var year = SchoolYears.findYear(handle, place.schoolYear()).orElseThrow();
            return Slot.parse(code, year).map(slot -> view(handle, author, place, year, slot));
        });
    }

    private ClassView view(Handle handle, Author author, Homeroom homeroom, SchoolYear year, Slot slot) {
        var committed = GradeTable.map(handle, year.id(), slot);
        var drafts = DraftTable.map(handle, year.id(), slot);
        var others = slot.grades()
                ? GradeTable.map(handle, year.id(), Slot.grade(3 - slot.semester()))
                : Map.<String, Entry>of();
        var leads = Circle.allows(handle, Deed.GRADE, author, homeroom.id(), today());
        var rows = new ArrayList<ClassView.Row>();
        for (var line : Roll.list(handle, homeroom.id())) {
            var pupil = line.pupil().id();
            var stands = committed.get(pupil);
            // a draft is its writer's concern: whoever only reads sees what is committed
            var draft = leads && stands == null ? drafts.get(pupil) : null;
            var other = level(others.get(pupil));
            rows.add(new ClassView.Row(
                    line.number(),
                    pupil,
                    line.pupil().name().full(),
                    stands,
                    draft,
                    other,
                    whole(slot, level(stands), other),
                    Entry.mark(stands != null ? stands : draft)));
        }
        return new ClassView(
                homeroom,
                year,
                slot,
                rows,
                leads,
                slot.grades() ? Levels.of(SchoolYears.getSchool(handle).level()) : List.of(),
                GradeTable.findConfirmation(handle, homeroom.id(), slot.semester())
                        .orElse(null));
    }

    private static @Nullable ConductLevel level(@Nullable Entry entry) {
        return entry == null ? null : entry.level();
    }

    private static @Nullable ConductLevel whole(Slot slot, @Nullable ConductLevel here, @Nullable ConductLevel other) {
        if (here == null || other == null) {
            return null;
        }
        return slot.semester() == 1 ? YearConduct.of(here, other) : YearConduct.of(other, here);
    }

    /** Keeps what was typed as drafts; what somebody else changed meanwhile comes back as a question. */
    SaveResult save(Author author, String homeroom, String code, List<Typed> typed) {
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, code);
            if (door.reason != null) {
                return new SaveResult.Refused(door.reason);
            }
            var slot = door.slot();
            var wrong = typed.stream()
                    .flatMap(each -> fault(tx.handle(), slot, each).stream())
                    .findFirst();
            if (wrong.isPresent()) {
                return new SaveResult.Refused(wrong.get());
            }
            return keep(tx, author, door, typed);
        });
    }

    private static SaveResult keep(Tx tx, Author author, Door door, List<Typed> typed) {
        var slot = door.slot();
        var year = door.year().id();
        var present = new HashSet<String>();
        Roll.list(tx.handle(), door.homeroom().id())
                .forEach(line -> present.add(line.pupil().id()));
        var committed = GradeTable.map(tx.handle(), year, slot);
        var drafts = DraftTable.map(tx.handle(), year, slot);
        var questions = new ArrayList<SaveResult.Question>();
        var marks = new HashMap<String, String>();
        var count = 0;
        for (var each : typed) {
            if (!present.contains(each.pupil())) {
                return new SaveResult.Refused(Reason.NO_SUCH_PUPIL);
            }
            var stands = committed.get(each.pupil());
            var there = stands != null ? stands : drafts.get(each.pupil());
            var now = Entry.mark(there);
            var level = ConductLevel.find(each.level()).orElse(null);
            var content = Entry.mark(level, each.text(), 0);
            marks.put(each.pupil(), now);
            if (content.equals(each.mark()) || content.equals(now)) {
                continue;
            }
            if (stands != null || !now.equals(each.mark())) {
                if (stands == null || !same(stands, level, each.text())) {
                    questions.add(new SaveResult.Question(
                            each, there == null ? new Entry(null, "", "", "", 0) : there, stands != null));
                }
                continue;
            }
            if (level == null && each.text().isEmpty()) {
                DraftTable.remove(tx, year, slot, each.pupil());
            } else {
                DraftTable.put(tx, year, slot, each.pupil(), level, each.text(), author.staff());
            }
            marks.put(each.pupil(), content);
            count++;
        }
        return new SaveResult.Saved(count, questions, marks);
    }

    private static boolean same(Entry entry, @Nullable ConductLevel level, String text) {
        return entry.level() == level && entry.text().equals(text);
    }

    private static Optional<Reason> fault(Handle handle, Slot slot, Typed typed) {
        if (typed.text().length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        if (typed.level().isEmpty()) {
            return Optional.empty();
        }
        if (!slot.grades()) {
            return Optional.of(Reason.UNKNOWN_LEVEL);
        }
        var known = ConductLevel.find(typed.level())
                .filter(Levels.of(SchoolYears.getSchool(handle).level())::contains);
        return known.isPresent() ? Optional.empty() : Optional.of(Reason.UNKNOWN_LEVEL);
    }

    /** What "Ghi sổ" would do now; empty for whoever may not. */
    Optional<CommitPlan> plan(Author author, String homeroom, String code) {
        return find(author, homeroom, code).filter(ClassView::writes).map(Conduct::plan);
    }

    private static CommitPlan plan(ClassView view) {
        var ready = view.rows().stream()
                .filter(row -> complete(view.slot(), row.draft()))
                .toList();
        var missing = view.rows().stream()
                .filter(row -> row.committed() == null && !complete(view.slot(), row.draft()))
                .toList();
        var seen = new StringBuilder();
        ready.forEach(row -> seen.append(row.pupil()).append(row.mark()));
        return new CommitPlan(view, ready, missing, Entry.digest(seen.toString()));
    }

    private static boolean complete(Slot slot, @Nullable Entry draft) {
        return draft != null
                && (slot.grades() ? draft.level() != null : !draft.text().isEmpty());
    }

    /**
     * Ghi sổ: the drafts of a class become its record.
     *
     * @param seal of the plan that was shown
     */
    public Outcome commit(Author author, String homeroom, String code, String seal) {
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, code);
            if (door.reason != null) {
                return new Outcome.Refused(door.reason);
            }
            var slot = door.slot();
            var plan = plan(view(tx.handle(), author, door.homeroom(), door.year(), slot));
            if (plan.ready().isEmpty()) {
                return new Outcome.Refused(Reason.NOTHING_TO_COMMIT);
            }
            if (!plan.seal().equals(seal)) {
                return new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            for (var row : plan.ready()) {
                var draft = Objects.requireNonNull(row.draft());
                tx.create(
                        GradeTable.entity(slot),
                        GradeTable.row(
                                tx,
                                door.year().id(),
                                slot,
                                row.pupil(),
                                homeroom,
                                draft.level(),
                                draft.text(),
                                author.staff()));
                DraftTable.remove(tx, door.year().id(), slot, row.pupil());
            }
            told(
                    tx,
                    homeroom,
                    slot,
                    plan.ready().stream().map(ClassView.Row::pupil).collect(Collectors.toSet()));
            return new Outcome.Done(plan.ready().size());
        });
    }

    /** Types and commits at once what nobody has begun to type: for a list that comes ready-made. */
    public Outcome enter(Author author, String homeroom, String code, List<Typed> typed) {
        return switch (save(author, homeroom, code, typed)) {
            case SaveResult.Refused(var reason) -> new Outcome.Refused(reason);
            case SaveResult.Saved saved
            when !saved.questions().isEmpty() -> new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            case SaveResult.Saved _ ->
                plan(author, homeroom, code)
                        .map(plan -> commit(author, homeroom, code, plan.seal()))
                        .orElseGet(() -> new Outcome.Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
        };
    }

    /**
     * Corrects what is committed, while the term is not confirmed and nothing locks it or ever has since.
     *
     * @param seen journal number of what the person saw
     */
    public Outcome correct(Author author, String homeroom, String code, Typed typed, String why, long seen) {
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, code);
            if (door.reason != null) {
                return new Outcome.Refused(door.reason);
            }
            var slot = door.slot();
            var refusal = malformed(tx.handle(), slot, typed, why);
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            if (!Roll.isIn(tx.handle(), typed.pupil(), homeroom)) {
                return new Outcome.Refused(Reason.NO_SUCH_PUPIL);
            }
            var there = GradeTable.find(tx.handle(), door.year().id(), slot, typed.pupil());
            if (there.isEmpty()) {
                return new Outcome.Refused(Reason.NOT_COMMITTED);
            }
            if (there.get().seq() != seen) {
                return new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            var level = ConductLevel.find(typed.level()).orElse(null);
            if (same(there.get(), level, typed.text())) {
                return new Outcome.Refused(Reason.NOTHING_CHANGED);
            }
            var barred = bar(tx.handle(), door, there.get());
            if (barred.isPresent()) {
                return new Outcome.Refused(barred.get());
            }
            if (settled(tx.handle(), door, typed.pupil(), there.get(), tx.now())) {
                return new Outcome.Refused(Reason.SETTLED);
            }
            tx.amend(
                    GradeTable.entity(slot),
                    GradeTable.row(
                            tx, door.year().id(), slot, typed.pupil(), homeroom, level, typed.text(), author.staff()),
                    why);
            told(tx, homeroom, slot, Set.of(typed.pupil()));
            return new Outcome.Done(1);
        });
    }

    void told(Tx tx, String homeroom, Slot slot, Set<String> pupils) {
        if (slot.grades()) {
            hooks.forEach(hook -> hook.graded(tx, homeroom, pupils));
        }
    }

    static Optional<Reason> malformed(Handle handle, Slot slot, Typed typed, String why) {
        if (slot.grades() && typed.level().isEmpty()) {
            return Optional.of(Reason.UNKNOWN_LEVEL);
        }
        if (!slot.grades() && typed.text().isEmpty()) {
            return Optional.of(Reason.TEXT_MISSING);
        }
        if (why.isEmpty()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        return why.length() > LONGEST ? Optional.of(Reason.TEXT_TOO_LONG) : fault(handle, slot, typed);
    }

    /** Xác nhận: closes a term of a class; from here on only an amendment changes it. */
    public Outcome confirm(Author author, String homeroom, int semester) {
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, "G" + semester);
            if (door.reason != null) {
                return new Outcome.Refused(door.reason);
            }
            var given = GradeTable.map(tx.handle(), door.year().id(), door.slot());
            var pupils = studying(tx.handle(), homeroom);
            if (pupils.isEmpty()
                    || !pupils.stream()
                            .allMatch(line -> given.containsKey(line.pupil().id()))) {
                return new Outcome.Refused(Reason.OMISSIONS);
            }
            GradeTable.confirm(tx, homeroom, semester, author.staff());
            return new Outcome.Done(pupils.size());
        });
    }

    private static List<RollEntry> studying(Handle handle, String homeroom) {
        return Roll.list(handle, homeroom).stream()
                .filter(line -> line.pupil().status() == PupilStatus.STUDYING)
                .toList();
    }

    /** Trước cửa: whether a write on that place is possible at all. */
    record Door(
            @Nullable Reason reason,
            @Nullable Homeroom place,
            @Nullable SchoolYear open,
            @Nullable Slot wanted) {
        static Door shut(Reason reason) {
            return new Door(reason, null, null, null);
        }

        Homeroom homeroom() {
            return Objects.requireNonNull(place);
        }

        SchoolYear year() {
            return Objects.requireNonNull(open);
        }

        Slot slot() {
            return Objects.requireNonNull(wanted);
        }
    }

    private Door enter(Tx tx, Author author, String homeroom, String code) {
        var door = approach(tx.handle(), author, homeroom, code);
        return door.reason != null
                ? door
                : bar(tx.handle(), door, null).map(Door::shut).orElse(door);
    }

    /** What is asked before the book itself is: the person, the class, the period. */
    Door approach(Handle handle, Author author, String homeroom, String code) {
        var refusal = Circle.refusal(handle, Deed.GRADE, author, homeroom, today());
        if (refusal.isPresent()) {
            return Door.shut(refusal.get());
        }
        var place = Roll.getHomeroom(handle, homeroom);
        var year = SchoolYears.findOpenYear(handle).filter(open -> open.id().equals(place.schoolYear()));
        var slot = year.flatMap(open -> Slot.parse(code, open));
        if (year.isEmpty() || slot.isEmpty()) {
            return Door.shut(Reason.UNKNOWN_PERIOD);
        }
        if (today().isBefore(slot.get().opens(year.get()))) {
            return Door.shut(Reason.NOT_YET_OPEN);
        }
        if (slot.get().grades()
                && Levels.of(SchoolYears.getSchool(handle).level()).isEmpty()) {
            return Door.shut(Reason.NO_LEVELS_HERE);
        }
        return new Door(null, place, year.get(), slot.get());
    }

    /**
     * Why the book takes nothing from the homeroom teacher alone: it is closed, the term is confirmed, or a lock binds it.
     *
     * @param there what is committed, null where nothing is
     */
    Optional<Reason> bar(Handle handle, Door door, @Nullable Entry there) {
        var homeroom = door.homeroom().id();
        var semester = door.slot().semester();
        var lock = findLock(handle, homeroom, semester, there != null);
        if (lock.filter(each -> each.kind() == Lock.Kind.CLOSE).isPresent()) {
            return Optional.of(Reason.BOOK_CLOSED);
        }
        if (GradeTable.findConfirmation(handle, homeroom, semester).isPresent()) {
            return Optional.of(Reason.CONFIRMED);
        }
        return lock.map(_ -> Reason.LOCKED);
    }

    /** The lock that refuses a write in a class and term, the closing of the book before any other. */
    Optional<Lock> findLock(Handle handle, String homeroom, int semester, boolean filled) {
        return locks.inForce(handle, homeroom, "", semester).stream()
                .filter(lock -> lock.refuses(COLUMN, filled))
                .max(Comparator.comparing(Lock::kind));
    }

    /** What a lock says to whom it refuses. */
    String sentence(Handle handle, Lock lock, Language language) {
        return locks.sentence(handle, lock, language);
    }

    /** Whether it was ever amended, or locked since it was written: lifting a lock opens nothing that is committed. */
    boolean settled(Handle handle, Door door, String pupil, Entry there, Instant now) {
        return Rectifications.changed(
                        handle,
                        ConductSubject.item(door.year().id(), door.homeroom().id(), pupil, door.slot()))
                || locks.history(handle, door.homeroom().id(), "", door.slot().semester()).stream()
                        .anyMatch(lock ->
                                lock.refuses(COLUMN, true) && lock.boundBetween(Instant.parse(there.at()), now));
    }

    /** The committed results of these pupils in a school year, by pupil and term; for rooms that compute the year. */
    public static Map<String, Map<Integer, ConductLevel>> mapLevels(
            Handle handle, String schoolYear, Collection<String> pupils) {
        return GradeTable.mapLevels(handle, schoolYear, pupils);
    }

    /** All that happened to what is committed for a pupil, the oldest first. */
    List<ChangeLine> history(String year, Slot slot, String pupil) {
        return db.read(
                handle -> ChangeLog.historyOf(handle, GradeTable.entity(slot), GradeTable.id(year, pupil, slot)));
    }

    /** What is due in the classes that this person leads, or in all of them for whoever governs or inspects. */
    List<DueList> due(Handle handle, Author author) {
        var year = SchoolYears.findOpenYear(handle);
        if (year.isEmpty()) {
            return List.of();
        }
        var written = GradeTable.pupilsByPeriod(handle, year.get().id());
        var places = Roll.mapPlaces(handle);
        var confirmed = GradeTable.mapConfirmed(handle);
        return Circle.readable(handle, author, year.get().id(), today()).stream()
                .map(each -> due(
                        each,
                        studying(handle, each.id()),
                        year.get(),
                        written,
                        places,
                        confirmed.getOrDefault(each.id(), Set.of())))
                .toList();
    }

    /** A term that is confirmed takes no comment any more, so nothing of it is due. */
    private DueList due(
            Homeroom homeroom,
            List<RollEntry> pupils,
            SchoolYear year,
            Map<String, List<String>> written,
            Map<String, Enrolment> places,
            Set<Integer> confirmed) {
        var lines = new ArrayList<DueList.Line>();
        for (var slot : Slot.comments(year)) {
            if (today().isBefore(slot.opens(year))) {
                continue;
            }
            if (confirmed.contains(slot.semester())) {
                lines.add(new DueList.Line(slot, 0, 0, false, true));
                continue;
            }
            var due = slot.due(year);
            var have = new HashSet<>(written.getOrDefault(slot.period(), List.of()));
            var owed = pupils.stream()
                    .map(line -> line.pupil().id())
                    .filter(pupil -> {
                        var place = places.get(pupil);
                        return place != null && !place.from().isAfter(due);
                    })
                    .toList();
            var missing =
                    (int) owed.stream().filter(pupil -> !have.contains(pupil)).count();
            lines.add(new DueList.Line(slot, owed.size(), missing, missing > 0 && today().isAfter(due), false));
        }
        return new DueList(homeroom, lines);
    }

    /** Kết quả và nhận xét của một em qua các năm; empty for whoever may not see them. */
    Optional<PupilView> findPupil(Author author, String pupil) {
        return db.read(handle -> {
            var place = Roll.findPlace(handle, pupil);
            var allowed = place.isPresent()
                    ? Circle.allows(handle, Deed.READ_CLASS, author, place.get().homeroom(), today())
                    : Circle.governs(author);
            if (!allowed) {
                return Optional.empty();
            }
            return PupilView.of(handle, pupil);
        });
    }

    /** Phrases of the bank for a subject and a grade, as somebody may use them: their own, and the shared ones. */
    public static List<String> listPhrases(Handle handle, String staff, String subject, int grade) {
        return NoteTable.listPhrases(handle, staff).stream()
                .filter(each -> each.topic().equals(subject))
                .filter(each -> each.grade() == null || each.grade() == grade)
                .map(Phrase::body)
                .toList();
    }
}
