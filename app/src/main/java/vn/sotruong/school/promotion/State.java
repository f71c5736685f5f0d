package vn.sotruong.school.promotion;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trạng thái xét lên lớp của một học sinh. */
public enum State {
    /** Something is missing; follows from the book. */
    INCOMPLETE,
    /** Everything is there; follows from the book. */
    READY,
    LISTED,
    SUBMITTED,
    /** To be listed again: handed back, or begun again since something has changed. */
    RETURNED,
    APPROVED_1,
    SUMMER_PENDING,
    SUMMER_RESULT,
    APPROVED_2,
    FINAL;

    /**
     * The state after a deed; empty where the deed has no place.
     *
     * @param summer whether the outcome of the first review leaves something to the summer
     */
    Optional<State> after(Deed deed, boolean summer) {
        return Optional.ofNullable(
                switch (this) {
                    case INCOMPLETE -> null;
                    case READY -> deed == Deed.LIST ? LISTED : null;
                    case RETURNED -> deed == Deed.LIST ? LISTED : null;
                    case LISTED -> deed == Deed.SUBMIT ? SUBMITTED : again(deed);
                    case SUBMITTED ->
                        switch (deed) {
                            case RETURN -> RETURNED;
                            case RULE -> SUBMITTED;
                            case APPROVE -> APPROVED_1;
                            default -> again(deed);
                        };
                    case APPROVED_1 -> deed == Deed.ISSUE ? (summer ? SUMMER_PENDING : FINAL) : again(deed);
                    case SUMMER_PENDING ->
                        switch (deed) {
                            case ENTER, TRAIN, CLOSE -> SUMMER_PENDING;
                            case LIST_AGAIN -> SUMMER_RESULT;
                            default -> again(deed);
                        };
                    case SUMMER_RESULT ->
                        switch (deed) {
                            case RETURN_AGAIN -> SUMMER_PENDING;
                            case RULE -> SUMMER_RESULT;
                            case APPROVE_AGAIN -> APPROVED_2;
                            default -> again(deed);
                        };
                    case APPROVED_2 -> deed == Deed.ISSUE ? FINAL : again(deed);
                    case FINAL -> again(deed);
                });
    }

    private static @Nullable State again(Deed deed) {
        return deed == Deed.REOPEN ? RETURNED : null;
    }

    /** The key of its words. */
    public String key() {
        return "promotion.state." + name();
    }
}
