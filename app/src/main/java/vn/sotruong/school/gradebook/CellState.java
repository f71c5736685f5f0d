package vn.sotruong.school.gradebook;

import java.util.Optional;

/**
 * Tình trạng một ô: what a cell holds now.
 *
 * @param value the mark, committed or draft; empty where none is
 * @param rev number of the newest draft event, 0 for a cell nobody touched
 * @param staff who wrote it last; blank for a cell nobody touched
 * @param at when; blank likewise
 */
record CellState(Life life, Optional<Score> value, long rev, String staff, String at) {
    static final CellState UNTOUCHED = new CellState(Life.EMPTY, Optional.empty(), 0, "", "");

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

    boolean draft() {
        return life == Life.DRAFT;
    }
}
