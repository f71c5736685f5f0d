package vn.sotruong.school.governance;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;

/** Nơi giữ tài khoản: what an approved proposal may ask of the room that keeps the accounts. */
public interface AccountOffice {
    /** Why this member of staff cannot get an account: a constant of that room's reasons. */
    Optional<? extends Enum<?>> refusal(Handle handle, String staff);

    /** Opens an account with which nobody can sign in yet. @return its id */
    String open(Tx tx, String staff);

    /** Makes first codes, before a transaction, since hashing is slow on purpose. */
    List<Code> makeCodes(int number);

    /** Gives an account its first code; empty when it has been used or closed meanwhile. */
    Optional<Slip> hand(Tx tx, String account, Code code);

    /**
     * Mã đăng nhập lần đầu.
     *
     * @param hash what is stored of it
     */
    record Code(String text, String hash) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    /**
     * Phiếu tài khoản: shown and printed once.
     *
     * @param name whose it is
     */
    record Slip(String name, String username, String code) {
        @Override
        public String toString() {
            return "Slip " + username;
        }
    }
}
