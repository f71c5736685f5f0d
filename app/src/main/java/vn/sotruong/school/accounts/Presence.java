package vn.sotruong.school.accounts;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffStatus;

/**
 * Chứng thực có mặt: somebody proves with their own password that they stand before another's machine. No session begins;
 * a guess counts like one at the door, and a wrong one leaves the same line.
 */
public final class Presence {
    private final Database db;
    private final PasswordHash hashes;
    private final Attempts attempts;

    public Presence(Database db, PasswordHash hashes, SignIns signIns) {
        this.db = db;
        this.hashes = hashes;
        this.attempts = signIns.attempts();
    }

    /** Kết quả. */
    public sealed interface Proof {
        /** It is they. */
        record Given(String account, String staff) implements Proof {}

        /**
         * It was not shown.
         *
         * @param tooMany whether guesses were too many, or wrong
         */
        record Missing(boolean tooMany) implements Proof {}
    }

    /** Compares a name and a password, typed at that machine. */
    public Proof prove(String typedName, String typedPassword, String address) {
        var username = Username.tidy(typedName);
        var account = db.read(handle -> AccountTable.findByUsername(handle, username));
        var tried = Attempts.of(account, username);
        if (attempts.take(tried, address).isPresent()) {
            return new Proof.Missing(true);
        }
        try {
            return compared(account, tried, typedPassword, address);
        } catch (PasswordHash.Busy flood) {
            attempts.giveBack(tried, address);
            return new Proof.Missing(true);
        }
    }

    private Proof compared(Optional<Account> account, String tried, String typedPassword, String address) {
        var password = PasswordRule.tidy(typedPassword);
        var credential = account.flatMap(found -> db.read(handle -> AccountTable.findCredential(handle, found.id())));
        if (password.length() > PasswordRule.LONGEST * 2 || credential.isEmpty()) {
            hashes.checkNobody("");
            return wrong(account, tried, address);
        }
        if (hashes.check(password, credential.get().hash()) == PasswordHash.Match.WRONG) {
            return wrong(account, tried, address);
        }
        attempts.succeeded(tried, address);
        var found = account.orElseThrow();
        db.writeUnderAnyClock(Actor.house("presence"), tx -> {
            attempts.keep(tx, tried, address);
            return true;
        });
        return new Proof.Given(found.id(), found.staff());
    }

    private Proof wrong(Optional<Account> account, String tried, String address) {
        var line = attempts.worthALine();
        db.writeUnderAnyClock(Actor.house("presence"), tx -> {
            attempts.keep(tx, tried, address);
            if (line) {
                SessionTable.record(tx, account.orElse(null), SessionTable.Ended.WRONG, null, address);
            }
            return true;
        });
        return new Proof.Missing(false);
    }

    /**
     * Whether whoever has this account may stand for themselves now: they work here, the account is open, its password
     * is their own, and no reset of it is unconfirmed.
     */
    public static boolean stands(Handle handle, String account) {
        return AccountTable.find(handle, account)
                .filter(found -> found.state() == Account.State.ACTIVE && !found.inspector())
                .filter(found -> People.findStaff(handle, found.staff())
                        .filter(staff -> staff.status() == StaffStatus.WORKING)
                        .isPresent())
                .filter(found -> !AccountTable.getCredential(handle, found.id()).mustChange())
                .filter(found -> Standing.full(handle, found.id()))
                .isPresent();
    }

    /** As {@link #stands}, by the staff member. */
    public static boolean standsFor(Handle handle, String staff) {
        return AccountTable.findByStaff(handle, staff)
                .filter(account -> stands(handle, account.id()))
                .isPresent();
    }
}
