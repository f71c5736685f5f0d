package vn.sotruong.school.board;

import java.util.List;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.ground.store.Refusal;

/** Kết quả việc lập khóa lưu trữ. */
public sealed interface Ceremony {
    /** The principal's decision stands and waits for a member of the board. */
    record Decided() implements Ceremony {}

    /**
     * The key is made. These cards exist nowhere else: whoever drops this record drops them for good.
     *
     * @param cards one a member, in the order of the key's holders
     */
    record Made(ArchiveKey key, List<Card> cards) implements Ceremony {
        public Made {
            cards = List.copyOf(cards);
        }
    }

    /** Nothing was changed. */
    record Refused(Reason reason) implements Ceremony, Refusal {}

    /** Lý do từ chối. */
    enum Reason {
        NOT_THE_PRINCIPAL,
        NOT_ON_THE_BOARD,
        NO_VALID_BOARD,
        OWN_DECISION,
        NOT_DECIDED,
        ALREADY_DECIDED,
        DECISION_MISSING;

        /** The key of its sentence. */
        public String key() {
            return "board.reason." + name();
        }
    }
}
