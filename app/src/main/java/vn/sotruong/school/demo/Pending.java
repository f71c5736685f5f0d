package vn.sotruong.school.demo;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Inspectors;
import vn.sotruong.school.accounts.Outcome;
import vn.sotruong.school.accounts.Resets;
import vn.sotruong.school.attendance.Amendments;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.attendance.Kind;
import vn.sotruong.school.attendance.Mark;
import vn.sotruong.school.attendance.Marker;
import vn.sotruong.school.attendance.Slot;
import vn.sotruong.school.attendance.Told;
import vn.sotruong.school.governance.Deciding;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.incidents.Author;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.movements.EarlierMark;
import vn.sotruong.school.movements.EarlierMarks;
import vn.sotruong.school.movements.Exemption;
import vn.sotruong.school.movements.Exemptions;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.people.ExtraField;
import vn.sotruong.school.people.ExtraFields;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.roll.Assignments;
import vn.sotruong.school.roll.Roll;

/** Việc đang chờ ở Hoa Mai: one of each thing that waits for a second person, and of what happens now and then. */
final class Pending {
    private static final String OWN_WORDS = "nhập bù từ sổ giấy";
    private static final int OFTEN_AWAY = 11;
    private static final int LATE_TODAY = 20;
    private static final int EXEMPTED = 8;

    private final Database db;
    private final HoaMai school;
    private final List<DemoAccount> accounts;
    private final LocalDate today;
    private final Staff clerk;
    private final Staff principal;

    /** As {@link HoaMai} begins it. */
    Pending(Database db, HoaMai school, List<DemoAccount> accounts, LocalDate today) {
        this.db = db;
        this.school = school;
        this.accounts = accounts;
        this.today = today;
        clerk = school.clerk();
        principal = school.principal();
    }

    /** A pause of last week, announced, over and closed. */
    void pause(Incidents incidents, Instant now) {
        var admin = school.admin();
        var author = new Author(administering(admin), admin.id(), Set.of(Need.ADMIN));
        var start = now.minus(Duration.ofDays(5));
        var body = "Mất điện khu vực phường Hoa Mai; thầy cô ghi sổ giấy, nhập bù khi có điện.";
        var id = done(incidents.declare(author, body, start, start.plus(Duration.ofHours(4))));
        done(incidents.resume(author, id, start.plus(Duration.ofHours(3))));
        done(incidents.close(author, id, "Trạm biến áp của phường hỏng", "Đã thay bộ lưu điện cho máy chủ"));
    }

    /** An inspector whom the principal let in. */
    void inspect(Inspectors inspectors, Proposals proposals) {
        var asked = inspectors.propose(
                administering(school.admin()),
                Cast.INSPECTOR,
                "Phòng Thanh tra, Sở GDĐT",
                "120/QĐ-SGDĐT",
                today,
                today.plusDays(14));
        if (!(asked instanceof Inspectors.Asked.Waiting)) {
            throw new IllegalStateException("the demo's inspector was refused: " + asked);
        }
        for (var each : db.read(proposals::listWaiting)) {
            if (each.kind() == Proposal.Kind.INSPECTOR
                    && !(proposals.approve(using(principal), each.id(), "32/QĐ-THCSHM") instanceof Deciding.Done)) {
                throw new IllegalStateException("the demo's inspector was not let in");
            }
        }
    }

    /** A lost password waits for the second person. */
    void forget(Resets resets) {
        var lost = resets.request(
                administering(school.admin()), account(school.person("Cao Minh Trí")), "Quên mật khẩu sau kỳ nghỉ");
        if (!(lost instanceof Outcome.Done)) {
            throw new IllegalStateException("the demo's lost password was refused: " + lost);
        }
    }

    /** Văn in 7B is taught by another for a week. */
    void substitute(Assignments assignments) {
        if (inYear(today) && inYear(today.plusDays(6))) {
            var vice = school.vicePrincipal();
            var outcome = assignments.substitute(
                    using(vice),
                    vice.id(),
                    school.homeroom("7B").id(),
                    List.of("nguvan"),
                    school.person("Lý Thanh Tùng").id(),
                    today,
                    today.plusDays(6));
            if (outcome instanceof vn.sotruong.school.roll.Outcome.Refused(var reason)) {
                throw new IllegalStateException("the demo's substitute was refused: " + reason);
            }
        }
    }

    /** Cô Lan's last lesson by period, and her wish to change a month that is confirmed. */
    void attend(Attendance attendance, Amendments amendments) {
        var homeroom = school.homeroom("7A").id();
        var pupils = pupils("7A");
        var lan = new Marker(using(school.lan()), school.lan().id(), false);
        var day = lastSchoolDay();
        if (inYear(day) && YearMonth.from(day).equals(YearMonth.from(today))) {
            var slot = Slot.PERIODS.get(2);
            attendance.call(lan, homeroom, day, slot, "toan");
            var told = attendance.mark(
                    lan,
                    new Mark(
                            "hoamai-period-" + day,
                            homeroom,
                            pupils.get(LATE_TODAY).id(),
                            day,
                            slot,
                            "toan",
                            Kind.EXCUSED,
                            0,
                            OWN_WORDS));
            if (told instanceof Told.Refused(var reason)) {
                throw new IllegalStateException("the demo's period was refused: " + reason);
            }
        }
        var monday = today.withDayOfMonth(1).minusMonths(1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
        if (inYear(monday)) {
            refuseNothing(amendments.request(
                    lan,
                    new Amendments.Wish(
                            pupils.get(OFTEN_AWAY).id(),
                            homeroom,
                            monday,
                            Slot.MORNING,
                            null,
                            Kind.EXCUSED,
                            "Phụ huynh nộp giấy khám bệnh muộn")));
        }
    }

    /** The sector's file for those who have no code yet waits for a second person. */
    void identify(Identifiers identifiers) {
        var text = new StringBuilder("Mã học sinh;Họ và tên;Ngày sinh;Giới tính\r\n");
        var code = 2_660_990_001L;
        for (var pupil : db.read(People::listPupils)) {
            if (pupil.code() == null) {
                text.append(code++)
                        .append(';')
                        .append(pupil.name().full())
                        .append(';')
                        .append(Formats.day(pupil.birthDate()))
                        .append(';')
                        .append(pupil.sex() == Sex.MALE ? "Nam" : "Nữ")
                        .append("\r\n");
            }
        }
        var author = new Identifiers.Clerk(using(clerk), clerk.id(), Set.of(Need.CLERK));
        var file = text.toString().getBytes(StandardCharsets.UTF_8);
        if (identifiers.upload(author, "PUPIL", "ma-dinh-danh-dot-1.csv", file)
                instanceof Identifiers.Upload.Refused(var reason)) {
            throw new IllegalStateException("the demo's codes were refused: " + reason);
        }
    }

    /** A field of the school's own on every class, and what 7A says in it. */
    void addField(ExtraFields fields) {
        refuseNothing(fields.add(
                using(clerk), ExtraField.Owner.HOMEROOM, "Phòng học", ExtraField.Shape.TEXT, List.of(), false));
        var field = db.read(handle -> ExtraFields.list(handle, ExtraField.Owner.HOMEROOM))
                .getFirst();
        var place = new ExtraFields.Place(
                ExtraField.Owner.HOMEROOM, school.homeroom("7A").id());
        if (!fields.answer(using(clerk), place, field, "Phòng 12, tầng 2")) {
            throw new IllegalStateException("the demo's field was not answered");
        }
    }

    /** One pupil does no sports for a while. */
    void exempt(Exemptions exemptions) {
        var pupil = pupils("7A").get(EXEMPTED).id();
        var form = new Exemptions.Form(
                "gdtc", "PRACTICE_ONLY", Formats.day(today), "", "Gãy tay, đang bó bột", "18/QĐ-THCSHM");
        moved(exemptions.ask(using(clerk), clerk.id(), pupil, form, null));
        var asked = db.<List<Exemption>>read(handle -> Movements.listExemptions(handle, pupil))
                .getFirst();
        moved(exemptions.decide(using(principal), principal.id(), asked.id(), true, 0));
    }

    /** Marks of whoever came from another school: one subject counts already, another waits for the second person. */
    void bring(EarlierMarks marks) {
        for (var pupil : pupils("9A")) {
            var name = pupil.name().full();
            if (name.equals(Moving.NEWCOMER)) {
                type(marks, pupil, "nguvan", "7,5", "8,0");
                var ids = db.<List<EarlierMark>>read(handle -> Movements.listEarlierMarks(handle, pupil.id())).stream()
                        .map(EarlierMark::id)
                        .toList();
                moved(marks.hold(using(principal), principal.id(), pupil.id(), ids, true));
                type(marks, pupil, "toan", "8,5", "9,0");
            }
        }
    }

    private void type(EarlierMarks marks, Pupil pupil, String subject, String first, String second) {
        moved(marks.enter(
                using(clerk),
                clerk.id(),
                pupil.id(),
                HoaMai.YEAR.id(),
                "1",
                "Trường THCS Hoa Cúc",
                List.of(new EarlierMarks.Typed(subject, "tx1", first), new EarlierMarks.Typed(subject, "tx2", second)),
                null));
    }

    private List<Pupil> pupils(String homeroom) {
        return db.read(handle -> Roll.list(handle, school.homeroom(homeroom).id())).stream()
                .map(each -> each.pupil())
                .toList();
    }

    private LocalDate lastSchoolDay() {
        var day = today.minusDays(1);
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.minusDays(1) : day;
    }

    private static boolean inYear(LocalDate day) {
        return !day.isBefore(HoaMai.YEAR.starts()) && !day.isAfter(HoaMai.YEAR.ends());
    }

    private String account(Staff person) {
        return accounts.stream()
                .filter(each -> each.staff().equals(person.id()))
                .map(DemoAccount::account)
                .findFirst()
                .orElseThrow();
    }

    private Actor using(Staff person) {
        return new Actor(account(person), HoaMai.BUILDER.session(), Capacity.USE);
    }

    private Actor administering(Staff person) {
        return new Actor(account(person), HoaMai.BUILDER.session(), Capacity.ADMINISTRATION);
    }

    private static String done(vn.sotruong.school.incidents.Outcome outcome) {
        return switch (outcome) {
            case vn.sotruong.school.incidents.Outcome.Done(var id) -> id;
            case vn.sotruong.school.incidents.Outcome.Refused(var reason) ->
                throw new IllegalStateException("the demo's pause was refused: " + reason);
        };
    }

    private static void moved(vn.sotruong.school.movements.Outcome outcome) {
        if (outcome instanceof vn.sotruong.school.movements.Outcome.Refused(var reason)) {
            throw new IllegalStateException("the demo's record was refused: " + reason);
        }
    }

    private static void refuseNothing(Optional<? extends Enum<?>> reason) {
        if (reason.isPresent()) {
            throw new IllegalStateException("the demo was refused: " + reason.get());
        }
    }
}
