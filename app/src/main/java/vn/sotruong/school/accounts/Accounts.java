package vn.sotruong.school.accounts;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.AccountsPolicy.Deed;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;

/** Tài khoản và chức vụ: all that may be done with them by whoever runs the school's accounts. */
public final class Accounts {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(
            AccountTable.ACCOUNT,
            AccountTable.CREDENTIAL,
            PostTable.POST,
            SessionTable.SIGN_IN,
            InspectorTable.INSPECTOR,
            PinTable.PIN,
            AccessRuleTable.ACCESS_RULE,
            ResetTable.RESET);

    private final Database db;
    private final Clock clock;

    public Accounts(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Gives an account with a password already hashed, or the hash of a code.
     *
     * @param hash from {@link PasswordHash#hash}, made before the transaction
     */
    public static Account create(Tx tx, Staff staff, String abbr, String hash, boolean mustChange) {
        var name =
                Username.propose(staff.name().family(), staff.name().given(), abbr, taken -> given(tx.handle(), taken));
        return open(tx, staff, name, hash, mustChange);
    }

    /**
     * As above, for somebody who only administers: the name says the district and the school, and nobody's own.
     *
     * @param district its abbreviation
     */
    public static Account createAdministrator(
            Tx tx, Staff staff, String district, String abbr, String hash, boolean mustChange) {
        var name = Username.administrator(district, abbr, taken -> given(tx.handle(), taken));
        return open(tx, staff, name, hash, mustChange);
    }

    private static boolean given(Handle handle, String username) {
        return AccountTable.findByUsername(handle, username).isPresent();
    }

    private static Account open(Tx tx, Staff staff, String name, String hash, boolean mustChange) {
        var state = mustChange ? Account.State.ISSUED : Account.State.ACTIVE;
        var account = new Account(tx.newId(), staff.id(), false, name, state);
        AccountTable.create(tx, account);
        AccountTable.create(tx, new Credential(account.id(), hash, mustChange, tx.now()));
        return account;
    }

    /** Locks an account; its sessions end at once. */
    public Outcome lock(Actor actor, String account, String why) {
        return move(actor, Deed.LOCK, account, Account.State.LOCKED, why);
    }

    /** Opens a locked account again. */
    public Outcome unlock(Actor actor, String account, String why) {
        return move(actor, Deed.UNLOCK, account, Account.State.ACTIVE, why);
    }

    /** Closes the account of somebody who has left, for good. */
    public Outcome retire(Actor actor, String account, String why) {
        return move(actor, Deed.RETIRE, account, Account.State.RETIRED, why);
    }

    private Outcome move(Actor actor, Deed deed, String account, Account.State to, String why) {
        return onAccount(actor, deed, account, (tx, found) -> {
            var refusal = deed == Deed.RETIRE ? refusedClosing(tx.handle(), found) : Optional.<Reason>empty();
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            if (found.state() != to) {
                AccountTable.put(tx, found.as(to), why);
            }
            if (to != Account.State.ACTIVE) {
                SessionTable.endAll(tx, found.id());
            }
            return new Done();
        });
    }

    private Optional<Reason> refusedClosing(Handle handle, Account account) {
        var worksHere = !account.inspector()
                && People.getStaff(handle, account.staff()).status().worksHere();
        var holdsPost = !PostTable.listInForce(handle, account.staff(), today()).isEmpty();
        return AccountsPolicy.refusedClosing(worksHere, holdsPost);
    }

    private Outcome onAccount(Actor actor, Deed deed, String account, BiFunction<Tx, Account, Outcome> work) {
        return guarded(actor, deed, account.equals(actor.account()), tx -> {
            var found = AccountTable.find(tx.handle(), account);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_ACCOUNT);
            }
            if (found.get().state() == Account.State.RETIRED) {
                return new Refused(Reason.RETIRED);
            }
            return work.apply(tx, found.get());
        });
    }

    /** Records a post that somebody was given by decision; somebody may hold several. */
    public static Post create(
            Tx tx, String staff, Post.Kind kind, String decision, LocalDate from, @Nullable LocalDate until) {
        var post = new Post(tx.newId(), staff, kind, decision, from, until);
        PostTable.create(tx, post);
        return post;
    }

    /** Ends a post today. */
    public Outcome endPost(Actor actor, String id, String why) {
        var own = db.read(handle -> PostTable.find(handle, id)
                .flatMap(post -> AccountTable.findByStaff(handle, post.staff()))
                .map(account -> account.id().equals(actor.account()))
                .orElse(false));
        return guarded(actor, Deed.END_POST, own, tx -> {
            if (why.isBlank()) {
                return new Refused(Reason.NO_WHY);
            }
            var post = PostTable.find(tx.handle(), id).filter(each -> each.holds(today()));
            if (post.isEmpty()) {
                return new Refused(Reason.NO_SUCH_POST);
            }
            var held = post.get();
            var ended = new Post(held.id(), held.staff(), held.kind(), held.decision(), held.from(), today());
            PostTable.put(tx, ended, why);
            return new Done();
        });
    }

    /** Ends a post on that day, inside the caller's transaction. */
    public static void end(Tx tx, Post post, LocalDate on, String why) {
        PostTable.put(tx, new Post(post.id(), post.staff(), post.kind(), post.decision(), post.from(), on), why);
    }

    /** Every post of that kind there ever was. */
    public static List<Post> postsOf(Handle handle, Post.Kind kind) {
        return PostTable.list(handle).stream()
                .filter(post -> post.kind() == kind)
                .toList();
    }

    /** Posts in force on a day, for the rooms that ask who presides or sits. */
    public static List<Post> postsInForce(Handle handle, LocalDate on) {
        return PostTable.listInForce(handle, on);
    }

    /** The staff member behind an account, for rooms that show who did something; an inspector is none. */
    public static Optional<String> findStaff(Handle handle, String account) {
        return AccountTable.find(handle, account)
                .filter(found -> !found.inspector())
                .map(Account::staff);
    }

    /** The name of whoever has this account; the account's own id where nobody has it. */
    public static String name(Handle handle, String account) {
        var found = AccountTable.find(handle, account);
        if (found.isEmpty()) {
            return account;
        }
        return found.get().inspector()
                ? InspectorTable.find(handle, found.get().staff())
                        .map(inspector -> inspector.name().full())
                        .orElse(account)
                : People.getStaff(handle, found.get().staff()).name().full();
    }

    /** The principal sets how long passwords last and when screens lock. */
    public Outcome setRule(Actor actor, AccessRule rule) {
        if (!rule.wellFormed()) {
            return new Refused(Reason.BAD_RULE);
        }
        return guarded(actor, Deed.SET_RULE, false, tx -> {
            AccessRuleTable.put(tx, rule);
            return new Done();
        });
    }

    private interface Work {
        Outcome in(Tx tx);
    }

    private Outcome guarded(Actor actor, Deed deed, boolean own, Work work) {
        return db.write(actor, tx -> {
            var refusal = AccountsPolicy.refusal(deed, posts(tx.handle(), actor), own);
            return refusal.isPresent() ? new Refused(refusal.get()) : work.in(tx);
        });
    }

    private Set<Post.Kind> posts(Handle handle, Actor actor) {
        return PostTable.exercised(handle, actor, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
