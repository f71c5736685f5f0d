package vn.sotruong.school.yearsetup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;
import vn.sotruong.school.roll.AssignmentDraft;
import vn.sotruong.school.roll.AssignmentDraft.Wish;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Programme;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Bản chép từ năm trước: what would be made in the open year, and what would not and why. It only fills what nobody has
 * said yet: a plan, a book or an assignment that stands is left as it is.
 */
record YearCopy(SchoolYear last, Follow follow, List<Room> rooms, AssignmentDraft duties, List<Skip> skips) {
    YearCopy {
        rooms = List.copyOf(rooms);
        skips = List.copyOf(skips);
    }

    /** Phân công theo lớp nào của năm trước. */
    enum Follow {
        /** Teachers keep their classes: 7A's teach 7A again. */
        SAME,
        /** Teachers go up with their pupils: 6A's teach 7A. */
        UP
    }

    /**
     * Một lớp của năm nay.
     *
     * @param planFrom the class whose plan is taken; null when there is none
     * @param books of one term; both terms get them
     */
    record Room(Homeroom homeroom, @Nullable Homeroom planFrom, List<Programme> plan, List<Book> books) {
        Room {
            plan = List.copyOf(plan);
            books = List.copyOf(books);
        }
    }

    /**
     * Sổ điểm sẽ mở.
     *
     * @param regular regular assessments of a term
     */
    record Book(Subject subject, int semester, int regular) {}

    /**
     * Điều bỏ qua.
     *
     * @param homeroom its name
     * @param subject empty for the whole class, or for its homeroom teacher
     * @param staff who is named; empty for nobody
     */
    record Skip(String homeroom, String subject, String staff, Why why) {}

    /** Vì sao bỏ qua. */
    enum Why {
        /** The class of last year has no successor this year. */
        NO_CLASS_NOW,
        /** The class of this year had no forerunner. */
        NO_CLASS_BEFORE,
        /** Who taught last year does not work here now. */
        LEFT,
        /** This year's plan has no periods of the subject for the class. */
        NOT_TAUGHT,
        /** Somebody has it already. */
        HELD,
        /** A proposal about it waits. */
        WAITS,
        /** It is the asker's own; somebody else proposes it. */
        OWN,
        /** It touches the principal and somebody else; it is proposed apart. */
        WITH_PRINCIPAL,
        /** Last year's book had another number of regular assessments than the periods give. */
        COLUMNS_BY_RULE
    }

    /** What copying would come to now; empty when the school knows no earlier year with classes. */
    static Optional<YearCopy> read(
            Handle handle, YearState state, Assignments assignments, String account, Follow follow, LocalDate today) {
        return YearState.before(handle, state.year())
                .map(last -> new Copying(handle, state, last, follow).run(assignments, account, today));
    }

    /** What must come back with the confirmation: it stands for all that was shown. */
    String seal() {
        try {
            var all = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEmpty() {
        return duties.proposed() == 0
                && rooms.stream()
                        .allMatch(each -> each.plan().isEmpty() && each.books().isEmpty());
    }

    /** Chép: one reading of both years. */
    private static final class Copying {
        private final Handle handle;
        private final YearState state;
        private final SchoolYear last;
        private final Follow follow;
        private final List<Homeroom> before;
        private final Map<String, Map<String, Programme>> plans = new HashMap<>();
        private final Map<String, Map<String, Programme>> merged = new HashMap<>();
        private final Set<String> working;
        private final List<Skip> skips = new ArrayList<>();

        Copying(Handle handle, YearState state, SchoolYear last, Follow follow) {
            this.handle = handle;
            this.state = state;
            this.last = last;
            this.follow = follow;
            before = Roll.listHomerooms(handle, last.id());
            Roll.listYearProgramme(handle, last.id())
                    .forEach(each -> plans.computeIfAbsent(each.homeroom(), key -> new HashMap<>())
                            .put(each.subject(), each));
            working = People.listStaff(handle).stream()
                    .filter(each -> each.status() == StaffStatus.WORKING)
                    .map(each -> each.id())
                    .collect(Collectors.toSet());
        }

        YearCopy run(Assignments assignments, String account, LocalDate today) {
            var rooms = state.homerooms().stream().map(this::room).toList();
            var from = today.isBefore(state.year().starts()) ? state.year().starts() : today;
            var waiting = assignments.waiting(handle);
            var wishes = new ArrayList<Wish>();
            var held = held(from);
            var teaching = Roll.listYearAssignments(handle, last.id(), last.ends()).stream()
                    .collect(Collectors.groupingBy(TeachingAssignment::homeroom));
            for (var homeroom : state.homerooms()) {
                var source = source(homeroom);
                if (source.isEmpty()) {
                    skips.add(new Skip(homeroom.name(), "", "", Why.NO_CLASS_BEFORE));
                    continue;
                }
                var old = source.get();
                Roll.findHomeroomTeacher(handle, old.id(), last.ends())
                        .ifPresent(each -> wish(
                                wishes,
                                held,
                                waiting,
                                new Wish(homeroom.id(), "", each.staff(), TeachingAssignment.Role.TEACHER),
                                homeroom));
                teaching.getOrDefault(old.id(), List.of())
                        .forEach(each -> wish(
                                wishes,
                                held,
                                waiting,
                                new Wish(homeroom.id(), each.subject(), each.staff(), each.role()),
                                homeroom));
            }
            for (var old : before) {
                if (state.homerooms().stream().noneMatch(each -> source(each).equals(Optional.of(old)))) {
                    skips.add(new Skip(old.name(), "", "", Why.NO_CLASS_NOW));
                }
            }
            var draft = assignments.draft(handle, account, from, wishes);
            draft.left().forEach(this::left);
            return new YearCopy(last, follow, rooms, draft, skips);
        }

        private void left(AssignmentDraft.Left each) {
            var name = state.homerooms().stream()
                    .filter(room -> room.id().equals(each.homeroom()))
                    .map(Homeroom::name)
                    .findFirst()
                    .orElse("");
            var why = switch (each.why()) {
                case OWN -> Why.OWN;
                case WITH_PRINCIPAL -> Why.WITH_PRINCIPAL;
                case UNCHANGED -> Why.HELD;
                case NOT_WORKING -> Why.LEFT;
            };
            skips.add(new Skip(name, each.subject(), String.join(" ", each.staff()), why));
        }

        /** Class-subjects that somebody has already: on the first day, or by the end of the year. */
        private Set<String> held(LocalDate from) {
            var held = Roll.listYearAssignments(handle, state.year().id(), from).stream()
                    .map(each -> each.homeroom() + "/" + each.subject())
                    .collect(Collectors.toSet());
            Roll.listYearAssignments(handle, state.year().id(), state.year().ends())
                    .forEach(each -> held.add(each.homeroom() + "/" + each.subject()));
            for (var homeroom : state.homerooms()) {
                if (Roll.findHomeroomTeacher(handle, homeroom.id(), from)
                        .or(() -> Roll.findHomeroomTeacher(
                                handle, homeroom.id(), state.year().ends()))
                        .isPresent()) {
                    held.add(homeroom.id() + "/");
                }
            }
            return held;
        }

        private void wish(List<Wish> wishes, Set<String> held, Set<String> waiting, Wish wish, Homeroom homeroom) {
            var key = wish.homeroom() + "/" + wish.subject();
            var plan = merged.getOrDefault(homeroom.id(), Map.of()).get(wish.subject());
            Why why = null;
            if (!working.contains(wish.staff())) {
                why = Why.LEFT;
            } else if (held.contains(key)) {
                why = Why.HELD;
            } else if (waiting.contains(key)) {
                why = Why.WAITS;
            } else if (plan != null && plan.yearPeriods() == 0) {
                why = Why.NOT_TAUGHT;
            }
            if (why == null) {
                wishes.add(wish);
            } else {
                skips.add(new Skip(homeroom.name(), wish.subject(), wish.staff(), why));
            }
        }

        /** The class of last year whose teachers this class is to have. */
        private Optional<Homeroom> source(Homeroom homeroom) {
            if (follow == Follow.SAME) {
                return named(homeroom.grade(), homeroom.name());
            }
            var grade = String.valueOf(homeroom.grade());
            return homeroom.name().startsWith(grade)
                    ? named(
                            homeroom.grade() - 1,
                            (homeroom.grade() - 1) + homeroom.name().substring(grade.length()))
                    : Optional.empty();
        }

        private Optional<Homeroom> named(int grade, String name) {
            return before.stream()
                    .filter(each -> each.grade() == grade && key(each.name()).equals(key(name)))
                    .findFirst();
        }

        private static String key(String name) {
            return name.replace(" ", "").toLowerCase(Locale.ROOT);
        }

        /** Periods come from the class of the same name, or else from any class of the grade. */
        private Room room(Homeroom homeroom) {
            var now = state.programme().getOrDefault(homeroom.id(), Map.of());
            var source = named(homeroom.grade(), homeroom.name())
                    .filter(each -> plans.containsKey(each.id()))
                    .or(() -> before.stream()
                            .filter(each -> each.grade() == homeroom.grade() && plans.containsKey(each.id()))
                            .findFirst());
            var all = new HashMap<>(now);
            var plan = new ArrayList<Programme>();
            for (var subject : state.subjects()) {
                var old = source.map(each -> plans.getOrDefault(each.id(), Map.of()))
                        .map(each -> each.get(subject.id()));
                if (old.isPresent() && !now.containsKey(subject.id())) {
                    var copied = new Programme(
                            homeroom.id(),
                            subject.id(),
                            old.get().yearPeriods(),
                            old.get().weekPeriods(),
                            old.get().semester());
                    plan.add(copied);
                    all.put(subject.id(), copied);
                }
            }
            merged.put(homeroom.id(), all);
            var books = source.map(each -> books(homeroom, each, all)).orElse(List.of());
            return new Room(homeroom, plan.isEmpty() && books.isEmpty() ? null : source.orElse(null), plan, books);
        }

        /** The books that last year's class had, with the columns that this year's periods give. */
        private List<Book> books(Homeroom homeroom, Homeroom old, Map<String, Programme> plan) {
            var books = new ArrayList<Book>();
            if (!state.hasBooks()) {
                return books;
            }
            for (var subject : state.subjects()) {
                var programme = plan.get(subject.id());
                if (programme == null || programme.yearPeriods() == 0) {
                    continue;
                }
                for (var semester = 1; semester <= 2; semester++) {
                    var earlier = Gradebook.findSheet(handle, old.id(), subject.id(), semester);
                    var open = Gradebook.findSheet(handle, homeroom.id(), subject.id(), semester);
                    if (earlier.isPresent() && open.isEmpty() && programme.taughtIn(semester)) {
                        books.add(new Book(subject, semester, programme.regularCount()));
                        byRule(homeroom, earlier.get(), programme);
                    }
                }
            }
            return books;
        }

        private void byRule(Homeroom homeroom, Sheet earlier, Programme programme) {
            if (earlier.form() != Sheet.Form.SCORED) {
                return;
            }
            var skip = new Skip(homeroom.name(), earlier.subject(), "", Why.COLUMNS_BY_RULE);
            if (earlier.regularCount() != programme.regularCount() && !skips.contains(skip)) {
                skips.add(skip);
            }
        }
    }
}
