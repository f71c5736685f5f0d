package vn.sotruong.school.results;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.board.StandIn.About;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.results.Confirmation.Step;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Xác nhận kết quả mỗi học kỳ: teachers of subjects, then the homeroom teacher, then the principal. A later change of what
 * somebody saw makes exactly that confirmation void.
 */
public final class Confirmations {
    /** Cả năm, beside the two terms. */
    public static final int YEAR = 3;

    private static final Messages WORDS = Messages.of(Confirmations.class);
    private static final int SEAL_BYTES = 12;

    private final Database db;
    private final Board board;
    private final Clock clock;

    public Confirmations(Database db, Board board, Clock clock) {
        this.db = db;
        this.board = board;
        this.clock = clock;
    }

    /**
     * Tình trạng xác nhận của một lớp trong một kỳ, void ones with them.
     *
     * @param subjects by subject
     */
    public record State(
            Map<String, Confirmation> subjects,
            @Nullable Confirmation homeroom,
            @Nullable Confirmation principal) {
        /** Whether the principal has approved the book, and nothing has changed since. */
        public boolean complete() {
            return stands(principal);
        }

        /** Whether the homeroom teacher has confirmed, and nothing has changed since. */
        public boolean led() {
            return stands(homeroom);
        }

        boolean subject(String id) {
            return stands(subjects.get(id));
        }

        @Nullable
        Confirmation of(Step step, String subject) {
            return switch (step) {
                case SUBJECT -> subjects.get(subject);
                case HOMEROOM -> homeroom;
                case PRINCIPAL -> principal;
            };
        }

        private static boolean stands(@Nullable Confirmation confirmation) {
            return confirmation != null && confirmation.stands();
        }
    }

    /** Who stands for a class in a period: 1, 2, or {@link #YEAR}. */
    public static State standing(Handle handle, String homeroom, int period) {
        return state(ConfirmationTable.list(handle, homeroom), period);
    }

    /** How many of the steps that a class needs in a period do not stand; none where no rule says what it comes to. */
    public static int countMissing(Handle handle, String homeroomId, int period) {
        var homeroom = Roll.getHomeroom(handle, homeroomId);
        var pupils = studying(handle, homeroomId).stream()
                .map(each -> each.pupil().id())
                .toList();
        var state = standing(handle, homeroomId, period);
        var primary = PrimaryResults.circular(handle, homeroom);
        var subjects = primary.isPresent()
                ? Optional.of(PrimaryBook.read(handle, homeroom, primary.get(), pupils).subjects(period).stream()
                        .map(Subject::id)
                        .toList())
                : Results.book(handle, homeroom, pupils)
                        .map(book -> book.courses().stream()
                                .filter(each -> each.taughtIn(period))
                                .map(each -> each.subject().id())
                                .toList());
        if (pupils.isEmpty() || subjects.isEmpty()) {
            return 0;
        }
        return (int) subjects.get().stream()
                        .filter(each -> !state.subject(each))
                        .count()
                + (state.led() ? 0 : 1)
                + (state.complete() ? 0 : 1);
    }

    static State state(List<Confirmation> all, int period) {
        var subjects = new HashMap<String, Confirmation>();
        Confirmation lead = null;
        Confirmation approval = null;
        for (var each : all) {
            if (each.period() == period) {
                switch (each.step()) {
                    case SUBJECT -> subjects.put(each.subject(), each);
                    case HOMEROOM -> lead = each;
                    case PRINCIPAL -> approval = each;
                }
            }
        }
        return new State(subjects, lead, approval);
    }

    /** Makes void what somebody stood for and what has changed since. */
    static void touch(Tx tx, String homeroom, Results.Touched touched) {
        for (var each : ConfirmationTable.list(tx.handle(), homeroom)) {
            if (!each.stands()) {
                continue;
            }
            var period = period(each.period());
            if (each.step() == Step.SUBJECT) {
                var pupil = touched.subject(period, each.subject());
                if (pupil != null) {
                    ConfirmationTable.voidIt(tx, homeroom, each, pupil, each.subject());
                }
                continue;
            }
            var subject = touched.any(period);
            var outcome = touched.outcome(period);
            if (subject.isPresent()) {
                ConfirmationTable.voidIt(
                        tx,
                        homeroom,
                        each,
                        subject.get().getValue(),
                        subject.get().getKey());
            } else if (outcome != null) {
                ConfirmationTable.voidIt(tx, homeroom, each, outcome, "");
            }
        }
    }

    /**
     * Việc xác nhận.
     *
     * @param subject empty where the step is not about one
     * @param seal of what was shown
     */
    public record Deed(String homeroom, int period, Step step, String subject, String seal) {}

    /** Confirms what somebody has seen; a reason tells that nothing was written. */
    public Optional<Reason> confirm(Actor actor, String staff, Deed deed) {
        return confirm(actor, staff, deed, null);
    }

    private Optional<Reason> confirm(Actor actor, String staff, Deed deed, StandIns.@Nullable Word word) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var refusal = refusal(handle, actor, staff, deed);
            if (refusal.isPresent()) {
                return refusal;
            }
            Results.recompute(tx, deed.homeroom());
            var all = ConfirmationTable.list(handle, deed.homeroom());
            var held = state(all, deed.period()).of(deed.step(), deed.subject());
            if (held != null && held.stands()) {
                return Optional.of(Reason.ALREADY_CONFIRMED);
            }
            var gap = gap(handle, deed, all);
            if (gap.isPresent()) {
                return gap;
            }
            if (!seal(handle, deed.homeroom(), deed.period(), deed.subject()).equals(deed.seal())) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            if (deed.step() == Step.PRINCIPAL) {
                StandIns.sign(
                        tx,
                        board,
                        about(deed.homeroom(), deed.period()),
                        makers(handle, deed.homeroom(), deed.period()),
                        staff,
                        word);
            }
            ConfirmationTable.put(
                    tx,
                    deed.homeroom(),
                    new Confirmation(
                            deed.period(),
                            deed.step(),
                            deed.subject(),
                            staff,
                            Moments.text(tx.now()),
                            null,
                            null,
                            null),
                    held != null);
            return Optional.empty();
        });
    }

    /** Why this person may not do this deed. */
    Optional<Reason> refusal(Handle handle, Actor actor, String staff, Deed deed) {
        var homeroom = Roll.findHomeroom(handle, deed.homeroom());
        if (homeroom.isEmpty()) {
            return Optional.of(Reason.NOT_YOUR_CLASS);
        }
        if (deed.period() < 1
                || deed.period() > YEAR
                || (deed.step() == Step.SUBJECT) == deed.subject().isEmpty()
                || (deed.step() == Step.SUBJECT && deed.period() == YEAR)) {
            return Optional.of(Reason.UNKNOWN_STEP);
        }
        if (actor.capacity() == Capacity.ADMINISTRATION
                && !(deed.step() == Step.PRINCIPAL && stranger(handle, actor, staff, deed) == null)) {
            return Optional.of(Reason.NOT_IN_THIS_CAPACITY);
        }
        var stranger = switch (deed.step()) {
            case SUBJECT ->
                Roll.teaches(handle, staff, deed.homeroom(), deed.subject(), today()) ? null : Reason.NOT_THE_TEACHER;
            case HOMEROOM ->
                Roll.leads(handle, staff, deed.homeroom(), today()) ? null : Reason.NOT_THE_HOMEROOM_TEACHER;
            case PRINCIPAL -> stranger(handle, actor, staff, deed);
        };
        if (stranger != null) {
            return Optional.of(stranger);
        }
        if (!Standing.full(handle, actor.account())) {
            return Optional.of(Reason.RESET_UNCONFIRMED);
        }
        return SchoolYears.findYear(handle, homeroom.get().schoolYear())
                        .filter(year -> year.state() == SchoolYear.State.OPEN)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(Reason.YEAR_CLOSED);
    }

    /** Whoever confirmed as homeroom teacher does not approve: a deputy does, or the superior. */
    private @Nullable Reason stranger(Handle handle, Actor actor, String staff, Deed deed) {
        var makers = makers(handle, deed.homeroom(), deed.period());
        if (board.approves(handle, actor, staff, makers, today())) {
            return null;
        }
        return makers.contains(staff) && board.decides(handle, actor, staff, today())
                ? Reason.OWN_CLASS
                : Reason.NOT_THE_PRINCIPAL;
    }

    private static Set<String> makers(Handle handle, String homeroom, int period) {
        var lead = standing(handle, homeroom, period).homeroom();
        return lead == null ? Set.of() : Set.of(lead.by());
    }

    static About about(String homeroom, int period) {
        return new About(Matter.RESULTS, homeroom, period);
    }

    /** What waits for the superior's decision: confirmed by a principal who leads the class, where there is no deputy. */
    public StandIns.Room superior() {
        return new StandIns.Room() {
            @Override
            public List<StandIns.Waiting> listWaiting(Handle handle, Language language) {
                var waiting = new ArrayList<StandIns.Waiting>();
                for (var year : SchoolYears.findOpenYear(handle).stream().toList()) {
                    for (var homeroom : Roll.listHomerooms(handle, year.id())) {
                        waiting(handle, language, homeroom, waiting);
                    }
                }
                return waiting;
            }

            @Override
            public Optional<Reason> approve(Actor actor, String staff, About about, String seal, StandIns.Word word) {
                return confirm(
                        actor, staff, new Deed(about.homeroom(), about.period(), Step.PRINCIPAL, "", seal), word);
            }
        };
    }

    private void waiting(Handle handle, Language language, Homeroom homeroom, List<StandIns.Waiting> waiting) {
        var all = ConfirmationTable.list(handle, homeroom.id());
        for (var period = 1; period <= YEAR; period++) {
            var state = state(all, period);
            var deed = new Deed(homeroom.id(), period, Step.PRINCIPAL, "", "");
            if (state.led()
                    && !state.complete()
                    && principalGap(deed, all).isEmpty()
                    && board.hand(handle, makers(handle, homeroom.id(), period), today()) == Board.Hand.SUPERIOR) {
                waiting.add(new StandIns.Waiting(
                        about(homeroom.id(), period),
                        homeroom.name(),
                        List.of(WORDS.get(
                                language,
                                "results.superior",
                                studying(handle, homeroom.id()).size(),
                                Formats.moment(
                                        Objects.requireNonNull(state.homeroom()).at()))),
                        seal(handle, homeroom.id(), period, "")));
            }
        }
    }

    /** What still stands in the way of a step. */
    private static Optional<Reason> gap(Handle handle, Deed deed, List<Confirmation> all) {
        var homeroom = Roll.getHomeroom(handle, deed.homeroom());
        var studying = studying(handle, deed.homeroom());
        var primary = PrimaryResults.circular(handle, homeroom);
        if (primary.isPresent()) {
            return primaryGap(handle, homeroom, primary.get(), studying, deed, all);
        }
        var book = Results.book(
                handle,
                homeroom,
                studying.stream().map(each -> each.pupil().id()).toList());
        if (book.isEmpty()) {
            return Optional.of(Reason.NO_RULES);
        }
        return switch (deed.step()) {
            case SUBJECT -> subjectGap(book.get(), studying, deed);
            case HOMEROOM -> homeroomGap(handle, book.get(), studying, deed, all);
            case PRINCIPAL -> principalGap(deed, all);
        };
    }

    /** Levels and tests first, then qualities and competencies, then the year. */
    private static Optional<Reason> primaryGap(
            Handle handle,
            Homeroom homeroom,
            Circular27 circular,
            List<RollEntry> studying,
            Deed deed,
            List<Confirmation> all) {
        if (deed.step() == Step.PRINCIPAL) {
            return principalGap(deed, all);
        }
        var pupils = studying.stream().map(each -> each.pupil().id()).toList();
        var book = PrimaryBook.read(handle, homeroom, circular, pupils);
        var lacks = pupils.isEmpty()
                || pupils.stream()
                        .anyMatch(pupil -> book.missing(pupil, PrimaryResults.moment(deed.period())).stream()
                                .anyMatch(each -> each.getKey().equals(deed.subject())));
        if (deed.step() == Step.SUBJECT) {
            var known = book.subjects(deed.period()).stream()
                    .anyMatch(each -> each.id().equals(deed.subject()));
            return known
                    ? lacks ? Optional.of(Reason.RESULTS_MISSING) : Optional.empty()
                    : Optional.of(Reason.UNKNOWN_STEP);
        }
        if (deed.period() == YEAR) {
            return state(all, 1).led() && state(all, 2).led()
                    ? Optional.empty()
                    : Optional.of(Reason.TERMS_UNCONFIRMED);
        }
        var state = state(all, deed.period());
        if (book.subjects(deed.period()).stream().anyMatch(each -> !state.subject(each.id()))) {
            return Optional.of(Reason.SUBJECTS_UNCONFIRMED);
        }
        return lacks ? Optional.of(Reason.TRAITS_MISSING) : Optional.empty();
    }

    private static List<RollEntry> studying(Handle handle, String homeroom) {
        return Roll.list(handle, homeroom).stream()
                .filter(each -> each.pupil().status() == PupilStatus.STUDYING)
                .toList();
    }

    private static Optional<Reason> subjectGap(ClassBook book, List<RollEntry> pupils, Deed deed) {
        var course = book.course(deed.subject());
        if (course.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_STEP);
        }
        return pupils.isEmpty()
                        || pupils.stream()
                                .anyMatch(each ->
                                        book.term(each.pupil().id(), course.get(), deed.period()) == Result.Gap.PENDING)
                ? Optional.of(Reason.RESULTS_MISSING)
                : Optional.empty();
    }

    private static Optional<Reason> homeroomGap(
            Handle handle, ClassBook book, List<RollEntry> pupils, Deed deed, List<Confirmation> all) {
        if (deed.period() == YEAR) {
            if (!state(all, 1).led() || !state(all, 2).led()) {
                return Optional.of(Reason.TERMS_UNCONFIRMED);
            }
        } else {
            var state = state(all, deed.period());
            if (pupils.isEmpty()
                    || book.courses().stream()
                            .anyMatch(each -> each.taughtIn(deed.period())
                                    && !state.subject(each.subject().id()))) {
                return Optional.of(Reason.SUBJECTS_UNCONFIRMED);
            }
            if (pupils.stream()
                    .anyMatch(each -> book.conductMissing(each.pupil().id(), deed.period()))) {
                return Optional.of(Reason.CONDUCT_MISSING);
            }
        }
        var period = period(deed.period());
        return Results.list(handle, deed.homeroom()).stream()
                        .anyMatch(each -> each.of(period).open() == Ground.CLAUSE_NOT_ENTERED)
                ? Optional.of(Reason.CLAUSE_MISSING)
                : Optional.empty();
    }

    private static Optional<Reason> principalGap(Deed deed, List<Confirmation> all) {
        if (!state(all, deed.period()).led()) {
            return Optional.of(Reason.HOMEROOM_UNCONFIRMED);
        }
        return deed.period() == YEAR
                        && !(state(all, 1).complete() && state(all, 2).complete())
                ? Optional.of(Reason.TERMS_UNCONFIRMED)
                : Optional.empty();
    }

    static Period period(int number) {
        return switch (number) {
            case 1 -> Period.FIRST;
            case 2 -> Period.SECOND;
            default -> Period.YEAR;
        };
    }

    static int number(Period period) {
        return switch (period) {
            case FIRST -> 1;
            case SECOND -> 2;
            case YEAR -> YEAR;
        };
    }

    /** A mark of all that somebody sees before they confirm; of one subject, or of everything. */
    static String seal(Handle handle, String homeroom, int period, String subject) {
        var told = new StringBuilder().append(period).append(subject);
        var when = period(period);
        PrimaryResults.tell(handle, homeroom, period, subject, told);
        Results.list(handle, homeroom).stream()
                .sorted(Comparator.comparing(PupilResult::pupil))
                .forEach(result -> {
                    told.append('\n').append(result.pupil());
                    for (var line : result.subjects()) {
                        if (subject.isEmpty() || line.subject().equals(subject)) {
                            told.append(' ').append(line.subject()).append(ResultTable.text(line.of(when)));
                        }
                    }
                    if (subject.isEmpty()) {
                        told.append(result.of(when));
                    }
                });
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(told.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SEAL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
