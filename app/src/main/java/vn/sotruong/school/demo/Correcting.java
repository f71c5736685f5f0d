package vn.sotruong.school.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.amendments.Amendments;
import vn.sotruong.school.amendments.Outcome;
import vn.sotruong.school.amendments.Person;
import vn.sotruong.school.amendments.Sittings;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.roll.Roll;

/** Xin sửa điểm ở Hoa Mai: one request that was carried out, one that was directed, one that waits. */
final class Correcting {
    private static final String HERE = "127.0.0.1";

    private final Database db;
    private final HoaMai school;
    private final List<DemoAccount> accounts;
    private final Amendments amendments;
    private final Sittings sittings;

    Correcting(Database db, HoaMai school, List<DemoAccount> accounts, Amendments amendments, Sittings sittings) {
        this.db = db;
        this.school = school;
        this.accounts = accounts;
        this.amendments = amendments;
        this.sittings = sittings;
    }

    void ask() {
        var lan = person(Cast.LAN);
        var deputy = person(Cast.VICE_PRINCIPAL);
        var sheet = db.read(handle ->
                        Gradebook.findSheet(handle, school.homeroom("7A").id(), "toan", 1))
                .orElseThrow();
        var cells = db.read(handle -> Roll.list(handle, sheet.homeroom()).stream()
                .map(each -> new Cell(each.pupil().id(), Column.TX1))
                .filter(cell ->
                        Gradebook.findCommitted(handle, sheet.id(), cell).isPresent())
                .limit(3)
                .toList());
        var carriedOut = request(lan, sheet, cells.get(0), "Cộng sót điểm câu 4");
        direct(deputy, carriedOut);
        done(sittings.execute(lan, carriedOut, Map.of(cells.get(0), next(sheet, cells.get(0)))));
        direct(deputy, request(lan, sheet, cells.get(1), "Ghi nhầm dòng với bạn bên dưới"));
        request(lan, sheet, cells.get(2), "Học sinh nộp bài bổ sung, đã chấm lại");
    }

    private String request(Person lan, Sheet sheet, Cell cell, String why) {
        return done(amendments.request(lan, new Amendments.Wish(sheet.id(), cell, next(sheet, cell), why), true));
    }

    /** Half a point more, or less for who has all. */
    private Optional<Entry> next(Sheet sheet, Cell cell) {
        var held = db.read(handle -> Gradebook.findCommitted(handle, sheet.id(), cell))
                .map(Entry::number)
                .orElseThrow();
        return Optional.of(new Score(held >= 95 ? held - 5 : held + 5));
    }

    private void direct(Person deputy, String id) {
        done(amendments.consent(deputy, id, db.read(handle -> Amendments.seal(handle, id)), "Đã xem bài làm"));
    }

    private Person person(String name) {
        var staff = school.person(name).id();
        var account = accounts.stream()
                .filter(each -> each.staff().equals(staff))
                .findFirst()
                .orElseThrow();
        return new Person(new Actor(account.account(), HoaMai.BUILDER.session()), staff, HERE);
    }

    private static String done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var id) -> id;
            case Outcome.Refused(var reason) ->
                throw new IllegalStateException("the demonstration's request was refused: " + reason);
        };
    }
}
