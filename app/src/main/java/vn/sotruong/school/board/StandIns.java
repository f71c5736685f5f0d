package vn.sotruong.school.board;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.board.StandIn.About;

/**
 * Các lần duyệt thay: nobody approves for a class what they made as its homeroom teacher. A deputy approves the principal's
 * own class; where there is none, a member of the board records what the superior has decided.
 */
public final class StandIns {
    /** The table of approvals in another's place that this room journals. */
    public static final List<Entity> ENTITIES = List.of(StandInTable.STAND_IN);

    private static final Messages WORDS = Messages.of(StandIns.class);
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_TEXT = 1000;

    private StandIns() {}

    /** Lời của cấp trên: the superior's decision as a member of the board types it. */
    public static final class Word {
        private final String number;
        private final @Nullable LocalDate date;
        private final String said;
        private final String fileName;
        private final byte[] scan;

        /**
         * What was typed.
         *
         * @param scan empty where there is none
         */
        public Word(String number, @Nullable LocalDate date, String said, String fileName, byte[] scan) {
            this.number = number.strip();
            this.date = date;
            this.said = said.strip();
            this.fileName = fileName;
            this.scan = scan.clone();
        }

        Optional<Reason> fault(LocalDate today) {
            if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
                return Optional.of(Reason.NUMBER_MISSING);
            }
            if (date == null || date.isAfter(today)) {
                return Optional.of(Reason.DECISION_DAY);
            }
            if (said.isEmpty() && scan.length == 0) {
                return Optional.of(Reason.WORDS_OR_SCAN);
            }
            return said.length() > LONGEST_TEXT ? Optional.of(Reason.WORDS_TOO_LONG) : Optional.empty();
        }
    }

    /**
     * Việc chờ cấp trên.
     *
     * @param name of the class
     * @param told what would be approved, line by line
     * @param seal of all that
     */
    public record Waiting(About about, String name, List<String> told, String seal) {
        public Waiting {
            told = List.copyOf(told);
        }
    }

    /** Phòng có việc chờ duyệt: a room whose approvals may have to wait for the superior. */
    public interface Room {
        /** What waits for the superior's decision, and for nothing and nobody else. */
        List<Waiting> listWaiting(Handle handle, Language language);

        /** Approves by the superior's decision. @return why not */
        Optional<? extends Enum<?>> approve(Actor actor, String staff, About about, String seal, Word word);
    }

    /**
     * Notes who approves in the principal's place; nothing where the principal does. The last thing asked before an approval
     * is written.
     *
     * @param makers who made what is approved
     * @param word the superior's decision, where theirs it is
     * @throws Undone where that decision is not recorded as it should be; nothing of the transaction stays
     */
    public static void sign(Tx tx, Board board, About about, Set<String> makers, String staff, @Nullable Word word) {
        var handle = tx.handle();
        var today = LocalDate.ofInstant(tx.now(), Formats.ZONE);
        var hand = board.hand(handle, makers, today);
        if (hand == Board.Hand.PRINCIPAL) {
            return;
        }
        var insteadOf = board.presiding(handle, makers, today);
        if (hand == Board.Hand.DEPUTY) {
            note(tx, about, hand, insteadOf, staff, null, null);
            return;
        }
        if (word == null) {
            throw new Undone(Reason.SUPERIOR_DECIDES);
        }
        var fault = word.fault(today);
        if (fault.isPresent()) {
            throw new Undone(fault.get());
        }
        var paper = word.scan.length == 0 ? null : keep(tx, word);
        note(tx, about, hand, insteadOf, staff, word, paper);
    }

    private static String keep(Tx tx, Word word) {
        return switch (Attachments.keep(tx, word.fileName, word.scan, Need.BOARD, Need.PRINCIPAL)) {
            case Kept.Refused(var reason) -> throw new Undone(reason);
            case Kept.As(var paper) -> paper;
        };
    }

    /** Chưa ghi: takes back a transaction whose approval lacks the superior's decision. */
    static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Enum<?> reason;

        Undone(Enum<?> reason) {
            super(reason.name());
            this.reason = reason;
        }

        Enum<?> reason() {
            return reason;
        }
    }

    private static void note(
            Tx tx,
            About about,
            Board.Hand hand,
            String insteadOf,
            String staff,
            @Nullable Word word,
            @Nullable String paper) {
        StandInTable.create(
                tx,
                new StandIn(
                        tx.newId(),
                        about,
                        hand,
                        insteadOf,
                        staff,
                        tx.now(),
                        word == null ? null : word.number,
                        word == null ? null : word.date,
                        word == null || word.said.isEmpty() ? null : word.said,
                        paper));
    }

    /** Whether that is the scan of a superior's decision that this visitor may read. */
    public static boolean shows(Handle handle, String attachment, Visitor visitor) {
        var reads = visitor.holds(Need.BOARD) || visitor.holds(Need.PRINCIPAL) || visitor.holds(Need.INSPECTOR);
        return reads && StandInTable.list(handle).stream().anyMatch(each -> attachment.equals(each.paper()));
    }

    /** Who approved that in the principal's place, in a sentence; empty where the principal did. */
    public static Optional<String> told(Handle handle, Language language, About about, String by) {
        return StandInTable.find(handle, about)
                .filter(each -> each.by().equals(by))
                .map(each -> told(handle, language, each));
    }

    static String told(Handle handle, Language language, StandIn standIn) {
        var principal = Decisions.name(handle, standIn.insteadOf());
        var by = Decisions.name(handle, standIn.by());
        var on = standIn.decidedOn();
        return on == null
                ? WORDS.get(language, "board.stand-in.deputy", by, principal)
                : WORDS.get(
                        language,
                        "board.stand-in.superior",
                        String.valueOf(standIn.number()),
                        Formats.day(on),
                        by,
                        principal);
    }
}
