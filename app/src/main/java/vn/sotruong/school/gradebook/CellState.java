package vn.sotruong.school.gradebook;

import java.util.Optional;

/**
 * Tình trạng một ô: what a cell holds now.
 *
 * @param value the mark, committed or draft; empty where none is, and where a committed one was deleted
 * @param rev number of the newest draft event, 0 for a cell nobody touched
 * @param staff who wrote it last; blank for a cell nobody touched
 * @param at when; blank likewise
 * @param firstAt of a committed cell, when its first value was committed
 * @param doubtful of a draft, whether its author must look at it again before it is committed
 */
record CellState(
        Life life, Optional<Entry> value, long rev, String staff, String at, String firstAt, boolean doubtful) {
    static final CellState UNTOUCHED = new CellState(Life.EMPTY, Optional.empty(), 0, "", "");

    CellState(Life life, Optional<Entry> value, long rev, String staff, String at) {
        this(life, value, rev, staff, at, at, false);
    }

    /** Vòng đời. */
    enum Life {
        /** Trống. */
        EMPTY,
        /** Nháp. */
        DRAFT,
        /** Đã ghi sổ. */
        COMMITTED
    }

    boolean committed() {
        return life == Life.COMMITTED;
    }

    /** Committed once and without a value now: not the same as never entered. */
    boolean deleted() {
        return committed() && value.isEmpty();
    }

    boolean draft() {
        return life == Life.DRAFT;
    }
}
