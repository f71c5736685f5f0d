package vn.sotruong.school.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.RollEntry;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.Subject;

/**
 * Những ngày vừa qua ở Hoa Mai: what its people did at the school's own door, page by page and form by form, so that a
 * term's every state is there to look at. 9B was entered whole, confirmed, closed and printed; 8B's Toán came half too late; Toán
 * of 6A is locked; three marks of 9A are on their way through an amendment; 7A is being typed, and one of its pupils owes
 * two tests; whoever left 8C is not considered for promotion; an inspector has come.
 */
final class PastDays {
    /** How long ago it begins: the newcomer's first code lives two weeks. */
    static final Duration AGO = Duration.ofDays(6);

    private static final Duration CLICK = Duration.ofSeconds(4);
    private static final String CLOSED = "9B";
    private static final String LATE = "8B";
    private static final String LEFT = "8C";
    private static final String MATHS = "toan";
    private static final String MATHS_OF_9B = "Đỗ Hữu Nghĩa";
    private static final String SAME = "gdcd";
    private static final int IN_TIME = 30;
    private static final int TYPING = 12;
    private static final int INSPECTION = 30;
    private static final int MAKE_UP = 7;
    private static final Pattern WAITS = Pattern.compile("name=\"proposal\" value=\"([^\"]+)\"");
    private static final Pattern PRINTS = Pattern.compile("action=\"(/inspectors/[^/\"]+/code)\"");
    private static final Pattern ON_SLIP = Pattern.compile("<dd><b>([^<]+)</b>");
    private static final Pattern GRANTS = Pattern.compile("action=\"(/missing-tests/[^/\"]+/grant)\"");
    private static final long FIRST_OP = 0x5e_ee00_0000L;

    private final HoaMai school;
    private final Database db;
    private final Map<String, DemoAccount> accounts;
    private final URI door;
    private final SSLContext trust;
    private final Hours hours;
    private final Random random = new Random(9);
    private final Map<String, Integer> talents = new HashMap<>();
    private long ops = FIRST_OP;

    PastDays(HoaMai school, Database db, List<DemoAccount> accounts, URI door, Path authority, Hours hours) {
        this.school = school;
        this.db = db;
        this.accounts = accounts.stream().collect(Collectors.toMap(DemoAccount::person, Function.identity()));
        this.door = door;
        trust = Guest.trusting(authority);
        this.hours = hours;
    }

    /**
     * Lives until the present.
     *
     * @param password what the inspector chooses at the first sign-in
     * @return the inspector's account
     */
    DemoAccount live(String password) {
        enter();
        hours.pass(Duration.ofDays(2));
        decide();
        review();
        var inspector = inspect(password);
        hours.pass(hours.behind().minusMinutes(2));
        type();
        owe();
        hours.pass(hours.behind());
        return inspector;
    }

    private Guest in(String person) {
        var account = accounts.get(person);
        if (account == null) {
            throw new IllegalStateException(person + " does not work here");
        }
        return new Guest(door, trust, () -> hours.pass(CLICK)).signIn(account);
    }

    private String id(String homeroom) {
        return school.homeroom(homeroom).id();
    }

    private Sheet sheet(String homeroom, String subject) {
        return db.read(handle -> Gradebook.findSheet(handle, id(homeroom), subject, 1))
                .orElseThrow(() -> new IllegalStateException(subject + " of " + homeroom + " has no sheet"));
    }

    private List<String> pupils(String homeroom) {
        return db.read(handle -> Roll.list(handle, id(homeroom))).stream()
                .map(RollEntry::pupil)
                .map(Pupil::id)
                .toList();
    }

    /** The first day: a window for two classes, and everybody enters, commits and confirms. */
    private void enter() {
        var principal = in(Cast.PRINCIPAL);
        for (var homeroom : List.of(LATE, CLOSED)) {
            publish(principal, homeroom);
        }
        var confirming = new ArrayList<Guest>();
        for (var role : Cast.STAFF) {
            var classes = role.classes().stream()
                    .filter(List.of(LATE, CLOSED)::contains)
                    .toList();
            if (!classes.isEmpty()) {
                var guest = in(role.name());
                classes.forEach(homeroom -> enter(guest, homeroom, role.subject()));
                if (role.name().equals(Cast.HOMEROOM_TEACHERS.get(CLOSED))) {
                    confirming.add(guest);
                }
            }
        }
        confirming.forEach(this::conduct);
    }

    private void publish(Guest principal, String homeroom) {
        var now = hours.instant();
        principal.open("/windows");
        principal.submit(
                "/windows/publish",
                "name",
                "Đánh giá thường xuyên lần 1, lớp " + homeroom,
                "semester",
                "1",
                "scope",
                id(homeroom),
                "col",
                "tx1",
                "opens",
                Typed.field(now),
                "closes",
                Typed.field(now.plus(Duration.ofDays(1))),
                "document",
                "46/TB-THCSHM");
    }

    private void enter(Guest teacher, String homeroom, String subject) {
        var sheet = sheet(homeroom, subject);
        var pupils = pupils(homeroom);
        if (homeroom.equals(LATE) && subject.equals(MATHS)) {
            commit(teacher, sheet, ops(List.of(Column.TX1), pupils.subList(0, IN_TIME), ""));
            type(teacher, sheet, ops(List.of(Column.TX1), pupils.subList(IN_TIME, pupils.size()), ""));
            return;
        }
        var same = homeroom.equals(LATE) && subject.equals(SAME) ? "9,0" : "";
        commit(
                teacher,
                sheet,
                comments(subject) ? ops(sheet.columns(), pupils, "Đ") : ops(sheet.columns(), pupils, same));
        confirm(teacher, homeroom, "SUBJECT", subject);
    }

    private static boolean comments(String subject) {
        return Curriculum.LOWER_SECONDARY.stream()
                .anyMatch(each -> each.id().equals(subject) && each.kind() == Subject.Kind.COMMENT);
    }

    private List<String> ops(List<Column> columns, List<String> pupils, String value) {
        var all = new ArrayList<String>();
        for (var pupil : pupils) {
            for (var column : columns) {
                all.add("{\"op\":\"%024x\",\"pupil\":\"%s\",\"col\":\"%s\",\"base\":0,\"value\":\"%s\"}"
                        .formatted(ops++, pupil, column.code(), value.isEmpty() ? mark(pupil) : value));
            }
        }
        return all;
    }

    /** Half points around what the pupil can. */
    private String mark(String pupil) {
        var talent = talents.computeIfAbsent(pupil, key -> (int) Math.round(15 + random.nextGaussian() * 2.2));
        var halves = Math.clamp(talent + random.nextInt(5) - 2, 5, 20);
        return halves / 2 + (halves % 2 == 0 ? ",0" : ",5");
    }

    private static void type(Guest teacher, Sheet sheet, List<String> ops) {
        var here = "/sheets/" + sheet.id();
        teacher.open(here);
        var answer = teacher.send(here + "/ops", "{\"ops\":[" + String.join(",", ops) + "]}");
        if (answer.split("\"is\":\"kept\"", -1).length != ops.size() + 1) {
            throw new IllegalStateException("not all was kept: " + answer);
        }
    }

    private static void commit(Guest teacher, Sheet sheet, List<String> ops) {
        type(teacher, sheet, ops);
        var here = "/sheets/" + sheet.id() + "/commit";
        teacher.open(here);
        teacher.submit(here);
    }

    private void confirm(Guest guest, String homeroom, String step, String subject) {
        var here = "/classes/" + id(homeroom) + "/results";
        guest.open(here + "?term=1");
        guest.submit(here + "/confirm", "step", step, "subject", subject, "checked", "yes");
    }

    /** Rèn luyện of the class, then the homeroom teacher's confirmation. */
    private void conduct(Guest guest) {
        var here = "/classes/" + id(CLOSED) + "/conduct";
        guest.open(here + "?semester=1");
        var typed = new ArrayList<String>();
        for (var pupil : pupils(CLOSED)) {
            typed.addAll(List.of("level." + pupil, random.nextInt(9) == 0 ? "K" : "T"));
        }
        typed.addAll(List.of("deed", "commit"));
        guest.submit(here, typed.toArray(String[]::new));
        guest.submit(here + "/commit");
        confirm(guest, CLOSED, "HOMEROOM", "");
    }

    /** Two days later the windows have ended: a lock, an amendment in each of its states, a closed book. */
    private void decide() {
        var principal = in(Cast.PRINCIPAL);
        confirm(principal, CLOSED, "PRINCIPAL", "");
        var member = in(Cast.BOARD.get(1));
        // the board acts in the capacity of administration
        member.submit("/capacity");
        lock(principal, "6A");
        member.open("/locks?subject=" + MATHS);
        member.submit("/locks/execute", "subject", MATHS);
        lock(principal, "6B");
        amend(principal);
        close(principal, member);
    }

    private void lock(Guest principal, String homeroom) {
        principal.open("/locks?subject=" + MATHS);
        principal.submit(
                "/locks/decide",
                "cell",
                id(homeroom) + "/tx1",
                "kind",
                "VALUES",
                "decision",
                "31/QĐ-THCSHM",
                "reason",
                "Đã công khai điểm với phụ huynh");
    }

    private void amend(Guest principal) {
        var lan = in(Cast.LAN);
        var sheet = sheet("9A", MATHS);
        var pupils = pupils("9A").subList(0, 3);
        var asked = new ArrayList<String>();
        for (var i = 0; i < pupils.size(); i++) {
            asked.add(ask(
                    lan,
                    sheet,
                    pupils.get(i),
                    List.of("Cộng sót điểm câu 5", "Vào nhầm dòng", "Phúc khảo").get(i)));
        }
        consent(principal, asked.get(0));
        consent(principal, asked.get(1));
        sit(lan, Cast.LAN, asked.getFirst(), sheet, pupils.getFirst());
    }

    private static void consent(Guest principal, String request) {
        principal.open("/amendments/" + request);
        principal.submit("/amendments/" + request + "/consent", "words", "Đã xem bài làm");
    }

    /** Three people before one machine, each with a password of their own. */
    private void sit(Guest terminal, String requester, String request, Sheet sheet, String pupil) {
        var here = "/amendments/" + request;
        terminal.open(here);
        terminal.submit(here + "/session");
        attend(terminal, here, "LEADER", Cast.VICE_PRINCIPAL);
        attend(terminal, here, "BOARD", Cast.BOARD.get(1));
        attend(terminal, here, "REQUESTER", requester);
        terminal.submit(here + "/session/execute", "v." + pupil + ".tx1", higher(sheet, pupil));
    }

    private String ask(Guest lan, Sheet sheet, String pupil, String why) {
        lan.open("/amendments/new?sheet=" + sheet.id() + "&pupil=" + pupil + "&col=tx1");
        lan.submit(
                "/amendments",
                "pupil",
                pupil,
                "col",
                "tx1",
                "value",
                higher(sheet, pupil),
                "reason",
                why,
                "then",
                "submit");
        return lan.path().substring("/amendments/".length());
    }

    /** Half a point more, or less for who has all. */
    private String higher(Sheet sheet, String pupil) {
        var held = db.read(handle -> Gradebook.findCommitted(handle, sheet.id(), new Cell(pupil, Column.TX1)))
                .map(Entry::number)
                .orElseThrow();
        return new Score(held >= 95 ? held - 5 : held + 5).text();
    }

    private void attend(Guest terminal, String here, String role, String person) {
        var account = accounts.get(person);
        if (account == null) {
            throw new IllegalStateException(person + " does not work here");
        }
        terminal.submit(
                here + "/session/attend", "role", role, "username", account.username(), "password", account.password());
    }

    /** From the proposal to the printed book, printed again after a correction, and the first signature on it. */
    private void close(Guest principal, Guest member) {
        var here = "/closing/" + id(CLOSED) + "/1";
        step(member, here, "/propose", "said", "Đã đủ điểm, hiệu trưởng đã duyệt kết quả");
        step(principal, here, "/decide", "said", "33/QĐ-THCSHM");
        step(member, here, "/close");
        var clerk = in(Cast.CLERK);
        step(clerk, here, "/print");
        correct(principal);
        var homeroom = in(Cast.HOMEROOM_TEACHERS.getOrDefault(CLOSED, ""));
        confirm(homeroom, CLOSED, "HOMEROOM", "");
        confirm(principal, CLOSED, "PRINCIPAL", "");
        step(clerk, here, "/print");
        step(homeroom, here, "/sign");
    }

    /** A mark of the closed book is corrected, so what was printed and confirmed holds no more. */
    private void correct(Guest principal) {
        var teacher = in(MATHS_OF_9B);
        var sheet = sheet(CLOSED, MATHS);
        var pupil = pupils(CLOSED).get(4);
        var request = ask(teacher, sheet, pupil, "Phúc khảo, chấm sót ý cuối");
        consent(principal, request);
        sit(teacher, MATHS_OF_9B, request, sheet, pupil);
        confirm(teacher, CLOSED, "SUBJECT", MATHS);
    }

    private static void step(Guest guest, String here, String step, String... said) {
        guest.open(here);
        guest.submit(here + step, said);
    }

    /** Nobody of the year can be judged before its second term; whoever has left is "không xét", and is handed in in 8C. */
    private void review() {
        var here = "/classes/" + id(LEFT) + "/promotion";
        var teacher = in(Cast.HOMEROOM_TEACHERS.getOrDefault(LEFT, ""));
        teacher.open(here);
        if (teacher.offers(here + "/list")) {
            teacher.submit(here + "/list");
            teacher.submit(here + "/submit");
        }
    }

    /** Somebody comes to inspect: proposed, let in, given a code, and signed in for the first time. */
    private DemoAccount inspect(String password) {
        var today = LocalDate.ofInstant(hours.instant(), Formats.ZONE);
        var admin = in(Cast.ADMIN);
        admin.submit("/capacity");
        admin.open("/inspectors");
        admin.submit(
                "/inspectors",
                "name",
                Cast.INSPECTOR,
                "authority",
                "Phòng Thanh tra, Sở GDĐT",
                "decision",
                "120/QĐ-SGDĐT",
                "from",
                Formats.day(today),
                "last",
                Formats.day(today.plusDays(INSPECTION)));
        var principal = in(Cast.PRINCIPAL);
        principal.open("/proposals/approve?proposal=" + found(WAITS, principal.open("/proposals")));
        principal.submit("/proposals/approve", "decision", "32/QĐ-THCSHM");
        var slip = ON_SLIP.matcher(admin.submit(found(PRINTS, admin.open("/inspectors"))));
        var said = slip.results().map(each -> each.group(1)).toList();
        var account = new DemoAccount(Cast.INSPECTOR, "thanh tra, chỉ đọc", "", "", said.getFirst(), password, false);
        var inspector = new Guest(door, trust, () -> hours.pass(CLICK));
        inspector.open("/sign-in");
        inspector.submit("/sign-in", "username", account.username(), "password", said.getLast());
        inspector.submit("/password", "old", said.getLast(), "new", password, "again", password);
        return account;
    }

    private static String found(Pattern what, String page) {
        var found = what.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the page does not hold " + what);
        }
        return found.group(1);
    }

    /** Em An was away: one test is to be made up for by a day that the vice-principal named, another waits for theirs. */
    private void owe() {
        var absent = db.read(handle -> Roll.list(handle, id("7A"))).stream()
                .map(RollEntry::pupil)
                .filter(each -> each.name().full().equals(Cast.AWAY))
                .map(Pupil::id)
                .findFirst()
                .orElseThrow();
        owe(in(Cast.LAN), sheet("7A", MATHS), absent);
        var now = LocalDateTime.ofInstant(hours.instant(), Formats.ZONE).truncatedTo(ChronoUnit.MINUTES);
        var vice = in(Cast.VICE_PRINCIPAL);
        vice.submit(
                found(GRANTS, vice.open("/missing-tests")),
                "opens",
                now.plusMinutes(1).toString(),
                "closes",
                now.plusDays(MAKE_UP).toString());
        owe(in(Cast.BOARD.get(2)), sheet("7A", "nguvan"), absent);
    }

    private static void owe(Guest teacher, Sheet sheet, String pupil) {
        var here = "/sheets/" + sheet.id() + "/missing";
        step(teacher, here, "", "pupil", pupil, "col", "tx1", "words", "Nghỉ ốm, có đơn xin phép của gia đình");
    }

    /** Just now: cô Lan types in 7A and has not committed. */
    private void type() {
        type(
                in(Cast.LAN),
                sheet("7A", MATHS),
                ops(List.of(Column.TX2), pupils("7A").subList(1, TYPING), ""));
    }
}
