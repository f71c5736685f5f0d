package vn.sotruong.school.accounts;

import java.util.Optional;
import java.util.Set;

/** Ai được làm gì với tài khoản. Facts in, a reason or nothing out. */
final class AccountsPolicy {
    private AccountsPolicy() {}

    /** Việc: what may be asked of this room. */
    enum Deed {
        LOCK,
        UNLOCK,
        RETIRE,
        END_POST,
        SET_RULE,
        READ_REGISTER
    }

    /** @param own whether the account or post is the asker's own */
    static Optional<Reason> refusal(Deed deed, Set<Post.Kind> posts, boolean own) {
        boolean allowed = switch (deed) {
            case LOCK, UNLOCK, RETIRE -> posts.contains(Post.Kind.ADMIN);
            case END_POST, SET_RULE -> posts.contains(Post.Kind.PRINCIPAL);
            case READ_REGISTER ->
                posts.contains(Post.Kind.ADMIN)
                        || posts.contains(Post.Kind.PRINCIPAL)
                        || posts.contains(Post.Kind.VICE_PRINCIPAL);
        };
        if (!allowed) {
            return Optional.of(Reason.NOT_ALLOWED);
        }
        boolean harmful = switch (deed) {
            case LOCK, RETIRE, END_POST -> true;
            case UNLOCK, SET_RULE, READ_REGISTER -> false;
        };
        return own && harmful ? Optional.of(Reason.YOUR_OWN) : Optional.empty();
    }

    /** An account closes for good: only after its person has left, and laid down every post. */
    static Optional<Reason> refusedClosing(boolean worksHere, boolean holdsPost) {
        if (holdsPost) {
            return Optional.of(Reason.HOLDS_POST);
        }
        return worksHere ? Optional.of(Reason.STILL_WORKS_HERE) : Optional.empty();
    }
}
