package vn.sotruong.school.primary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.rectifications.Item;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.Programme;
import vn.sotruong.school.regulation.Recognition;
import vn.sotruong.school.regulation.Regulation;
import vn.sotruong.school.regulation.Rulebook;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;
import vn.sotruong.sync.bundle.ChangeLine;

/** Phẩm chất và năng lực: everything that may be done with them. */
public final class Traits {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(TraitTable.TRAIT_LEVEL);

    /** The longest reason, in characters. */
    static final int LONGEST = 500;

    private static final int YEAR_DIGITS = 4;

    private final Database db;
    private final Locks locks;
    private final Clock clock;
    private final List<AfterTraits> hooks = new CopyOnWriteArrayList<>();
    private volatile Predicate<Handle> alone = _ -> true;

    public Traits(Database db, Locks locks, Clock clock) {
        this.db = db;
        this.locks = locks;
        this.clock = clock;
    }

    /** From now on that room hears of each change of what is committed, in its transaction. */
    public void register(AfterTraits hook) {
        hooks.add(hook);
    }

    /** From now on nobody corrects alone where that says no: what the school has decided. */
    public void heed(Predicate<Handle> own) {
        alone = own;
    }

    Database db() {
        return db;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** The column by which a window opens a moment. */
    public static String col(Moment moment) {
        return switch (moment) {
            case MID_FIRST, MID_SECOND -> "pcgk";
            case END_FIRST, END_YEAR -> "pcck";
        };
    }

    /** The term of a moment. */
    public static int semester(Moment moment) {
        return moment == Moment.MID_FIRST || moment == Moment.END_FIRST ? 1 : 2;
    }

    /** The committed levels of these pupils at a moment, by trait; nobody is there of whom nothing is committed. */
    public static Map<String, Map<String, TraitLevel>> map(
            Handle handle, String schoolYear, Moment moment, Collection<String> pupils) {
        var all = new HashMap<String, Map<String, TraitLevel>>();
        TraitTable.map(handle, schoolYear, moment, pupils).forEach((pupil, kept) -> {
            var levels = new TreeMap<String, TraitLevel>();
            kept.levels().forEach((trait, code) -> level(code).ifPresent(level -> levels.put(trait, level)));
            all.put(pupil, levels);
        });
        return all;
    }

    /** What was recognised of these pupils at the end of the year. */
    public static Map<String, Recognition> mapRecognition(Handle handle, String schoolYear, Collection<String> pupils) {
        return TraitTable.map(handle, schoolYear, Moment.END_YEAR, pupils).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new Recognition(
                                Levels.given(each.getValue().levels(), Levels.OUTSTANDING),
                                Levels.given(each.getValue().levels(), Levels.BY_CLASS))));
    }

    private static Optional<TraitLevel> level(String code) {
        for (var level : TraitLevel.values()) {
            if (level.code().equals(code)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** The circular that a class's qualities and competencies are assessed by; empty outside of primary schools. */
    static Optional<Circular27> circular(Handle handle, Homeroom homeroom) {
        return SchoolYears.findSchool(handle)
                .filter(school -> school.level().equals(Programme.TH.name()))
                .flatMap(_ -> Rulebook.find(
                        Programme.TH,
                        Integer.parseInt(homeroom.schoolYear().substring(0, YEAR_DIGITS)),
                        homeroom.grade()))
                .map(Regulation::of)
                .filter(Circular27.class::isInstance)
                .map(Circular27.class::cast);
    }

    private PrimaryPolicy.Standing standing(Handle handle, Author author, String homeroom) {
        return new PrimaryPolicy.Standing(
                author.actor().capacity() == Capacity.ADMINISTRATION,
                Roll.leads(handle, author.staff(), homeroom, today()),
                author.may().contains(Need.PRINCIPAL),
                author.may().contains(Need.INSPECTOR));
    }

    /** Trang: the page of a class at a moment, or why this person may not see it. */
    sealed interface Page {
        /** Everything that it shows. */
        record Shown(ClassView view) implements Page {}

        /** Nothing. */
        record Refused(Reason reason) implements Page {}
    }

    /** The page of a class at a moment. */
    Page find(Author author, String homeroom, Moment moment) {
        return db.read(handle -> find(handle, author, homeroom, moment));
    }

    private Page find(Handle handle, Author author, String homeroom, Moment moment) {
        var place = Roll.findHomeroom(handle, homeroom);
        if (place.isEmpty()) {
            return new Page.Refused(Reason.NOT_YOUR_CLASS);
        }
        var refusal = PrimaryPolicy.reading(standing(handle, author, homeroom));
        if (refusal.isPresent()) {
            return new Page.Refused(refusal.get());
        }
        return circular(handle, place.get())
                .<Page>map(circular ->
                        new Page.Shown(view(handle, author, place.get(), circular, moment, clock.instant())))
                .orElseGet(() -> new Page.Refused(Reason.NOT_PRIMARY));
    }

    private ClassView view(
            Handle handle, Author author, Homeroom homeroom, Circular27 circular, Moment moment, Instant now) {
        var entries = Roll.list(handle, homeroom.id());
        var ids = entries.stream().map(each -> each.pupil().id()).toList();
        var committed = TraitTable.map(handle, homeroom.schoolYear(), moment, ids);
        var leads = Roll.leads(handle, author.staff(), homeroom.id(), today());
        // a draft is its writer's concern: whoever only reads sees what is committed
        var drafts = leads ? TraitTable.mapDrafts(handle, homeroom.schoolYear(), moment, ids) : Map.<String, Kept>of();
        return new ClassView(
                homeroom,
                moment,
                Levels.heads(circular, homeroom.grade(), moment),
                entries.stream()
                        .map(each -> new ClassView.Row(
                                each.number(),
                                each.pupil().id(),
                                each.pupil().name().full(),
                                each.pupil().status() == PupilStatus.STUDYING,
                                committed.getOrDefault(each.pupil().id(), Kept.NOTHING),
                                drafts.getOrDefault(each.pupil().id(), Kept.NOTHING)))
                        .toList(),
                leads,
                gate(handle, homeroom, moment, now));
    }

    private Gate gate(Handle handle, Homeroom homeroom, Moment moment, Instant now) {
        var col = col(moment);
        return Gate.of(
                Windows.schedule(handle, homeroom, "", semester(moment)), col, lock(handle, homeroom, moment), now);
    }

    private @Nullable Lock lock(Handle handle, Homeroom homeroom, Moment moment) {
        return locks.inForce(handle, homeroom.id(), "", semester(moment)).stream()
                .filter(lock -> lock.refuses(col(moment), false))
                .findFirst()
                .orElse(null);
    }

    /** Trước cửa: the class that may be written in, or why it may not. */
    private record Door(@Nullable Reason reason, @Nullable ClassView found) {
        ClassView view() {
            return Objects.requireNonNull(found);
        }
    }

    /** What is asked before the book itself is: the person, the class, the year. */
    Optional<Reason> approach(Handle handle, Author author, String homeroom) {
        var place = Roll.findHomeroom(handle, homeroom);
        if (place.isEmpty()) {
            return Optional.of(Reason.NOT_YOUR_CLASS);
        }
        var refusal = PrimaryPolicy.writing(standing(handle, author, homeroom));
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!Standing.full(handle, author.actor().account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        var open = SchoolYears.findYear(handle, place.get().schoolYear())
                .filter(year -> year.state() == SchoolYear.State.OPEN);
        return open.isEmpty() || circular(handle, place.get()).isEmpty()
                ? Optional.of(Reason.NOT_PRIMARY)
                : Optional.empty();
    }

    private Door enter(Tx tx, Author author, String homeroom, Moment moment, Instant received) {
        var handle = tx.handle();
        var refusal = approach(handle, author, homeroom);
        if (refusal.isPresent()) {
            return new Door(refusal.get(), null);
        }
        var place = Roll.getHomeroom(handle, homeroom);
        var view = view(handle, author, place, circular(handle, place).orElseThrow(), moment, received);
        return new Door(view.gate().open() ? null : view.gate().reason(), view);
    }

    /** Whether this person may still write that alone: typed for the first time, or as a correction of their own. */
    boolean takes(Handle handle, Author author, Item item, Moment moment) {
        var homeroom = Roll.getHomeroom(handle, item.homeroom());
        var now = clock.instant();
        if (!gate(handle, homeroom, moment, now).open()) {
            return false;
        }
        var kept = TraitTable.find(handle, item.schoolYear(), moment, item.pupil());
        return kept.isEmpty()
                || (!settled(handle, homeroom, item.pupil(), moment, kept.get(), now)
                        && alone.test(handle)
                        && ChangeLog.historyOf(
                                        handle,
                                        TraitTable.TRAIT_LEVEL,
                                        TraitTable.id(item.schoolYear(), item.pupil(), moment))
                                .stream()
                                .allMatch(line -> ownLine(author, line, now)));
    }

    /** Whether what is committed is beyond a correction by one person: its window ended, a lock bound it, three wrote it. */
    private boolean settled(Handle handle, Homeroom homeroom, String pupil, Moment moment, Kept kept, Instant now) {
        var since = Instant.parse(kept.firstAt());
        return Windows.schedule(handle, homeroom, "", semester(moment)).endedBetween(col(moment), since, now)
                || locked(handle, homeroom, moment, since, now)
                || Rectifications.changed(
                        handle, TraitSubject.item(homeroom.schoolYear(), homeroom.id(), pupil, moment));
    }

    /** Keeps what was typed as drafts; what somebody else changed meanwhile comes back as a question. */
    SaveResult save(Author author, String homeroom, Moment moment, List<Typed> typed) {
        var received = clock.instant();
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, moment, received);
            return door.reason == null ? keep(tx, author, door.view(), typed) : new SaveResult.Refused(door.reason);
        });
    }

    private static SaveResult keep(Tx tx, Author author, ClassView view, List<Typed> typed) {
        var rows = view.rows().stream().collect(Collectors.toMap(ClassView.Row::pupil, row -> row));
        var heads = view.heads().stream().collect(Collectors.toMap(Levels.Head::id, head -> head));
        var wrong = new ArrayList<SaveResult.Question>();
        for (var each : typed) {
            if (!rows.containsKey(each.pupil())) {
                return new SaveResult.Refused(Reason.NO_SUCH_PUPIL);
            }
            for (var level : each.levels().entrySet()) {
                var head = heads.get(level.getKey());
                if (head == null) {
                    return new SaveResult.Refused(Reason.UNKNOWN_TRAIT);
                }
                if (Levels.read(head, level.getValue()).isEmpty()) {
                    wrong.add(new SaveResult.Question(each.pupil(), head.id(), level.getValue(), "", "", false));
                }
            }
        }
        if (!wrong.isEmpty()) {
            return new SaveResult.Wrong(wrong);
        }
        var questions = new ArrayList<SaveResult.Question>();
        var seen = new HashMap<String, String>();
        var count = 0;
        for (var each : typed) {
            var row = Objects.requireNonNull(rows.get(each.pupil()));
            var before = Levels.seen(view.heads(), each.seen());
            if (before.isEmpty()) {
                return new SaveResult.Refused(Reason.CHANGED_MEANWHILE);
            }
            var next = new TreeMap<>(row.draft().levels());
            for (var level : each.levels().entrySet()) {
                var head = Objects.requireNonNull(heads.get(level.getKey()));
                var now = row.held().getOrDefault(head.id(), "");
                var was = before.get().getOrDefault(head.id(), "");
                var wanted = Levels.read(head, level.getValue()).orElseThrow();
                var committed = row.committed().levels().containsKey(head.id());
                if (wanted.equals(was) || wanted.equals(now)) {
                    continue;
                }
                if (committed || !now.equals(was) || !row.studies()) {
                    questions.add(new SaveResult.Question(
                            each.pupil(),
                            head.id(),
                            Levels.shown(wanted),
                            Levels.shown(now),
                            committed ? row.committed().staff() : row.draft().staff(),
                            committed));
                    continue;
                }
                next.put(head.id(), wanted);
                count++;
            }
            next.values().removeIf(String::isEmpty);
            if (!next.equals(row.draft().levels())) {
                TraitTable.putDraft(
                        tx, view.homeroom().schoolYear(), each.pupil(), view.moment(), next, author.staff());
            }
            next.putAll(row.committed().levels());
            seen.put(each.pupil(), Levels.seen(view.heads(), next));
        }
        return new SaveResult.Saved(count, questions, seen);
    }

    /** What "Ghi sổ" would do now; empty for whoever may not. */
    Optional<CommitPlan> plan(Author author, String homeroom, Moment moment) {
        return find(author, homeroom, moment) instanceof Page.Shown(var view) && view.leads()
                ? Optional.of(CommitPlan.of(view))
                : Optional.empty();
    }

    /**
     * Ghi sổ: the drafts of a class become its record; whether the window is open is judged at the moment of the call.
     *
     * @param seal of the plan that was shown
     */
    public Outcome commit(Author author, String homeroom, Moment moment, String seal) {
        var received = clock.instant();
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, moment, received);
            if (door.reason != null) {
                return new Outcome.Refused(door.reason);
            }
            var plan = CommitPlan.of(door.view());
            if (plan.ready().isEmpty()) {
                return new Outcome.Refused(Reason.NOTHING_TO_COMMIT);
            }
            if (!plan.seal().equals(seal)) {
                return new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            var year = door.view().homeroom().schoolYear();
            for (var row : plan.ready()) {
                TraitTable.put(
                        tx,
                        new TraitTable.Row(year, row.pupil(), moment, homeroom, row.held(), author.staff()),
                        row.committed().seq() == 0 ? null : row.committed(),
                        null);
                TraitTable.putDraft(tx, year, row.pupil(), moment, Map.of(), author.staff());
            }
            told(
                    tx,
                    homeroom,
                    moment,
                    plan.ready().stream().map(ClassView.Row::pupil).collect(Collectors.toSet()));
            return new Outcome.Done(plan.count());
        });
    }

    /** Types and commits at once: for a list that comes ready-made. */
    public Outcome enter(Author author, String homeroom, Moment moment, Map<String, Map<String, String>> levels) {
        if (!(find(author, homeroom, moment) instanceof Page.Shown(var view))) {
            return new Outcome.Refused(Reason.NOT_YOUR_CLASS);
        }
        var typed = view.rows().stream()
                .filter(row -> levels.containsKey(row.pupil()))
                .map(row -> new Typed(
                        row.pupil(), Levels.seen(view.heads(), row.held()), levels.getOrDefault(row.pupil(), Map.of())))
                .toList();
        return switch (save(author, homeroom, moment, typed)) {
            case SaveResult.Refused(var reason) -> new Outcome.Refused(reason);
            case SaveResult.Wrong _ -> new Outcome.Refused(Reason.UNKNOWN_LEVEL);
            case SaveResult.Saved _ ->
                plan(author, homeroom, moment)
                        .map(plan -> commit(author, homeroom, moment, plan.seal()))
                        .orElseGet(() -> new Outcome.Refused(Reason.NOT_THE_HOMEROOM_TEACHER));
        };
    }

    /**
     * Corrects what is committed of one pupil, as long as the window under which it was committed runs.
     *
     * @param next by trait, what shall stand; a trait that is not named stays
     * @param seen journal number of what the person saw
     */
    public Outcome correct(
            Author author,
            String homeroom,
            Moment moment,
            String pupil,
            Map<String, String> next,
            String why,
            long seen) {
        var received = clock.instant();
        return db.write(author.actor(), tx -> {
            var door = enter(tx, author, homeroom, moment, received);
            if (door.reason != null) {
                return new Outcome.Refused(
                        door.reason == Reason.WINDOW_ENDED || door.reason == Reason.WINDOW_CLOSED
                                ? Reason.NEEDS_AMENDMENT
                                : door.reason);
            }
            var view = door.view();
            var row = view.rows().stream()
                    .filter(each -> each.pupil().equals(pupil))
                    .findFirst();
            if (row.isEmpty()) {
                return new Outcome.Refused(Reason.NO_SUCH_PUPIL);
            }
            var kept = row.get().committed();
            if (kept.seq() == 0) {
                return new Outcome.Refused(Reason.NOT_COMMITTED);
            }
            if (settled(tx.handle(), view.homeroom(), pupil, moment, kept, received)) {
                return new Outcome.Refused(Reason.NEEDS_AMENDMENT);
            }
            if (kept.seq() != seen) {
                return new Outcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            if (!alone.test(tx.handle())) {
                return new Outcome.Refused(Reason.NOT_ALONE);
            }
            var levels = new TreeMap<>(kept.levels());
            for (var each : next.entrySet()) {
                var head = view.heads().stream()
                        .filter(found -> found.id().equals(each.getKey()))
                        .findFirst();
                if (head.isEmpty()
                        || (!kept.levels().containsKey(each.getKey())
                                && !head.get().yes())) {
                    return new Outcome.Refused(Reason.UNKNOWN_TRAIT);
                }
                var level = Levels.read(head.get(), each.getValue());
                if (level.isEmpty()) {
                    return new Outcome.Refused(Reason.UNKNOWN_LEVEL);
                }
                var wanted = level.get();
                if (!wanted.isEmpty()) {
                    levels.put(each.getKey(), wanted);
                } else if (levels.containsKey(each.getKey())) {
                    levels.put(each.getKey(), Levels.REMOVED);
                }
            }
            if (levels.equals(kept.levels())) {
                return new Outcome.Refused(Reason.NOTHING_CHANGED);
            }
            if (!own(tx.handle(), author, view, pupil, kept.levels(), levels, received)) {
                return new Outcome.Refused(Reason.NOT_OWN);
            }
            if (why.isBlank()) {
                return new Outcome.Refused(Reason.WHY_MISSING);
            }
            if (why.length() > LONGEST) {
                return new Outcome.Refused(Reason.WHY_TOO_LONG);
            }
            TraitTable.put(
                    tx,
                    new TraitTable.Row(view.homeroom().schoolYear(), pupil, moment, homeroom, levels, author.staff()),
                    kept,
                    why);
            told(tx, homeroom, moment, Set.of(pupil));
            return new Outcome.Done(1);
        });
    }

    /** Whether each of the traits that change was last committed by this person, in this very session, today. */
    private static boolean own(
            Handle handle,
            Author author,
            ClassView view,
            String pupil,
            Map<String, String> kept,
            Map<String, String> next,
            Instant now) {
        var id = TraitTable.id(view.homeroom().schoolYear(), pupil, view.moment());
        var last = new HashMap<String, ChangeLine>();
        var stood = Map.<String, String>of();
        for (var line : ChangeLog.historyOf(handle, TraitTable.TRAIT_LEVEL, id)) {
            var then = Levels.map(String.valueOf(line.row().get("levels")));
            for (var each : then.entrySet()) {
                if (!each.getValue().equals(stood.get(each.getKey()))) {
                    last.put(each.getKey(), line);
                }
            }
            stood = then;
        }
        return next.entrySet().stream()
                .filter(each ->
                        kept.containsKey(each.getKey()) && !each.getValue().equals(kept.get(each.getKey())))
                .map(each -> last.get(each.getKey()))
                .allMatch(line -> line != null && ownLine(author, line, now));
    }

    private static boolean ownLine(Author author, ChangeLine line, Instant now) {
        return line.act().equals(author.actor().account())
                && line.ses().equals(author.actor().session())
                && day(Instant.parse(line.at())).equals(day(now));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }

    /** Whether a lock ever covered it since: lifting one opens nothing that was committed. */
    private boolean locked(Handle handle, Homeroom homeroom, Moment moment, Instant since, Instant now) {
        return locks.history(handle, homeroom.id(), "", semester(moment)).stream()
                .anyMatch(lock -> lock.refuses(col(moment), true) && lock.boundBetween(since, now));
    }

    void told(Tx tx, String homeroom, Moment moment, Set<String> pupils) {
        hooks.forEach(hook -> hook.changed(tx, homeroom, moment, pupils));
    }

    /** All that happened to what is committed of a pupil, the oldest first. */
    List<ChangeLine> history(String year, String pupil, Moment moment) {
        return db.read(
                handle -> ChangeLog.historyOf(handle, TraitTable.TRAIT_LEVEL, TraitTable.id(year, pupil, moment)));
    }

    /** The moment that a class works on: the first whose window is open, else the first that nobody has filled. */
    Moment current(String homeroom) {
        return db.read(handle -> {
            var place = Roll.findHomeroom(handle, homeroom);
            if (place.isEmpty()) {
                return Moment.MID_FIRST;
            }
            var now = clock.instant();
            for (var moment : Moment.values()) {
                if (gate(handle, place.get(), moment, now).open()) {
                    return moment;
                }
            }
            return Moment.MID_FIRST;
        });
    }

    /** What waits for a homeroom teacher: moments whose window runs and that lack levels. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        if (!visitor.holds(Need.HOMEROOM)) {
            return List.of();
        }
        var author = new Author(visitor.actor(), visitor.person(), visitor.may());
        var told = new ArrayList<Notice>();
        for (var homeroom : Roll.listLed(handle, visitor.person(), today())) {
            for (var moment : Moment.values()) {
                if (gate(handle, homeroom, moment, clock.instant()).open()
                        && find(handle, author, homeroom.id(), moment) instanceof Page.Shown(var view)
                        && view.wanted() > view.committed()) {
                    told.add(new Notice(
                            Notice.Tone.WAITS,
                            "primary.today." + moment,
                            List.of(
                                    homeroom.name(),
                                    String.valueOf(view.wanted() - view.committed()),
                                    Formats.moment(
                                            Objects.requireNonNull(view.gate().at()))),
                            "/classes/" + homeroom.id() + "/traits?at=" + moment));
                }
            }
        }
        return told;
    }
}
