package vn.sotruong.school;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Ceremony;
import vn.sotruong.school.demo.DemoAccount;
import vn.sotruong.school.demo.HoaMai;
import vn.sotruong.school.demo.HoaMaiAttendance;
import vn.sotruong.school.demo.Sight;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.people.ExtraFields;

/** Dựng trường Hoa Mai để dùng thử: its people, marks, accounts, board and key cards, in an empty data folder. */
@Command(
        name = "seed",
        description = "build the invented school Hoa Mai in an empty data folder, and print its accounts")
final class DemoSchool implements Callable<Integer> {
    private static final String DECISION = "12/QĐ-THCSHM";

    @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
    private Path folder = Path.of("data");

    @Option(names = "--past", description = "its people have worked at its own door for some days")
    private boolean past;

    @Override
    public Integer call() {
        var data = new DataFolder(folder);
        if (Files.exists(data.database())) {
            System.err.println("sotruong: there is a school in " + data.root() + " already");
            return Main.USAGE;
        }
        var premises = Premises.enter(data);
        if (premises == null) {
            System.err.println("sotruong: another program works in " + data.root() + "; stop it first");
            return Main.BROKEN;
        }
        var hours = HoaMai.hours(Main.clock(), past);
        try (premises;
                var house = House.found(data, HoaMai.SCHOOL.id(), Duration.ofMinutes(10), hours, Main.random())) {
            var school = HoaMai.build(house.db);
            var accounts = school.openAccounts(house.db, house.hashes, Main.random());
            var visitors = List.<DemoAccount>of();
            school.openWindows(accounts, house.windows, hours.instant());
            var marks = school.enterMarks(house.db, house.gradebook, accounts);
            school.movePupils(house.db, house.moves.desk(), house.moves.transfers(), accounts, house.today());
            if (past) {
                try (var web = house.serve("127.0.0.1", 0)) {
                    var authority = data.keys().resolve("lan").resolve("authority.pem");
                    visitors = school.live(house.db, accounts, web.address(), authority, hours, Main.random());
                }
            }
            school.checkProgress(accounts, house.windows, house.progress, hours.instant());
            school.govern(accounts, house.proposals, house.delegations, house.rights, house.today());
            new HoaMaiAttendance(house.db, house.attendance, school, house.today()).keep();
            school.keepClass(house.db, accounts, house.conduct, house.faults, house.today());
            var rooms = new HoaMai.Rooms(
                    house.incidents,
                    house.inspectors,
                    house.resets,
                    house.proposals,
                    house.assignments,
                    house.attendance,
                    house.amendments,
                    new Identifiers(house.db),
                    new ExtraFields(house.db),
                    house.moves.exemptions(house.moves.desk()),
                    house.moves.earlierMarks(house.moves.desk()));
            school.leavePending(house.db, accounts, rooms, hours.instant());
            school.correct(house.db, accounts, house.corrections, house.sittings);
            var cards = cards(house, school);
            ArchiveKeys.writeCards(data.root().resolve("demo-cards"), cards.cards());
            System.err.printf(
                    "%d accounts, %d marks, %d key cards%n",
                    accounts.size() + visitors.size(), marks, cards.cards().size());
            accounts.forEach(each -> System.out.println(each.line()));
            visitors.forEach(each -> System.out.println(each.line()));
            if (!visitors.isEmpty()) {
                System.out.println();
                Sight.lines(Stream.concat(accounts.stream(), visitors.stream()).toList())
                        .forEach(System.out::println);
            }
        }
        return Main.DONE;
    }

    private static Ceremony.Made cards(House house, HoaMai school) {
        var principal = school.principal().id();
        var decided = house.archiveKeys.decide(HoaMai.BUILDER, principal, DECISION);
        if (!(decided instanceof Ceremony.Decided)) {
            throw new IllegalStateException("the demo's principal could not decide on a key: " + decided);
        }
        var member = house.db.read(handle -> house.board.list(handle, house.today()).stream()
                .filter(each -> !each.equals(principal))
                .findFirst()
                .orElseThrow());
        return switch (house.archiveKeys.execute(HoaMai.BUILDER, member)) {
            case Ceremony.Made made -> made;
            case Ceremony other -> throw new IllegalStateException("the demo's board could not make a key: " + other);
        };
    }
}
