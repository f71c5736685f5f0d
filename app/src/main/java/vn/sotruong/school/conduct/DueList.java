package vn.sotruong.school.conduct;

import java.util.List;
import vn.sotruong.school.roll.Homeroom;

/** Việc đến hạn: for one class, which periods lack how many comments. */
record DueList(Homeroom homeroom, List<Line> lines) {
    /**
     * Một đợt.
     *
     * @param late whether its last day has passed
     * @param closed whether the term is confirmed, so that nothing is written any more
     */
    record Line(Slot slot, int pupils, int missing, boolean late, boolean closed) {}

    int late() {
        return lines.stream().filter(Line::late).mapToInt(Line::missing).sum();
    }

    int missing() {
        return lines.stream().mapToInt(Line::missing).sum();
    }
}
