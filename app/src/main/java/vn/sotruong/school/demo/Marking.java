package vn.sotruong.school.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.CommitResult;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Op;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Vào điểm: opens the sheets of the year, and lets the teachers of the A classes enter and commit the first regular
 * assessment, the way a page would. Em An was away each time.
 */
final class Marking {
    private static final long FIRST_OP = 0x5e_ed00_0000L;

    private final Database db;
    private final Gradebook gradebook;
    private final HoaMai school;
    private final Map<String, DemoAccount> accounts;
    private final Random random = new Random(22);
    private final Random words = new Random(23);
    private long ops = FIRST_OP;

    /**
     * As {@link HoaMai} begins it.
     *
     * @param accounts by staff id
     */
    Marking(Database db, Gradebook gradebook, HoaMai school, Map<String, DemoAccount> accounts) {
        this.db = db;
        this.gradebook = gradebook;
        this.school = school;
        this.accounts = accounts;
    }

    int enter() {
        openSheets();
        var written = 0;
        for (var role : Cast.STAFF) {
            for (var name : role.classes()) {
                if (name.endsWith("A")) {
                    written += enter(role, school.homeroom(name));
                }
            }
        }
        return written;
    }

    private void openSheets() {
        db.write(HoaMai.BUILDER, tx -> {
            for (var homeroom : school.homerooms().values()) {
                for (var subject : Curriculum.LOWER_SECONDARY) {
                    if (subject.kind() == Subject.Kind.COMMENT) {
                        Gradebook.openComment(tx, homeroom.id(), subject.id(), 1);
                        Gradebook.openComment(tx, homeroom.id(), subject.id(), 2);
                    } else {
                        var regular = Roll.findProgramme(tx.handle(), homeroom.id(), subject.id())
                                .orElseThrow()
                                .regularCount();
                        Gradebook.open(tx, homeroom.id(), subject.id(), 1, regular);
                        Gradebook.open(tx, homeroom.id(), subject.id(), 2, regular);
                    }
                }
            }
            return true;
        });
    }

    private int enter(Cast.Role role, Homeroom homeroom) {
        var person = school.person(role.name());
        var account = Optional.ofNullable(accounts.get(person.id())).orElseThrow();
        var teacher = new Teacher(new Actor(account.account(), HoaMai.BUILDER.session()), person.id());
        var sheet = db.read(handle -> Gradebook.findSheet(handle, homeroom.id(), role.subject(), 1))
                .orElseThrow();
        gradebook.enter(teacher, sheet.id(), ops(sheet));
        var seal = gradebook.plan(teacher, sheet.id()).orElseThrow().columns().stream()
                .filter(column -> column.column() == Column.TX1)
                .findFirst()
                .orElseThrow()
                .seal();
        return switch (gradebook.commit(teacher, sheet.id(), Map.of(Column.TX1, seal))) {
            case CommitResult.Done(var count, var at) -> count;
            case CommitResult.NotCommitted(var reason) ->
                throw new IllegalStateException("the demonstration's marks were refused: " + reason);
        };
    }

    private List<Op> ops(Sheet sheet) {
        var entered = new ArrayList<Op>();
        for (var entry : db.read(handle -> Roll.list(handle, sheet.homeroom()))) {
            if (!entry.pupil().name().full().equals(Cast.AWAY)) {
                var cell = new Cell(entry.pupil().id(), Column.TX1);
                var typed = sheet.form() == Sheet.Form.COMMENT ? verdict() : mark();
                entered.add(new Op("%024x".formatted(ops++), cell, 0, typed, List.of()));
            }
        }
        return entered;
    }

    /** Nearly everybody passes. */
    private String verdict() {
        return words.nextInt(20) == 0 ? "CĐ" : "Đ";
    }

    /** Half points, mostly between five and nine. */
    private String mark() {
        var halves = Math.clamp(Math.round(14.6 + random.nextGaussian() * 2.6), 4, 20);
        return halves % 2 == 0 ? String.valueOf(halves / 2) : halves / 2 + ",5";
    }
}
