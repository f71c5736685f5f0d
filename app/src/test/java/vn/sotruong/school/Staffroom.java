package vn.sotruong.school;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Phòng giáo viên: a school founded for a trial, with classes of 45 and a teacher for each scored subject of each class,
 * every one signed in already; only the first signs in through the door, since a password is slow to check on purpose.
 */
final class Staffroom {

    /** Nobody's name: what must never be found on a disk or in a log. */
    static final String MARKER = "Khiếu Ngọc";

    static final String PASSWORD = "mua xuân ở trường";

    private static final Actor SETUP = new Actor("setup", "trial");
    private static final String YEAR = "2025-2026";
    private static final LocalDate BEGIN = LocalDate.parse("2025-09-05");
    private static final int CLASS_SIZE = 45;

    /**
     * Một giáo viên với bảng điểm của mình.
     *
     * @param cookie of a session that is open
     */
    record Seat(String username, String cookie, Sheet sheet, List<String> pupils) {}

    private final Tx tx;
    private final String hash;
    private final SecureRandom random;
    private final List<Seat> seats = new ArrayList<>();

    private Staffroom(Tx tx, String hash, SecureRandom random) {
        this.tx = tx;
        this.hash = hash;
        this.random = random;
    }

    /** Founds the school in an empty folder: eight teachers a class. */
    static List<Seat> found(Path data, int classes) {
        var random = new SecureRandom();
        var folder = new DataFolder(data);
        try (var premises = Premises.enter(folder);
                var house = House.found(folder, "79760512", Duration.ofMinutes(10), Clock.systemUTC(), random)) {
            if (premises == null) {
                throw new IllegalStateException("somebody else works in " + data);
            }
            var hash = house.hashes.hash(PASSWORD);
            return house.db.write(SETUP, tx -> new Staffroom(tx, hash, random).fill(classes));
        }
    }

    private List<Seat> fill(int classes) {
        SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
        SchoolYears.open(tx, new SchoolYear(YEAR, BEGIN, LocalDate.parse("2026-05-31"), SchoolYear.State.OPEN));
        Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
        OpenWindows.open(tx, YEAR);
        for (var i = 0; i < classes; i++) {
            var homeroom = Roll.open(tx, YEAR, 6 + i % 4, (6 + i % 4) + "" + (char) ('A' + i / 4));
            var pupils = enrol(homeroom);
            for (var subject : Curriculum.LOWER_SECONDARY) {
                if (subject.kind() == Subject.Kind.SCORED) {
                    seats.add(seat(homeroom, subject, pupils));
                }
            }
        }
        return List.copyOf(seats);
    }

    private List<String> enrol(Homeroom homeroom) {
        var admitted = new ArrayList<Pupil>();
        for (var i = 0; i < CLASS_SIZE; i++) {
            var name = new VietnameseName(MARKER, "An");
            admitted.add(People.admit(tx, name, BEGIN.minusYears(12).plusDays(i), Sex.FEMALE, null, null, null));
        }
        Roll.enrol(tx, homeroom, admitted, BEGIN);
        return admitted.stream().map(Pupil::id).toList();
    }

    private Seat seat(Homeroom homeroom, Subject subject, List<String> pupils) {
        var staff = People.engage(tx, VietnameseName.split("Trần Thị Thử"), null);
        Roll.assign(tx, homeroom.id(), subject.id(), staff.id(), BEGIN);
        var account = Accounts.create(tx, staff, "thcshm", hash, false);
        var sheet = Gradebook.open(tx, homeroom.id(), subject.id(), 1, 4);
        return new Seat(
                account.username(), seats.isEmpty() ? "" : OpenSession.begin(tx, random, account.id()), sheet, pupils);
    }
}
