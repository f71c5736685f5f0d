package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;

/**
 * Mã đăng nhập lần đầu: accounts that a decision opened, and the codes they get when their slips are printed. Until then
 * their stored hash is of nothing that anybody knows.
 */
public final class FirstCodes {
    private final PasswordHash hashes;
    private final SecureRandom random;

    public FirstCodes(PasswordHash hashes, SecureRandom random) {
        this.hashes = hashes;
        this.random = random;
    }

    /** Why this member of staff cannot get an account. */
    public static Optional<Reason> refusal(Handle handle, String staff) {
        var person = People.findStaff(handle, staff);
        if (person.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_PERSON);
        }
        if (person.get().status() != StaffStatus.WORKING) {
            return Optional.of(Reason.NOT_WORKING);
        }
        return AccountTable.findByStaff(handle, staff).isPresent() ? Optional.of(Reason.HAS_ACCOUNT) : Optional.empty();
    }

    /** Opens an account that nobody can use yet. */
    public Account open(Tx tx, Staff staff, String abbr) {
        return Accounts.create(tx, staff, abbr, hashes.ofNothing(), true);
    }

    /** As above, for somebody who only administers. */
    public Account openAdministrator(Tx tx, Staff staff, String district, String abbr) {
        return Accounts.createAdministrator(tx, staff, district, abbr, hashes.ofNothing(), true);
    }

    /** A code that nobody confuses with another, to be shown once. */
    public String make() {
        return OneTimeCode.fresh(random);
    }

    /** Gives the account its first code; empty when it has been used, locked or closed meanwhile. */
    public Optional<Account> hand(Tx tx, String account, String hash) {
        var found = AccountTable.find(tx.handle(), account).filter(each -> each.state() == Account.State.ISSUED);
        found.ifPresent(each -> AccountTable.put(tx, new Credential(each.id(), hash, true, tx.now()), "first code"));
        return found;
    }
}
