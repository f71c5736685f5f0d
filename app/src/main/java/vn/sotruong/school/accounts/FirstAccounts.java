package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.util.Optional;
import vn.sotruong.school.people.VietnameseName;

/** Tài khoản đầu tiên: what a set-up page needs of this room before anybody has an account. */
public final class FirstAccounts {
    private FirstAccounts() {}

    /** Why a password is not taken from the person of that name, or nothing. */
    public static Optional<Reason> refusal(String typed, String again, VietnameseName name, String abbr) {
        var password = tidy(typed);
        if (!password.equals(tidy(again))) {
            return Optional.of(Reason.NOT_THE_SAME);
        }
        return PasswordRule.refusal(password, Username.propose(name.family(), name.given(), abbr, taken -> false));
    }

    /** A password as it is hashed: one spelling for what people type on different keyboards. */
    public static String tidy(String typed) {
        return PasswordRule.tidy(typed);
    }

    /** A one-time code; its owner replaces it at the first sign-in. */
    public static String newCode(SecureRandom random) {
        return OneTimeCode.fresh(random);
    }
}
