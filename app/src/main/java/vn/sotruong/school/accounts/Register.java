package vn.sotruong.school.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffStatus;

/** Sổ tài khoản: whose each account is, what it opens, when it was last used, and what about it is not as it should be. */
public final class Register {
    private final Database db;
    private final Entitlements entitlements;
    private final Clock clock;

    public Register(Database db, Entitlements entitlements, Clock clock) {
        this.db = db;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    /** Điều bất thường về an toàn. */
    public enum Flaw {
        /** The password is past its limit. */
        OLD_PASSWORD,
        NEVER_SIGNED_IN,
        /** A one-time code on paper has not been replaced yet. */
        CODE_OUTSTANDING,
        /** A reset that the principal has not confirmed in person. */
        RESET_UNCONFIRMED,
        /** The holder is gone and the account not closed. */
        HOLDER_GONE
    }

    /**
     * Một dòng của sổ.
     *
     * @param person staff id, or an inspector's
     * @param account null for somebody who has none yet
     * @param rights what work and grants open, over and above the posts
     * @param inspector set for somebody who inspects here
     * @param passwordDays how old the password is; null while a code stands, or without an account
     */
    public record Entry(
            String person,
            String name,
            @Nullable Account account,
            List<Post> posts,
            List<Need> rights,
            @Nullable Inspector inspector,
            @Nullable Instant lastSignIn,
            @Nullable Long passwordDays,
            Set<Flaw> flaws) {}

    /** Everybody who works here, in the order of names; then inspectors. Who left is listed while an account stands. */
    public List<Entry> list() {
        return db.read(handle -> {
            var reading = new Reading(handle);
            var entries = new ArrayList<Entry>();
            for (var staff : People.listStaff(handle)) {
                var account = reading.accounts.get(staff.id());
                if (account != null || staff.status() == StaffStatus.WORKING) {
                    entries.add(reading.entry(staff, account));
                }
            }
            InspectorTable.list(handle).forEach(inspector -> entries.add(reading.entry(inspector)));
            return List.copyOf(entries);
        });
    }

    /** The entry of one account. */
    public Optional<Entry> find(String account) {
        return list().stream()
                .filter(entry -> entry.account() != null && entry.account().id().equals(account))
                .findFirst();
    }

    /** The rule for passwords and screens. */
    public AccessRule rule() {
        return db.read(AccessRuleTable::get);
    }

    private final class Reading {
        private final Handle handle;
        private final Instant now = clock.instant();
        private final Map<String, Account> accounts;
        private final Map<String, Credential> credentials;
        private final Map<String, List<Post>> posts;
        private final Map<String, Instant> last;
        private final AccessRule rule;

        Reading(Handle handle) {
            this.handle = handle;
            accounts =
                    AccountTable.list(handle).stream().collect(Collectors.toMap(Account::staff, Function.identity()));
            credentials = AccountTable.mapCredentials(handle);
            posts = PostTable.listInForce(handle, Visitors.day(now)).stream()
                    .collect(Collectors.groupingBy(Post::staff));
            last = SessionTable.mapLast(handle);
            rule = AccessRuleTable.get(handle);
        }

        Entry entry(Staff staff, @Nullable Account account) {
            var gone = staff.status() != StaffStatus.WORKING;
            var rights = gone
                    ? List.<Need>of()
                    : entitlements.of(handle, staff.id(), Visitors.day(now)).stream()
                            .sorted()
                            .toList();
            return entry(
                    staff.id(),
                    staff.name().full(),
                    account,
                    posts.getOrDefault(staff.id(), List.of()),
                    rights,
                    null,
                    gone);
        }

        Entry entry(Inspector inspector) {
            return entry(
                    inspector.id(),
                    inspector.name().full(),
                    accounts.get(inspector.id()),
                    List.of(),
                    List.of(Need.INSPECTOR),
                    inspector,
                    !Visitors.day(now).isBefore(inspector.until()));
        }

        private Entry entry(
                String person,
                String name,
                @Nullable Account account,
                List<Post> held,
                List<Need> rights,
                @Nullable Inspector inspector,
                boolean gone) {
            var credential = account == null ? null : credentials.get(account.id());
            var set = credential == null || credential.mustChange() ? null : credential.changedAt();
            return new Entry(
                    person,
                    name,
                    account,
                    held,
                    rights,
                    inspector,
                    account == null ? null : last.get(account.id()),
                    set == null ? null : ChronoUnit.DAYS.between(Visitors.day(set), Visitors.day(now)),
                    account == null ? Set.of() : flaws(account, credential, gone));
        }

        private Set<Flaw> flaws(Account account, @Nullable Credential credential, boolean gone) {
            var flaws = EnumSet.noneOf(Flaw.class);
            if (account.state() == Account.State.RETIRED) {
                return flaws;
            }
            if (gone) {
                flaws.add(Flaw.HOLDER_GONE);
            }
            if (!last.containsKey(account.id())) {
                flaws.add(Flaw.NEVER_SIGNED_IN);
            }
            if (credential != null && credential.mustChange()) {
                flaws.add(Flaw.CODE_OUTSTANDING);
            }
            if (credential != null
                    && !credential.mustChange()
                    && !Visitors.day(now)
                            .isBefore(Visitors.day(credential.changedAt()).plusDays(rule.passwordDays()))) {
                flaws.add(Flaw.OLD_PASSWORD);
            }
            if (!Standing.full(handle, account.id())) {
                flaws.add(Flaw.RESET_UNCONFIRMED);
            }
            return flaws;
        }
    }
}
