package vn.sotruong.school.governance;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;

/** Người thi hành một loại đề nghị: the room whose rows an approved proposal changes. */
public interface Executor {
    /**
     * Carries an approved proposal out, inside the transaction that approves it.
     *
     * @param proposal as approved: with who decided it, when, and the decision's number
     * @return why it cannot be carried out: a constant of the room's own reasons, whose sentence is {@code
     *     <room>.reason.<NAME>}; then nothing at all is kept of what was written
     */
    Optional<? extends Enum<?>> carryOut(Tx tx, Proposal proposal);

    /** What it changes, for the person who decides, line by line. */
    default List<Difference> differences(Handle handle, Proposal proposal, Language language) {
        return List.of();
    }

    /**
     * Một dòng thay đổi.
     *
     * @param before empty where there is nothing yet
     */
    record Difference(String what, String before, String after) {}
}
