package vn.sotruong.school.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Outcome.Done;
import vn.sotruong.school.accounts.Outcome.Issued;
import vn.sotruong.school.accounts.Outcome.Refused;
import vn.sotruong.school.accounts.ResetPolicy.Deed;

/** Đặt lại mật khẩu, luôn do hai người: everything that may be done about a password that its owner has lost. */
public final class Resets {
    private final Database db;
    private final PasswordHash hashes;
    private final Clock clock;
    private final SecureRandom random;

    public Resets(Database db, PasswordHash hashes, Clock clock, SecureRandom random) {
        this.db = db;
        this.hashes = hashes;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Một dòng của sổ đặt lại, with the names of everybody in it.
     *
     * @param offers what the reader may do with it now
     */
    public record Line(
            Reset reset,
            String owner,
            String username,
            String requester,
            @Nullable String confirmer,
            @Nullable String seconder,
            @Nullable String attester,
            Set<Deed> offers) {}

    /** Asks for a reset; nothing changes until somebody else confirms it. */
    public Outcome request(Actor actor, String account, String why) {
        if (why.isBlank() || why.length() > 200) {
            return new Refused(Reason.NO_WHY);
        }
        return db.write(actor, tx -> {
            var found = AccountTable.find(tx.handle(), account);
            if (found.isEmpty()) {
                return new Refused(Reason.NO_SUCH_ACCOUNT);
            }
            if (found.get().state() == Account.State.RETIRED) {
                return new Refused(Reason.RETIRED);
            }
            var refusal = refusal(tx.handle(), actor, Deed.REQUEST, found.get(), null);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            if (ResetTable.listOf(tx.handle(), account).stream().anyMatch(Reset::waits)) {
                return new Refused(Reason.RESET_WAITS);
            }
            ResetTable.create(tx, Reset.asked(tx.newId(), account, why, actor.account(), tx.now()));
            return new Done();
        });
    }

    /** Confirms a reset that somebody else asked for. With the last confirmation the old password ends. */
    public Outcome confirm(Actor actor, String id) {
        var code = OneTimeCode.fresh(random);
        var hash = hashes.hash(code);
        return onReset(actor, Deed.CONFIRM, id, (tx, reset, owner) -> {
            var last = reset.confirmedBy() != null || !holds(tx.handle(), owner, Post.Kind.PRINCIPAL);
            ResetTable.put(tx, reset.confirmed(actor.account(), tx.now(), last), "confirmed");
            if (!last) {
                return new Done();
            }
            AccountTable.put(tx, new Credential(owner.id(), hash, true, tx.now()), "reset " + reset.id());
            PinTable.put(tx, owner.id(), null);
            SessionTable.endAll(tx, owner.id());
            return new Issued(owner, code);
        });
    }

    /** Takes back what nobody has confirmed yet. */
    public Outcome withdraw(Actor actor, String id) {
        return onReset(actor, Deed.WITHDRAW, id, (tx, reset, owner) -> {
            ResetTable.put(tx, reset.withdrawn(tx.now()), "withdrawn");
            return new Done();
        });
    }

    /** The principal has met the owner, who has set a password of their own: the account is whole again. */
    public Outcome attest(Actor actor, String id) {
        return onReset(actor, Deed.ATTEST, id, (tx, reset, owner) -> {
            ResetTable.put(tx, reset.attested(actor.account(), tx.now()), "attested in person");
            return new Done();
        });
    }

    /** The owner knows of every reset so far. */
    public void seen(Actor actor) {
        db.write(actor, tx -> {
            ResetTable.listOf(tx.handle(), actor.account()).stream()
                    .filter(each -> each.codeAt() != null && each.seenAt() == null)
                    .forEach(each -> ResetTable.put(tx, each.seen(tx.now()), "seen by the owner"));
            return true;
        });
    }

    /** All resets, newest first, as this person may see and act on them. */
    List<Line> list(Actor actor) {
        return db.read(handle -> ResetTable.list(handle).stream()
                .map(each -> line(handle, actor, each))
                .toList());
    }

    /** The resets of one's own account. */
    List<Line> listOwn(Actor actor) {
        return db.read(handle -> ResetTable.listOf(handle, actor.account()).stream()
                .filter(each -> each.codeAt() != null)
                .map(each -> line(handle, actor, each))
                .toList());
    }

    /** The name of an account's owner, for the slip. */
    String nameOf(Account account) {
        return db.read(handle -> Accounts.name(handle, account.id()));
    }

    /** What waits for this person: resets to confirm as the second one, and owners to meet. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var lines = ResetTable.list(handle).stream()
                .map(each -> line(handle, visitor.actor(), each))
                .toList();
        return Stream.of(Deed.CONFIRM, Deed.ATTEST)
                .flatMap(deed -> reminder(deed, lines).stream())
                .toList();
    }

    private static Optional<Notice> reminder(Deed deed, List<Line> lines) {
        var waiting =
                lines.stream().filter(each -> each.offers().contains(deed)).toList();
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        Notice.Tone.WAITS,
                        deed == Deed.CONFIRM ? "accounts.today.confirm" : "accounts.today.attest",
                        List.of(String.join(
                                ", ", waiting.stream().map(Line::owner).toList())),
                        "/resets"));
    }

    private Line line(Handle handle, Actor actor, Reset reset) {
        var owner = AccountTable.find(handle, reset.account()).orElseThrow();
        var offers = EnumSet.noneOf(Deed.class);
        for (var deed : Deed.values()) {
            if (deed != Deed.REQUEST
                    && refusal(handle, actor, deed, owner, reset).isEmpty()) {
                offers.add(deed);
            }
        }
        return new Line(
                reset,
                Accounts.name(handle, owner.id()),
                owner.username(),
                Accounts.name(handle, reset.requestedBy()),
                name(handle, reset.confirmedBy()),
                name(handle, reset.secondedBy()),
                name(handle, reset.attestedBy()),
                offers);
    }

    private static @Nullable String name(Handle handle, @Nullable String account) {
        return account == null ? null : Accounts.name(handle, account);
    }

    private interface Work {
        Outcome in(Tx tx, Reset reset, Account owner);
    }

    private Outcome onReset(Actor actor, Deed deed, String id, Work work) {
        return db.write(actor, tx -> {
            var reset = ResetTable.find(tx.handle(), id);
            if (reset.isEmpty()) {
                return new Refused(Reason.NO_SUCH_RESET);
            }
            var owner = AccountTable.find(tx.handle(), reset.get().account()).orElseThrow();
            var refusal = refusal(tx.handle(), actor, deed, owner, reset.get());
            return refusal.isPresent() ? new Refused(refusal.get()) : work.in(tx, reset.get(), owner);
        });
    }

    private Optional<Reason> refusal(Handle handle, Actor actor, Deed deed, Account owner, @Nullable Reset reset) {
        if (!Standing.full(handle, actor.account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        var partaken = reset != null
                && (reset.requestedBy().equals(actor.account())
                        || actor.account().equals(reset.confirmedBy()));
        return ResetPolicy.refusal(
                deed,
                new ResetPolicy.Facts(
                        PostTable.exercised(handle, actor, today(clock.instant())),
                        owner.id().equals(actor.account()),
                        partaken,
                        Optional.ofNullable(reset).map(Reset::state),
                        holds(handle, owner, Post.Kind.PRINCIPAL),
                        holds(handle, owner, Post.Kind.ADMIN)));
    }

    private boolean holds(Handle handle, Account account, Post.Kind kind) {
        return PostTable.listInForce(handle, account.staff(), today(clock.instant())).stream()
                .anyMatch(post -> post.kind() == kind);
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, Formats.ZONE);
    }
}
