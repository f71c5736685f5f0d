package vn.sotruong.school.accounts;

import vn.sotruong.ground.web.SessionToken;

/** Kết quả của một việc với tài khoản. */
public sealed interface Outcome {
    /** Signed in; the browser gets this secret. */
    record Admitted(SessionToken token, boolean mustChange) implements Outcome {}

    /**
     * An account, or a new first code for one.
     *
     * @param code shown and printed once, stored nowhere
     */
    record Issued(Account account, String code) implements Outcome {
        @Override
        public String toString() {
            return "Issued " + account.id();
        }
    }

    /** Done, with nothing to show. */
    record Done() implements Outcome {}

    /** Not done. */
    record Refused(Reason reason) implements Outcome {}
}
