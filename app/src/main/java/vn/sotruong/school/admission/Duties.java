package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;

/** Giao việc: whoever turns a list's assignments into proposals that the principal approves. */
@FunctionalInterface
public interface Duties {
    /**
     * Một việc.
     *
     * @param subject null for the homeroom teacher
     */
    record Duty(String homeroom, @Nullable String subject, String staff, LocalDate from) {}

    /**
     * Kết quả.
     *
     * @param proposed how many wait for approval
     * @param own how many are the asker's own, which somebody else must propose
     */
    record Proposed(int proposed, int own) {}

    Proposed propose(Tx tx, List<Duty> duties);
}
