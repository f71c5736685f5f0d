package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.AccountsPolicy.Deed;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;

/** Tài khoản và chức vụ: all that may be done with them by whoever runs the school's accounts. */
public final class Accounts {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES =
            List.of(AccountTable.ACCOUNT, AccountTable.CREDENTIAL, PostTable.POST, SessionTable.SIGN_IN);

    private static final String CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private final Database db;
    private final PasswordHash hashes;
    private final Clock clock;
    private final SecureRandom random;

    public Accounts(Database db, PasswordHash hashes, Clock clock, SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Một dòng của sổ tài khoản.
     *
     * @param account null for somebody who has none yet
     * @param passwordSet null while the first code stands, or without an account
     */
    public record Entry(
            Staff staff,
            @Nullable Account account,
            List<Post> posts,
            @Nullable Instant lastSignIn,
            @Nullable Instant passwordSet) {}

    /** The register of accounts: everybody who works here, in the order of names. */
    public List<Entry> register() {
        return db.read(this::register);
    }

    private List<Entry> register(Handle handle) {
        var accounts = AccountTable.list(handle).stream().collect(Collectors.toMap(Account::staff, each -> each));
        var credentials = AccountTable.mapCredentials(handle);
        var posts = PostTable.listInForce(handle, today()).stream().collect(Collectors.groupingBy(Post::staff));
        var last = SessionTable.mapLast(handle);
        var entries = new ArrayList<Entry>();
        for (var staff : People.listStaff(handle)) {
            var account = accounts.get(staff.id());
            var credential = account == null ? null : credentials.get(account.id());
            entries.add(new Entry(
                    staff,
                    account,
                    posts.getOrDefault(staff.id(), List.of()),
                    account == null ? null : last.get(account.id()),
                    credential == null || credential.mustChange() ? null : credential.changedAt()));
        }
        return entries;
    }

    /** Gives a member of staff an account under a name of the school {@code abbr}, with a one-time code. */
    public Outcome issue(Actor actor, String staff, String abbr) {
        var code = newCode();
        var hash = hashes.hash(code);
        return guarded(actor, Deed.ISSUE, false, tx -> {
            var person = People.findStaff(tx.handle(), staff);
            if (person.isEmpty()) {
                return new Refused(Reason.NO_SUCH_PERSON);
            }
            if (person.get().status() != StaffStatus.WORKING) {
                return new Refused(Reason.NOT_WORKING);
            }
            if (AccountTable.findByStaff(tx.handle(), staff).isPresent()) {
                return new Refused(Reason.HAS_ACCOUNT);
            }
            return new Issued(create(tx, person.get(), abbr, hash, true), code);
        });
    }

    /**
     * Gives an account with a password already hashed: for the first administrator, and for a demonstration.
     *
     * @param hash from {@link PasswordHash#hash}, made before the transaction
     */
    public static Account create(Tx tx, Staff staff, String abbr, String hash, boolean mustChange) {
        var name = Username.propose(
                staff.name().family(),
                staff.name().given(),
                abbr,
                taken -> AccountTable.findByUsername(tx.handle(), taken).isPresent());
        var state = mustChange ? Account.State.ISSUED : Account.State.ACTIVE;
        var account = new Account(tx.newId(), staff.id(), false, name, state);
        AccountTable.create(tx, account);
        AccountTable.create(tx, new Credential(account.id(), hash, mustChange, tx.now()));
        return account;
    }

    /** A new one-time code for somebody who forgot the password; the old one and all sessions end. */
    public Outcome newCode(Actor actor, String account) {
        var code = newCode();
        var hash = hashes.hash(code);
        return onAccount(actor, Deed.NEW_CODE, account, (tx, found) -> {
            AccountTable.put(tx, new Credential(found.id(), hash, true, tx.now()), "new code");
            SessionTable.endAll(tx, found.id());
            return new Issued(found, code);
        });
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
            if (found.state() != to) {
                AccountTable.put(tx, found.as(to), why);
            }
            if (to != Account.State.ACTIVE) {
                SessionTable.endAll(tx, found.id());
            }
            return new Done();
        });
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

    /** Gives a post by decision; somebody may hold several. */
    public Outcome confer(
            Actor actor, String staff, Post.Kind kind, String decision, LocalDate from, @Nullable LocalDate until) {
        return guarded(actor, Deed.CONFER_POST, false, tx -> {
            if (People.findStaff(tx.handle(), staff).isEmpty()) {
                return new Refused(Reason.NO_SUCH_PERSON);
            }
            if (decision.isBlank() || decision.length() > 200) {
                return new Refused(Reason.NO_DECISION);
            }
            if (until != null && until.isBefore(from)) {
                return new Refused(Reason.BAD_DATES);
            }
            create(tx, staff, kind, decision, from, until);
            return new Done();
        });
    }

    /** Records a post; for the first posts of a new school. */
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

    /** The staff member behind an account, for rooms that show who did something. */
    public static Optional<String> findStaff(Handle handle, String account) {
        return AccountTable.find(handle, account).map(Account::staff);
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
        var held = new HashSet<Post.Kind>();
        AccountTable.find(handle, actor.account())
                .ifPresent(account -> PostTable.listInForce(handle, account.staff(), today()).stream()
                        .map(Post::kind)
                        .filter(kind -> kind.capacity() == actor.capacity())
                        .forEach(held::add));
        return held;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Ten letters and digits that nobody confuses: about 49 bits, for two weeks and a throttled door. */
    private String newCode() {
        var code = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            code.append(i == 5 ? "-" : "").append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }
}
