package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.people.VietnameseName;

/**
 * Tài khoản thanh tra, kiểm tra: the administrator proposes one, the principal approves it, and it reads between two days
 * that the decision names.
 */
public final class Inspectors {
    private static final Messages WORDS = Messages.of(Inspectors.class);
    private static final int LONGEST_DAYS = 92;
    private static final int LONGEST_TEXT = 200;

    private final Database db;
    private final PasswordHash hashes;
    private final Asking asking;
    private final Clock clock;
    private final SecureRandom random;

    /** @param asking how a proposal is made */
    public Inspectors(Database db, PasswordHash hashes, Asking asking, Clock clock, SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.asking = asking;
        this.clock = clock;
        this.random = random;
    }

    /** Nơi nhận đề nghị: the room in which one person proposes and another decides. */
    @FunctionalInterface
    public interface Asking {
        /** Proposes. @return why it may not be proposed */
        Optional<? extends Enum<?>> propose(Tx tx, String summary, Map<String, String> payload);
    }

    /** Kết quả đề nghị. */
    public sealed interface Asked {
        record Waiting() implements Asked {}

        record Not(Enum<?> reason) implements Asked {}
    }

    /**
     * Một người thanh tra với tài khoản của họ.
     *
     * @param printable whether the first code has not been printed yet
     */
    public record Line(Inspector inspector, Account account, boolean printable, boolean reads) {}

    /** All of them, the newest first. */
    public List<Line> list() {
        var today = Visitors.day(clock.instant());
        return db.read(handle -> InspectorTable.list(handle).stream()
                .map(each -> line(handle, each, today))
                .toList());
    }

    private static Line line(Handle handle, Inspector inspector, LocalDate today) {
        var account = AccountTable.findOfInspector(handle, inspector.id()).orElseThrow();
        return new Line(
                inspector,
                account,
                AccountTable.findCredential(handle, account.id()).isEmpty(),
                inspector.reads(today));
    }

    /** Proposes an account that reads from {@code from} until the end of {@code last}. */
    public Asked propose(
            Actor actor,
            String name,
            String authority,
            String decision,
            @Nullable LocalDate from,
            @Nullable LocalDate last) {
        if (!VietnameseName.tidy(name).contains(" ") || name.length() > LONGEST_TEXT) {
            return new Asked.Not(Reason.NO_NAME);
        }
        var split = VietnameseName.split(name);
        if (!isText(authority) || !isText(decision)) {
            return new Asked.Not(Reason.NO_AUTHORITY);
        }
        if (from == null || last == null || !sound(from, last)) {
            return new Asked.Not(Reason.BAD_TERM);
        }
        var summary = WORDS.get(
                Language.VI,
                "accounts.inspector.summary",
                split.full(),
                authority,
                Formats.day(from),
                Formats.day(last));
        var payload = Map.of(
                "family", split.family(),
                "given", split.given(),
                "authority", authority,
                "decision", decision,
                "from", from.toString(),
                "last", last.toString());
        return db.write(actor, tx -> {
            Optional<? extends Enum<?>> refusal = asking.propose(tx, summary, payload);
            return refusal.isPresent() ? new Asked.Not(refusal.get()) : new Asked.Waiting();
        });
    }

    private boolean sound(LocalDate from, LocalDate last) {
        var today = Visitors.day(clock.instant());
        return !last.isBefore(from)
                && !last.isBefore(today)
                && !last.isAfter(from.plusDays(LONGEST_DAYS))
                && !from.isAfter(today.plusYears(1));
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT;
    }

    /** Opens what was approved, inside the approving transaction. Nobody can sign in until the first code is printed. */
    public static Optional<Reason> open(Tx tx, Map<String, String> payload, String abbr) {
        var last = LocalDate.parse(payload.getOrDefault("last", ""));
        if (last.isBefore(Visitors.day(tx.now()))) {
            return Optional.of(Reason.BAD_TERM);
        }
        var name = new VietnameseName(payload.getOrDefault("family", ""), payload.getOrDefault("given", ""));
        var inspector = new Inspector(
                tx.newId(),
                name,
                payload.getOrDefault("authority", ""),
                payload.getOrDefault("decision", ""),
                LocalDate.parse(payload.getOrDefault("from", "")),
                last.plusDays(1));
        InspectorTable.create(tx, inspector);
        var username = Username.propose(
                name.family(),
                name.given(),
                abbr,
                taken -> AccountTable.findByUsername(tx.handle(), taken).isPresent());
        AccountTable.create(tx, new Account(tx.newId(), inspector.id(), true, username, Account.State.ISSUED));
        return Optional.empty();
    }

    /** Makes the first code, once. */
    public Outcome print(Actor actor, String id) {
        var code = OneTimeCode.fresh(random);
        var hash = hashes.hash(code);
        return onOne(actor, Post.Kind.ADMIN, id, (tx, inspector, account) -> {
            if (AccountTable.findCredential(tx.handle(), account.id()).isPresent()) {
                return new Refused(Reason.CODE_PRINTED);
            }
            AccountTable.create(tx, new Credential(account.id(), hash, true, tx.now()));
            return new Issued(account, code);
        });
    }

    /** Ends somebody's reading today; their sessions end at once. */
    public Outcome end(Actor actor, String id) {
        return onOne(actor, Post.Kind.PRINCIPAL, id, (tx, inspector, account) -> {
            InspectorTable.put(tx, inspector.until(Visitors.day(tx.now())), "ended");
            SessionTable.endAll(tx, account.id());
            return new Done();
        });
    }

    /** The name on the slip. */
    String nameOf(Account account) {
        return db.read(handle -> Accounts.name(handle, account.id()));
    }

    private interface Work {
        Outcome in(Tx tx, Inspector inspector, Account account);
    }

    private Outcome onOne(Actor actor, Post.Kind post, String id, Work work) {
        return db.write(actor, tx -> {
            if (!PostTable.exercised(tx.handle(), actor, Visitors.day(tx.now())).contains(post)) {
                return new Refused(Reason.NOT_ALLOWED);
            }
            var inspector = InspectorTable.find(tx.handle(), id);
            var account = AccountTable.findOfInspector(tx.handle(), id);
            return inspector.isEmpty() || account.isEmpty()
                    ? new Refused(Reason.NO_SUCH_INSPECTOR)
                    : work.in(tx, inspector.get(), account.get());
        });
    }
}
