package vn.sotruong.school.progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.gradebook.FilledCells;
import vn.sotruong.school.gradebook.FilledCells.Book;
import vn.sotruong.school.gradebook.FilledCells.Valued;
import vn.sotruong.school.progress.Outcome.Done;
import vn.sotruong.school.progress.Outcome.Refused;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Điểm bất thường: what the rules find, what a vice-principal reports of it, and what the principal answers. */
final class Abnormal {
    private static final int HUNDRED = 100;
    private static final int TEN = 100;
    private static final int GOOD = 80;
    private static final int PASS = 50;

    private final Progress progress;

    Abnormal(Progress progress) {
        this.progress = progress;
    }

    /** Quy tắc, and what the program proposes for it. */
    enum Kind {
        /** So many per cent of a column are one and the same mark. */
        ALL_EQUAL(100, 10),
        /** So many per cent of a column are 10. */
        TENS(90, 10),
        /** So many per cent of a column are 8 or more. */
        HIGH(95, 10),
        /** So many per cent of a column are below 5. */
        LOW(50, 10),
        /** A mark lies so many tenths from the average of the pupil's own other marks in the subject and term. */
        JUMP(40, 2);

        private final int threshold;
        private final int least;

        Kind(int threshold, int least) {
            this.threshold = threshold;
            this.least = least;
        }

        Rule proposed() {
            return new Rule(this, threshold, least, true);
        }
    }

    /**
     * Quy tắc như trường đặt.
     *
     * @param threshold in per cent; of a jump, in tenths
     * @param least how many marks there must be before it says anything
     */
    record Rule(Kind kind, int threshold, int least, boolean active) {}

    /**
     * Một chỗ bất thường.
     *
     * @param pupil whose mark, or null for a whole column
     * @param found the figures: {@code 42/45}, or {@code 3,5 / 8,1} for a mark and the average of the others
     */
    record Finding(
            Kind kind, Book book, String col, @Nullable String pupil, String found) {
        /** What a form sends to name it. */
        String key() {
            return kind + "/" + book.id() + "/" + col + "/" + (pupil == null ? "" : pupil);
        }
    }

    /**
     * Báo cáo.
     *
     * @param answer null while the principal has not answered
     */
    record Report(
            String id,
            Kind kind,
            String sheet,
            String col,
            @Nullable String pupil,
            String found,
            String note,
            String reportedBy,
            java.time.Instant reportedAt,
            @Nullable String answer,
            @Nullable String answeredBy,
            java.time.@Nullable Instant answeredAt) {
        String key() {
            return kind + "/" + sheet + "/" + col + "/" + (pupil == null ? "" : pupil);
        }

        Report answered(String words, String by, java.time.Instant at) {
            return new Report(id, kind, sheet, col, pupil, found, note, reportedBy, reportedAt, words, by, at);
        }
    }

    /** The rules in force: the school's own, else the program's. */
    static Map<Kind, Rule> rules(Handle handle) {
        var rules = new TreeMap<Kind, Rule>();
        for (var kind : Kind.values()) {
            rules.put(kind, kind.proposed());
        }
        AbnormalTable.listRules(handle).forEach(each -> rules.put(each.kind(), each));
        return rules;
    }

    /** Everything that a rule finds in a term, by class and subject. */
    static List<Finding> find(Handle handle, Census census) {
        var rules = rules(handle);
        var books = census.books().stream().collect(Collectors.toMap(Book::id, each -> each));
        var columns = new HashMap<List<String>, List<Integer>>();
        var pupils = new HashMap<List<String>, List<Valued>>();
        FilledCells.forEach(handle, books.keySet(), mark -> {
            columns.computeIfAbsent(List.of(mark.sheet(), mark.col()), key -> new ArrayList<>())
                    .add(mark.tenths());
            pupils.computeIfAbsent(List.of(mark.sheet(), mark.pupil()), key -> new ArrayList<>())
                    .add(mark);
        });
        var findings = new ArrayList<Finding>();
        columns.forEach((place, marks) -> column(rules, marks)
                .ifPresent(found -> findings.add(new Finding(
                        found.kind,
                        Objects.requireNonNull(books.get(place.getFirst())),
                        place.getLast(),
                        null,
                        found.share + "/" + marks.size()))));
        var jump = Objects.requireNonNull(rules.get(Kind.JUMP));
        if (jump.active()) {
            pupils.values()
                    .forEach(marks -> jumps(jump, marks)
                            .forEach((mark, others) -> findings.add(new Finding(
                                    Kind.JUMP,
                                    Objects.requireNonNull(books.get(mark.sheet())),
                                    mark.col(),
                                    mark.pupil(),
                                    text(mark.tenths()) + " / " + text(others)))));
        }
        findings.sort(java.util.Comparator.comparing((Finding each) -> each.kind())
                .thenComparingInt(
                        each -> census.homeroom(each.book().homeroom()).grade())
                .thenComparing(each -> census.homeroom(each.book().homeroom()).name())
                .thenComparing(each -> census.subject(each.book().subject()))
                .thenComparing(Finding::key));
        return findings;
    }

    private record Share(Kind kind, int share) {}

    /** The first rule that a column falls under; one is enough to look at it. */
    static Optional<Kind> kindOf(Map<Kind, Rule> rules, List<Integer> marks) {
        return column(rules, marks).map(Share::kind);
    }

    private static Optional<Share> column(Map<Kind, Rule> rules, List<Integer> marks) {
        for (var rule : rules.values()) {
            if (rule.kind() == Kind.JUMP || !rule.active() || marks.size() < rule.least()) {
                continue;
            }
            var share = share(rule.kind(), marks);
            if (share * HUNDRED >= rule.threshold() * marks.size()) {
                return Optional.of(new Share(rule.kind(), share));
            }
        }
        return Optional.empty();
    }

    private static int share(Kind kind, List<Integer> marks) {
        return switch (kind) {
            case ALL_EQUAL -> most(marks);
            case TENS -> (int) marks.stream().filter(each -> each == TEN).count();
            case HIGH -> (int) marks.stream().filter(each -> each >= GOOD).count();
            case LOW -> (int) marks.stream().filter(each -> each < PASS).count();
            case JUMP -> 0;
        };
    }

    private static int most(Collection<Integer> marks) {
        var counts = new HashMap<Integer, Integer>();
        marks.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts.values().stream().mapToInt(each -> each).max().orElse(0);
    }

    /** The marks of one pupil in one book that lie far from the others, each with the average of the others. */
    static Map<Valued, Integer> jumps(Rule rule, List<Valued> marks) {
        var jumps = new HashMap<Valued, Integer>();
        var others = marks.size() - 1;
        if (others < rule.least()) {
            return jumps;
        }
        var sum = marks.stream().mapToInt(Valued::tenths).sum();
        for (var mark : marks) {
            var rest = sum - mark.tenths();
            if (Math.abs(mark.tenths() * others - rest) >= rule.threshold() * others) {
                jumps.put(mark, (2 * rest + others) / (2 * others));
            }
        }
        return jumps;
    }

    private static String text(int tenths) {
        return tenths / 10 + "," + tenths % 10;
    }

    private Database db() {
        return progress.db();
    }

    /** The principal says what counts as abnormal here. */
    Outcome put(Actor actor, String staff, Rule rule) {
        return db().write(actor, tx -> {
            var on = Progress.day(tx.now());
            if (!progress.leaders().presides(tx.handle(), staff, on)) {
                return new Refused(Reason.NOT_THE_PRINCIPAL);
            }
            var refusal = Progress.acting(tx);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            if (rule.threshold() < 1 || rule.threshold() > HUNDRED || rule.least() < 1 || rule.least() > HUNDRED) {
                return new Refused(Reason.BAD_THRESHOLD);
            }
            AbnormalTable.put(tx, rule, staff);
            return new Done(rule.kind().name());
        });
    }

    /** A vice-principal tells the principal of something that a rule finds now. */
    Outcome report(Actor actor, String staff, int semester, String key, String note) {
        if (note.isBlank()) {
            return new Refused(Reason.TEXT_MISSING);
        }
        if (note.strip().length() > Progress.LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db().write(actor, tx -> {
            if (!progress.leaders().assists(tx.handle(), staff, Progress.day(tx.now()))) {
                return new Refused(Reason.NOT_A_VICE_PRINCIPAL);
            }
            var refusal = Progress.acting(tx);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var year = SchoolYears.findOpenYear(tx.handle());
            if (year.isEmpty()) {
                return new Refused(Reason.NO_YEAR);
            }
            var found = find(tx.handle(), Census.read(tx.handle(), year.get(), semester, tx.now())).stream()
                    .filter(each -> each.key().equals(key))
                    .findFirst();
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_FINDING);
            }
            if (AbnormalTable.listReports(tx.handle()).stream()
                    .anyMatch(each -> each.answer() == null && each.key().equals(key))) {
                return new Refused(Reason.ALREADY_REPORTED);
            }
            var finding = found.get();
            var report = new Report(
                    tx.newId(),
                    finding.kind(),
                    finding.book().id(),
                    finding.col(),
                    finding.pupil(),
                    finding.found(),
                    note.strip(),
                    staff,
                    tx.now(),
                    null,
                    null,
                    null);
            AbnormalTable.create(tx, report);
            return new Done(report.id());
        });
    }

    /** The principal answers what was reported. */
    Outcome answer(Actor actor, String staff, String id, String words) {
        if (words.isBlank()) {
            return new Refused(Reason.TEXT_MISSING);
        }
        if (words.strip().length() > Progress.LONGEST) {
            return new Refused(Reason.TEXT_TOO_LONG);
        }
        return db().write(actor, tx -> {
            if (!progress.leaders().presides(tx.handle(), staff, Progress.day(tx.now()))) {
                return new Refused(Reason.NOT_THE_PRINCIPAL);
            }
            var refusal = Progress.acting(tx);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            var found = AbnormalTable.listReports(tx.handle()).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_FINDING);
            }
            if (found.get().answer() != null) {
                return new Refused(Reason.ALREADY_ANSWERED);
            }
            if (found.get().reportedBy().equals(staff)) {
                return new Refused(Reason.OWN_REPORT);
            }
            AbnormalTable.put(tx, found.get().answered(words.strip(), staff, tx.now()));
            return new Done(id);
        });
    }
}
