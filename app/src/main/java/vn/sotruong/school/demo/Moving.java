package vn.sotruong.school.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.movements.Ask;
import vn.sotruong.school.movements.Kind;
import vn.sotruong.school.movements.MovementDesk;
import vn.sotruong.school.movements.Outcome;
import vn.sotruong.school.movements.Transfers;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Biến động ở Hoa Mai: one class move, one transfer out, one transfer in by paper, each asked for and approved. */
final class Moving {
    /** Who comes from another school. */
    static final String NEWCOMER = "Đặng Thị Tường Vi";

    private static final int DAYS = 30;

    private final Database db;
    private final HoaMai school;
    private final List<DemoAccount> accounts;
    private final LocalDate day;

    Moving(Database db, HoaMai school, List<DemoAccount> accounts) {
        this.db = db;
        this.school = school;
        this.accounts = accounts;
        day = HoaMai.YEAR.starts().plusDays(DAYS);
    }

    /** How many were carried out; none while the year is too young. */
    int move(MovementDesk desk, Transfers transfers, LocalDate today) {
        if (day.isAfter(today)) {
            return 0;
        }
        var sixA = school.homeroom("6A");
        var classMove =
                ask(last(sixA), Kind.CLASS_MOVE, school.homeroom("6B"), "Gia đình đề nghị, gần nhà hơn", "", "");
        var out = ask(
                last(school.homeroom("8C")),
                Kind.TRANSFER_OUT,
                null,
                "Chuyển chỗ ở theo gia đình",
                "Trường THCS Hoa Lan",
                "05/GCT-THCSHM");
        approve(desk, desk.ask(actor(Cast.CLERK), school.clerk().id(), classMove, null));
        approve(desk, desk.ask(actor(Cast.CLERK), school.clerk().id(), out, null));
        var who = new Transfers.Typed(NEWCOMER, "12/04/2012", "FEMALE", "Kinh", "1860998877", "");
        var in = new Ask(
                Kind.TRANSFER_IN.name(),
                "",
                day.toString(),
                school.homeroom("9A").id(),
                "Theo gia đình về nơi ở mới",
                "Trường THCS Hoa Cúc",
                "",
                "11/GCT-THCSHC");
        approve(desk, transfers.askByPaper(actor(Cast.CLERK), school.clerk().id(), who, in, null));
        return 3;
    }

    private void approve(MovementDesk desk, Outcome asked) {
        if (!(asked instanceof Outcome.Done(var id))
                || !(desk.approve(actor(Cast.PRINCIPAL), school.principal().id(), id, false) instanceof Outcome.Done)) {
            throw new IllegalStateException("the demo's pupils could not be moved: " + asked);
        }
    }

    private Ask ask(Pupil pupil, Kind kind, @Nullable Homeroom to, String reason, String otherSchool, String document) {
        return new Ask(
                kind.name(), pupil.id(), day.toString(), to == null ? "" : to.id(), reason, otherSchool, "", document);
    }

    private Pupil last(Homeroom homeroom) {
        return db.read(handle -> Roll.list(handle, homeroom.id()).getLast().pupil());
    }

    private Actor actor(String person) {
        var byName = accounts.stream().collect(Collectors.toMap(DemoAccount::person, Function.identity()));
        return new Actor(
                java.util.Objects.requireNonNull(byName.get(person)).account(), HoaMai.BUILDER.session(), Capacity.USE);
    }
}
