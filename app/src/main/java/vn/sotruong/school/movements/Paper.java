package vn.sotruong.school.movements;

import java.util.Optional;
import java.util.function.Consumer;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;

/** Bản quét: the paper that a request stands on. */
public final class Paper {
    private final String name;
    private final byte[] content;

    public Paper(String name, byte[] content) {
        this.name = name;
        this.content = content.clone();
    }

    /** Keeps it, and tells its id; or says why it cannot be kept. */
    Optional<Reason> keep(Tx tx, Consumer<String> id) {
        return switch (Attachments.keep(tx, name, content, Need.CLERK)) {
            case Kept.As(var kept) -> {
                id.accept(kept);
                yield Optional.empty();
            }
            case Kept.Refused(var reason) ->
                Optional.of(
                        switch (reason) {
                            case EMPTY -> Reason.PAPER_EMPTY;
                            case TOO_LARGE, TOO_MUCH_TODAY -> Reason.PAPER_TOO_LARGE;
                            case NOT_A_PAPER, DAMAGED -> Reason.PAPER_NOT_ONE;
                        });
        };
    }
}
