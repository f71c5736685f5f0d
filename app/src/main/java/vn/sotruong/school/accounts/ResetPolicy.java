package vn.sotruong.school.accounts;

import java.util.Optional;
import java.util.Set;

/** Ai được đặt lại mật khẩu cho ai. Facts in, a reason or nothing out. */
public final class ResetPolicy {
    private ResetPolicy() {}

    /** Việc. */
    public enum Deed {
        REQUEST,
        CONFIRM,
        WITHDRAW,
        ATTEST
    }

    /**
     * Sự việc.
     *
     * @param posts that the asker holds and exercises now
     * @param owner whether the account is the asker's own
     * @param partaken whether the asker asked for this reset or confirmed it
     * @param state of the reset; empty where there is none yet
     * @param principals whether the account is a principal's
     * @param administrators whether the account is an administrator's
     */
    record Facts(
            Set<Post.Kind> posts,
            boolean owner,
            boolean partaken,
            Optional<Reset.State> state,
            boolean principals,
            boolean administrators) {}

    static Optional<Reason> refusal(Deed deed, Facts facts) {
        if (!mayEver(deed, facts)) {
            return Optional.of(Reason.NOT_ALLOWED);
        }
        if (facts.owner()) {
            return Optional.of(Reason.YOUR_OWN);
        }
        if (deed == Deed.CONFIRM && facts.partaken()) {
            return Optional.of(Reason.YOURS_ALREADY);
        }
        return inTime(deed, facts.state()) ? Optional.empty() : Optional.of(Reason.RESET_NOT_SO_FAR);
    }

    private static boolean mayEver(Deed deed, Facts facts) {
        var posts = facts.posts();
        return switch (deed) {
            // where the only administrator forgot, a member of the board asks
            case REQUEST ->
                posts.contains(Post.Kind.ADMIN) || (facts.administrators() && posts.contains(Post.Kind.BOARD));
            case WITHDRAW -> posts.contains(Post.Kind.ADMIN) || posts.contains(Post.Kind.BOARD);
            case CONFIRM ->
                posts.contains(Post.Kind.BOARD) || (!facts.principals() && posts.contains(Post.Kind.VICE_PRINCIPAL));
            case ATTEST -> posts.contains(Post.Kind.PRINCIPAL);
        };
    }

    private static boolean inTime(Deed deed, Optional<Reset.State> state) {
        return switch (deed) {
            case REQUEST -> state.isEmpty();
            case CONFIRM, WITHDRAW ->
                state.isPresent()
                        && (state.get() == Reset.State.REQUESTED || state.get() == Reset.State.HALF_CONFIRMED);
            case ATTEST -> state.isPresent() && state.get() == Reset.State.REPLACED;
        };
    }
}
