package vn.sotruong.school.windows;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Đợt nhập: from when until when marks of a scope may be entered.
 *
 * @param semester 1 or 2; 3 is the summer
 * @param grade the one grade that it opens, or null
 * @param homeroom id of the one class that it opens, or null; without either it opens the whole school
 * @param subject the one subject that it opens, or null for all of them
 * @param cols codes of the columns that it opens; empty for all of them
 * @param closes the first moment at which nothing is taken any more
 * @param document number of the notice by which it was made known, or null
 * @param proposal null where the principal published it without being asked
 * @param publication null while nobody has published it
 * @param ending null unless it was refused or withdrawn
 * @param seq journal number of its newest line: what a form was based on
 */
public record Window(
        String id,
        String schoolYear,
        int semester,
        String name,
        @Nullable Integer grade,
        @Nullable String homeroom,
        @Nullable String subject,
        Set<String> cols,
        Instant opens,
        Instant closes,
        @Nullable String document,
        State state,
        @Nullable Deed proposal,
        @Nullable Deed publication,
        @Nullable String delegation,
        @Nullable Deed ending,
        @Nullable String endingReason,
        long seq) {

    /**
     * Every column that a window can name, in the order of the book, as the gradebook names them; then the
     * qualities and competencies of primary pupils, and what is observed of children at the three stages of a year.
     */
    public static final List<String> COLUMNS =
            List.of("tx1", "tx2", "tx3", "tx4", "mgk", "gk", "mck", "ck", "pcgk", "pcck", "qsdn", "qsgn", "qscn");

    public Window {
        cols = Set.copyOf(cols);
    }

    /** Ai, lúc nào. */
    public record Deed(String by, Instant at) {}

    /** Trạng thái được ghi. */
    public enum State {
        PROPOSED,
        PUBLISHED,
        REFUSED,
        WITHDRAWN
    }

    /** Tình trạng lúc này. */
    public enum Phase {
        /** Waits for the principal. */
        PROPOSED,
        /** Published, not begun. */
        COMING,
        /** Marks are taken. */
        OPEN,
        /** Its end has passed. */
        ENDED,
        REFUSED,
        WITHDRAWN
    }

    /** How it stands at that moment. */
    public Phase phase(Instant now) {
        return switch (state) {
            case PROPOSED -> Phase.PROPOSED;
            case REFUSED -> Phase.REFUSED;
            case WITHDRAWN -> Phase.WITHDRAWN;
            case PUBLISHED -> now.isBefore(opens) ? Phase.COMING : now.isBefore(closes) ? Phase.OPEN : Phase.ENDED;
        };
    }

    /** Whether it names that column, or all. */
    public boolean covers(String col) {
        return cols.isEmpty() || cols.contains(col);
    }

    /** Whether its scope holds that class and subject. */
    public boolean covers(int ofGrade, String ofHomeroom, String ofSubject) {
        return (grade == null || grade == ofGrade)
                && (homeroom == null || homeroom.equals(ofHomeroom))
                && (subject == null || subject.equals(ofSubject));
    }

    /** Its columns in the order of the book; none named are all. */
    public List<String> columns() {
        return COLUMNS.stream().filter(this::covers).toList();
    }

    Window published(Deed by, @Nullable String under) {
        return new Window(
                id,
                schoolYear,
                semester,
                name,
                grade,
                homeroom,
                subject,
                cols,
                opens,
                closes,
                document,
                State.PUBLISHED,
                proposal,
                by,
                under,
                null,
                null,
                seq);
    }

    Window ended(State to, Deed by, String why) {
        return new Window(
                id,
                schoolYear,
                semester,
                name,
                grade,
                homeroom,
                subject,
                cols,
                opens,
                closes,
                document,
                to,
                proposal,
                publication,
                delegation,
                by,
                why,
                seq);
    }

    Window closing(Instant later) {
        return new Window(
                id,
                schoolYear,
                semester,
                name,
                grade,
                homeroom,
                subject,
                cols,
                opens,
                later,
                document,
                state,
                proposal,
                publication,
                delegation,
                ending,
                endingReason,
                seq);
    }
}
