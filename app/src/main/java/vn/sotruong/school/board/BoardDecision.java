package vn.sotruong.school.board;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quyết định thành lập ban quản trị: who sits on it, each with a task. It is never altered; a newer one takes its place.
 *
 * @param decidedBy staff id of the principal who took it
 * @param attachment id of the scanned paper
 * @param proposal the proposal that it came from; null for the first one of a school
 */
public record BoardDecision(
        String id,
        String number,
        LocalDate decidedOn,
        LocalDate validFrom,
        String decidedBy,
        @Nullable String attachment,
        @Nullable String proposal,
        List<Seat> seats) {
    public BoardDecision {
        seats = List.copyOf(seats);
    }

    /**
     * Một thành viên.
     *
     * @param task what this member is to do
     */
    public record Seat(String staff, String task) {}
}
