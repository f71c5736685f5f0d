package vn.sotruong.school.gradebook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public record Draft(String pupil, Score score, long rev) {}

    /**
     * Một cột: the teacher's drafts in it.
     *
     * @param drafts in the order of the class list
     * @param empty names of the pupils whose cell holds neither mark nor draft
     * @param locks those that keep the column from being written now
     */
    public record ColumnPlan(Column column, List<Draft> drafts, List<String> empty, List<Lock> locks, String seal) {
        public ColumnPlan {
            drafts = List.copyOf(drafts);
            empty = List.copyOf(empty);
            locks = List.copyOf(locks);
        }

        /** Tổng kiểm tra: what the teacher can add up on paper. */
        public String total() {
            return Score.text(
                    drafts.stream().mapToInt(each -> each.score().tenths()).sum());
        }

        public Score lowest() {
            return drafts.stream().map(Draft::score).min(Score::compareTo).orElseThrow();
        }

        public Score highest() {
            return drafts.stream().map(Draft::score).max(Score::compareTo).orElseThrow();
        }

        public boolean locked() {
            return !locks.isEmpty();
        }
    }

    static CommitPlan of(Ledger ledger, String staff) {
        var columns = new ArrayList<ColumnPlan>();
        for (var column : ledger.sheet().columns()) {
            var drafts = new ArrayList<Draft>();
            var empty = new ArrayList<String>();
            for (var entry : ledger.pupils().values()) {
                var pupil = entry.pupil();
                var cell = ledger.cell(new Cell(pupil.id(), column));
                if (pupil.status() != PupilStatus.STUDYING || ledger.leftOut().contains(pupil.id())) {
                    continue;
                }
                if (cell.draft() && cell.staff().equals(staff)) {
                    drafts.add(new Draft(pupil.id(), cell.value().orElseThrow(), cell.rev()));
                } else if (cell.life() == CellState.Life.EMPTY) {
                    empty.add(pupil.name().full());
                }
            }
            if (!drafts.isEmpty()) {
                var locks = GradebookPolicy.refusing(ledger.locks(), column, false);
                columns.add(new ColumnPlan(column, drafts, empty, locks, seal(ledger.sheet(), column, drafts)));
            }
        }
        return new CommitPlan(ledger.sheet(), columns);
    }

    /** How many drafts wait in all. */
    public int count() {
        return columns.stream().mapToInt(each -> each.drafts().size()).sum();
    }

    Optional<Reason> refusal(Map<Column, String> seen) {
        if (seen.isEmpty()) {
            return Optional.of(Reason.NOTHING_TO_COMMIT);
        }
        var chosen = chosen(seen.keySet());
        if (chosen.size() != seen.size()
                || chosen.stream().anyMatch(each -> !each.seal().equals(seen.get(each.column())))) {
            return Optional.of(Reason.CHANGED);
        }
        return chosen.stream().anyMatch(ColumnPlan::locked) ? Optional.of(Reason.LOCKED) : Optional.empty();
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
                    .append(draft.score().tenths());
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
