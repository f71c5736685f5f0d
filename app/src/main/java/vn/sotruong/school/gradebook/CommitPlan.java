package vn.sotruong.school.gradebook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.people.PupilStatus;

/**
 * Trước khi ghi sổ: what a teacher is shown, and agrees to, before drafts become marks. Each column carries a seal of
 * exactly what it would write, so that the agreement holds for that and nothing else.
 */
public record CommitPlan(Sheet sheet, List<ColumnPlan> columns) {
    private static final int SEAL_BYTES = 12;

    public CommitPlan {
        columns = List.copyOf(columns);
    }

    /** Một ô nháp sẽ ghi. */
    public record Draft(String pupil, String name, Entry entry, long rev, boolean doubtful) {}

    /**
     * Một cột: the teacher's drafts in it.
     *
     * @param scale what it takes
     * @param drafts in the order of the class list
     * @param empty names of the pupils whose cell holds neither mark nor draft, or whose mark was deleted
     * @param locks those that keep the column from being written now
     * @param hours whether its time runs
     */
    public record ColumnPlan(
            Column column,
            Scale scale,
            List<Draft> drafts,
            List<String> empty,
            List<Lock> locks,
            Hours hours,
            String seal) {
        public ColumnPlan {
            drafts = List.copyOf(drafts);
            empty = List.copyOf(empty);
            locks = List.copyOf(locks);
        }

        /** Tổng kiểm tra: what the teacher can add up on paper; of words, how many of each. */
        public String total() {
            var words = drafts.stream()
                    .map(Draft::entry)
                    .filter(Word.class::isInstance)
                    .map(Word.class::cast)
                    .toList();
            return words.isEmpty()
                    ? Score.text(scores().mapToInt(Score::tenths).sum())
                    : scale.words().stream()
                            .map(each -> Collections.frequency(words, each) + " " + each.text())
                            .collect(Collectors.joining(", "));
        }

        /** The lowest mark; empty text among words. */
        public String lowest() {
            return scores().min(Score::compareTo).map(Score::text).orElse("");
        }

        /** The highest mark; empty text among words. */
        public String highest() {
            return scores().max(Score::compareTo).map(Score::text).orElse("");
        }

        private Stream<Score> scores() {
            return drafts.stream()
                    .map(Draft::entry)
                    .filter(Score.class::isInstance)
                    .map(Score.class::cast);
        }

        /** What its author must look at again before it is committed. */
        public List<Draft> doubtful() {
            return drafts.stream().filter(Draft::doubtful).toList();
        }

        /** Whether its drafts may be committed now. */
        public boolean open() {
            return !locked() && hours.open();
        }

        public boolean locked() {
            return !locks.isEmpty();
        }
    }

    static CommitPlan of(Ledger ledger, String staff) {
        var columns = new ArrayList<ColumnPlan>();
        for (var column : ledger.sheet().columns()) {
            var whole = ledger.hours(column);
            var hours = whole;
            var drafts = new ArrayList<Draft>();
            var madeUp = new ArrayList<Draft>();
            var empty = new ArrayList<String>();
            var entries = new ArrayList<>(ledger.pupils().values());
            ledger.former().stream()
                    .filter(each -> ledger.takesAfter(new Cell(each.pupil().id(), column)))
                    .forEach(entries::add);
            for (var entry : entries) {
                var pupil = entry.pupil();
                var present = ledger.find(pupil.id()).isPresent();
                var cell = ledger.cell(new Cell(pupil.id(), column));
                if ((present && pupil.status() != PupilStatus.STUDYING)
                        || ledger.leftOut().contains(pupil.id())) {
                    continue;
                }
                if (cell.draft() && cell.staff().equals(staff)) {
                    var own = ledger.hours(new Cell(pupil.id(), column));
                    var made = !whole.open() && own.open();
                    hours = made ? own : hours;
                    (made ? madeUp : drafts)
                            .add(new Draft(
                                    pupil.id(),
                                    pupil.name().full(),
                                    cell.value().orElseThrow(),
                                    cell.rev(),
                                    cell.doubtful()));
                } else if (present && (cell.life() == CellState.Life.EMPTY || cell.deleted())) {
                    empty.add(pupil.name().full());
                }
            }
            // what is made up is committed alone: the late drafts beside it go another way
            if (!madeUp.isEmpty()) {
                drafts = madeUp;
            }
            if (!drafts.isEmpty()) {
                var locks = GradebookPolicy.refusing(ledger.locks(), column, false);
                columns.add(new ColumnPlan(
                        column,
                        ledger.sheet().scale(column),
                        drafts,
                        empty,
                        locks,
                        hours,
                        seal(ledger.sheet(), column, drafts)));
            }
        }
        return new CommitPlan(ledger.sheet(), columns);
    }

    /** Whether some of it is words: the paper is then compared by how many there are of each. */
    public boolean wordy() {
        return sheet.form() != Sheet.Form.SCORED;
    }

    /** Whether some of it is marks, with a lowest and a highest. */
    public boolean scored() {
        return sheet.form() != Sheet.Form.COMMENT;
    }

    /** How many drafts wait in all. */
    public int count() {
        return columns.stream().mapToInt(each -> each.drafts().size()).sum();
    }

    /** How many drafts may be committed now. */
    public int ready() {
        return columns.stream()
                .filter(ColumnPlan::open)
                .mapToInt(each -> each.drafts().size())
                .sum();
    }

    /** @param looked columns whose doubtful values the teacher has looked at again */
    Optional<Reason> refusal(Map<Column, String> seen, Set<Column> looked) {
        if (seen.isEmpty()) {
            return Optional.of(Reason.NOTHING_TO_COMMIT);
        }
        var chosen = chosen(seen.keySet());
        if (chosen.size() != seen.size()
                || chosen.stream().anyMatch(each -> !each.seal().equals(seen.get(each.column())))) {
            return Optional.of(Reason.CHANGED);
        }
        if (chosen.stream().anyMatch(ColumnPlan::locked)) {
            return Optional.of(Reason.LOCKED);
        }
        if (chosen.stream().anyMatch(each -> each.hours().ended())) {
            return Optional.of(Reason.WINDOW_ENDED);
        }
        if (chosen.stream().anyMatch(each -> !each.open())) {
            return Optional.of(Reason.WINDOW_CLOSED);
        }
        // the school may have settled meanwhile that its tests know no nought
        if (chosen.stream()
                .anyMatch(each ->
                        each.drafts().stream().anyMatch(draft -> !each.scale().takes(draft.entry())))) {
            return Optional.of(
                    chosen.stream().anyMatch(each -> each.scale() == Scale.FROM_ONE)
                            ? Reason.FROM_ONE
                            : Reason.BAD_VALUE);
        }
        return chosen.stream().anyMatch(each -> !each.doubtful().isEmpty() && !looked.contains(each.column()))
                ? Optional.of(Reason.DOUBTFUL)
                : Optional.empty();
    }

    List<ColumnPlan> chosen(Collection<Column> chosen) {
        return columns.stream().filter(each -> chosen.contains(each.column())).toList();
    }

    private static String seal(Sheet sheet, Column column, List<Draft> drafts) {
        var text = new StringBuilder(sheet.id()).append('/').append(column.code());
        for (var draft : drafts) {
            text.append(';')
                    .append(draft.pupil())
                    .append('=')
                    .append(draft.entry().text());
            text.append('@').append(draft.rev());
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SEAL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
