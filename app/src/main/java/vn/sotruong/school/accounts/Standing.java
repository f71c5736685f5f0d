package vn.sotruong.school.accounts;

import org.jdbi.v3.core.Handle;

/**
 * Tư cách đầy đủ: after a reset an account is not yet known to be in its owner's hands. Until the owner has set a new
 * password and the principal has confirmed the reset in person, it may enter drafts of its own and nothing more: it
 * neither commits nor consents, directs or witnesses.
 */
public final class Standing {
    private Standing() {}

    /** Whether nothing of a reset is open on this account. */
    public static boolean full(Handle handle, String account) {
        return ResetTable.findNewestPrinted(handle, account).map(Reset::settled).orElse(true);
    }
}
