package vn.sotruong.school.founding;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Account;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.FirstAccounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.board.BoardDecision.Seat;
import vn.sotruong.school.board.Ceremony;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.founding.Charter.Person;
import vn.sotruong.school.founding.Outcome.Done;
import vn.sotruong.school.founding.Outcome.Faulty;
import vn.sotruong.school.founding.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Thành lập trường: from an empty folder to a school whose first people hold their papers. It is done once; nothing of
 * it answers afterwards.
 */
public final class Founding implements AutoCloseable {
    /** Who made the school, as the journal says. */
    private static final Actor FOUNDER = new Actor("setup", "founding", Capacity.HOUSE);

    private final Site site;
    private final DataFolder data;
    private final Building.Builder builder;
    private final Clock clock;
    private final SecureRandom random;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Building building;
    private boolean reserved;

    private Founding(DataFolder data, Building.Builder builder, Clock clock, SecureRandom random) {
        this.data = data;
        this.site = new Site(data);
        this.builder = builder;
        this.clock = clock;
        this.random = random;
    }

    /** The founding of an empty folder, or the rest of one whose papers were not all handed over. */
    public static Founding begin(DataFolder data, Building.Builder builder, Clock clock, SecureRandom random) {
        var founding = new Founding(data, builder, clock, random);
        if (founding.site.survey() == Site.State.SCHOOL) {
            founding.building = builder.open(data);
        }
        return founding;
    }

    /** Whether papers of the first start still wait: until they are handed over the school does not open. */
    public static boolean unfinished(Database db) {
        return !db.read(PaperTable::list).isEmpty();
    }

    /** Counts down once the school may open. */
    public CountDownLatch over() {
        return over;
    }

    /** Whether the school stands already, so that only papers are left. */
    public synchronized boolean stands() {
        return building != null || over.getCount() == 0 || site.taken();
    }

    /** The papers that nobody has confirmed yet. */
    synchronized List<Paper> papers() {
        return building == null ? List.of() : building.db().read(PaperTable::list);
    }

    /** Whose requests nobody could witness under the board as it was established, by name. */
    synchronized List<String> unserved() {
        if (building == null) {
            return List.of();
        }
        var today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return building.db().read(handle -> {
            var members = Decisions.findInForce(handle, today)
                    .map(each -> each.seats().stream().map(Seat::staff).toList());
            return Decisions.unserved(handle, members.orElse(List.of()), today).stream()
                    .map(each -> People.getStaff(handle, each).name().full())
                    .toList();
        });
    }

    synchronized Outcome found(Map<String, String> typed) {
        if (stands() || reserved) {
            return new Refused(Reason.ALREADY_FOUNDED);
        }
        var read = CharterForm.read(typed, LocalDate.ofInstant(clock.instant(), Formats.ZONE));
        if (read.charter().isEmpty()) {
            return new Faulty(read.faults());
        }
        var charter = read.charter().get();
        try (var fresh = builder.make(site.clear(), charter.school().id())) {
            build(fresh, charter);
        }
        site.complete();
        building = builder.open(data);
        return new Done();
    }

    /** Keeps the place for a school that is built from its backup; false when one stands here. */
    public synchronized boolean reserve() {
        reserved = !stands();
        return reserved;
    }

    /** Gives the place free again. */
    public synchronized void release() {
        reserved = false;
    }

    /** Whether a school is being built from its backup, or waits to be let in: nobody founds another one meanwhile. */
    synchronized boolean reserved() {
        return reserved;
    }

    /**
     * Lets a school that was built from its backup move in, in place of one founded here.
     *
     * @param built what {@code Restoration} made, below {@link Site#rebuilding}
     * @return false when a school stands here already: nothing was moved
     */
    public synchronized boolean moveIn(Path built) {
        if (stands()) {
            return false;
        }
        site.complete(built);
        over.countDown();
        return true;
    }

    /** Where it may be built. */
    public Path rebuilding() {
        return site.rebuilding();
    }

    private record Newcomer(Person person, Staff staff, Account account, String code) {}

    private void build(Building fresh, Charter charter) {
        var secrets = new LinkedHashMap<Person, String>();
        var hashes = new LinkedHashMap<Person, String>();
        for (var person : charter.people()) {
            var own = person.password();
            var secret = own.isEmpty() ? FirstAccounts.newCode(random) : FirstAccounts.tidy(own);
            secrets.put(person, own.isEmpty() ? secret : "");
            hashes.put(person, fresh.hashes().hash(secret));
        }
        var newcomers = fresh.db().write(FOUNDER, tx -> {
            SchoolYears.found(tx, charter.school());
            SchoolYears.addCampus(tx, charter.school().name(), charter.school().address());
            SchoolYears.open(tx, charter.year());
            var all = new ArrayList<Newcomer>();
            for (var person : charter.people()) {
                var code = Objects.requireNonNull(secrets.get(person));
                all.add(settle(tx, charter, person, Objects.requireNonNull(hashes.get(person)), code));
            }
            establish(tx, charter, all);
            return List.copyOf(all);
        });
        var cards = ceremony(fresh, charter, newcomers);
        fresh.db().write(FOUNDER, tx -> {
            lay(tx, newcomers, cards);
            return true;
        });
    }

    private static Newcomer settle(Tx tx, Charter charter, Person person, String hash, String code) {
        var staff = People.engage(tx, person.name(), null);
        var abbr = charter.school().abbr();
        var district = charter.school().district();
        var account = person.role() == Charter.Role.ADMIN && district != null
                ? Accounts.createAdministrator(tx, staff, district, abbr, hash, !code.isEmpty())
                : Accounts.create(tx, staff, abbr, hash, !code.isEmpty());
        switch (person.role()) {
            case PRINCIPAL -> post(tx, staff, Post.Kind.PRINCIPAL, charter.leadership(), charter.decided());
            case VICE_PRINCIPAL -> post(tx, staff, Post.Kind.VICE_PRINCIPAL, charter.leadership(), charter.decided());
            case ADMIN -> post(tx, staff, Post.Kind.ADMIN, charter.decision(), charter.decided());
            case MEMBER -> {}
        }
        return new Newcomer(person, staff, account, code);
    }

    /** The board exists by a recorded decision of the principal, with its members and their tasks, from the first day. */
    private static void establish(Tx tx, Charter charter, List<Newcomer> newcomers) {
        var seats = newcomers.stream()
                .filter(each -> each.person().sits())
                .map(each -> new Seat(each.staff().id(), each.person().task()))
                .toList();
        var refusal =
                Decisions.refusal(tx.handle(), charter.decided(), seats, LocalDate.ofInstant(tx.now(), Formats.ZONE));
        if (refusal.isPresent()) {
            throw new IllegalStateException("the first board could not be established: " + refusal.get());
        }
        var principal = newcomers.stream()
                .filter(each -> each.person().equals(charter.principal()))
                .findFirst()
                .orElseThrow();
        Decisions.establish(
                tx,
                charter.decision(),
                charter.decided(),
                charter.decided(),
                principal.staff().id(),
                null,
                null,
                seats);
    }

    private static void post(Tx tx, Staff staff, Post.Kind kind, String decision, LocalDate from) {
        Accounts.create(tx, staff.id(), kind, decision, from, null);
    }

    /** The principal decides, a member of the board executes: both stand at the page. */
    private static Ceremony.Made ceremony(Building fresh, Charter charter, List<Newcomer> newcomers) {
        var principal = newcomers.stream()
                .filter(each -> each.person().equals(charter.principal()))
                .findFirst()
                .orElseThrow();
        var member = newcomers.stream()
                .filter(each -> each.person().sits() && !each.equals(principal))
                .findFirst()
                .orElseThrow();
        var keys = fresh.archiveKeys();
        var decided = keys.decide(FOUNDER, principal.staff().id(), charter.decision());
        if (!(decided instanceof Ceremony.Decided)) {
            throw new IllegalStateException("the archive key could not be decided on: " + decided);
        }
        return switch (keys.execute(FOUNDER, member.staff().id())) {
            case Ceremony.Made made -> made;
            case Ceremony other -> throw new IllegalStateException("the archive key could not be made: " + other);
        };
    }

    private static void lay(Tx tx, List<Newcomer> newcomers, Ceremony.Made made) {
        var n = 0;
        for (var each : newcomers) {
            n++;
            PaperTable.put(
                    tx,
                    new Paper(
                            n,
                            Paper.Kind.ACCOUNT,
                            each.person().name().full(),
                            each.account().username(),
                            each.code()));
        }
        for (var card : made.cards()) {
            n++;
            var holder = made.key().holders().get(card.x() - 1);
            var name = newcomers.stream()
                    .filter(each -> each.staff().id().equals(holder))
                    .map(each -> each.person().name().full())
                    .findFirst()
                    .orElseThrow();
            var title = card.x() + "/" + card.n() + "/" + card.k();
            PaperTable.put(tx, new Paper(n, Paper.Kind.CARD, name, title, card.text()));
        }
    }

    /** Somebody holds their card: it is wiped here, and cannot be printed again. */
    synchronized Outcome received(int n) {
        if (building == null || papers().stream().noneMatch(each -> each.n() == n && each.kind() == Paper.Kind.CARD)) {
            return new Done();
        }
        building.db().write(FOUNDER, tx -> {
            PaperTable.wipe(tx, n);
            return true;
        });
        return new Done();
    }

    /** Every card is in its holder's hand, every code with its owner: the school opens, and this page is gone. */
    synchronized Outcome open() {
        if (building == null) {
            return new Done();
        }
        var papers = papers();
        if (papers.stream().anyMatch(each -> each.kind() == Paper.Kind.CARD)) {
            return new Refused(Reason.CARDS_WAIT);
        }
        building.db().write(FOUNDER, tx -> {
            papers.forEach(each -> PaperTable.wipe(tx, each.n()));
            return true;
        });
        over.countDown();
        return new Done();
    }

    @Override
    public synchronized void close() {
        if (building != null) {
            building.close();
            building = null;
        }
        site.tidy();
    }
}
