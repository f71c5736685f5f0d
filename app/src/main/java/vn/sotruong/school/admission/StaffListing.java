package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.admission.Fault.Reason;
import vn.sotruong.school.admission.ListPlan.Deed;
import vn.sotruong.school.admission.ListPlan.Row;
import vn.sotruong.school.admission.ListPlan.State;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.StaffProfiles;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Departments;

/** Danh sách giáo viên, nhân viên: compares the rows of a file with each other and with who works here. */
final class StaffListing {
    static final Lines<StaffField> LINES = new Lines<>(
            StaffField.class,
            Set.of(StaffField.FULL_NAME, StaffField.GIVEN_NAME),
            Set.of(
                    StaffField.FULL_NAME,
                    StaffField.FAMILY_NAME,
                    StaffField.GIVEN_NAME,
                    StaffField.CODE,
                    StaffField.BIRTH_DATE));

    private static final int LONGEST = 100;

    private final List<Staff> staff;
    private final Map<String, String> departments = new HashMap<>();
    private final Map<String, Map<String, String>> profiles;
    private final LocalDate today;
    private final Handle handle;
    private final Appointments appointments;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private StaffListing(Handle handle, Appointments appointments, LocalDate today) {
        this.handle = handle;
        this.appointments = appointments;
        this.staff = People.listStaff(handle);
        this.profiles = StaffProfiles.all(handle);
        this.today = today;
        var names = new HashMap<String, String>();
        Departments.list(handle).forEach(each -> names.put(each.id(), each.name()));
        Departments.listMembers(handle, today)
                .forEach(each -> departments.merge(
                        each.staff(), names.getOrDefault(each.department(), ""), (one, other) -> one + "|" + other));
    }

    static ListPlan plan(
            Handle handle, Lines.Reading.Read<StaffField> read, Appointments appointments, LocalDate today) {
        var listing = new StaffListing(handle, appointments, today);
        var rows = read.lines().stream().map(listing::row).toList();
        var unused = read.others().stream().filter(Heading::means).toList();
        return new ListPlan(read.tab(), rows, unused, read.footers());
    }

    private Row row(Lines.Line<StaffField> line) {
        var cells = new Cells();
        var name = line.has(StaffField.FULL_NAME)
                ? cells.name(line.get(StaffField.FULL_NAME))
                : cells.name(line.get(StaffField.FAMILY_NAME), line.get(StaffField.GIVEN_NAME));
        var code = cells.code(line.get(StaffField.CODE), Reason.STAFF_CODE_AS_NUMBER);
        if (code != null && !Identifier.isCode(code)) {
            cells.fault(line.get(StaffField.CODE), Reason.STAFF_CODE_MALFORMED);
        }
        var born = cells.day(line.get(StaffField.BIRTH_DATE), today.minusYears(16));
        var sex = sex(cells, line);
        var phone = phone(cells, line);
        var department = cells.text(line.get(StaffField.DEPARTMENT));
        var position = cells.text(line.get(StaffField.POSITION));
        var major = cells.text(line.get(StaffField.SUBJECT));
        var shown = line.has(StaffField.FULL_NAME)
                ? line.shown(StaffField.FULL_NAME)
                : line.shown(StaffField.FAMILY_NAME) + " " + line.shown(StaffField.GIVEN_NAME);
        if (name == null || !cells.faults().isEmpty()) {
            return Row.bad(line.number(), shown, cells.faults());
        }
        twice(cells, line, name, born, code);
        var known = known(cells, line, name, code);
        if (!cells.faults().isEmpty()) {
            return Row.bad(line.number(), shown, cells.faults());
        }
        var said = new LinkedHashMap<String, String>();
        put(said, "birth_date", born == null ? null : born.toString());
        put(said, "sex", sex == null ? null : sex.name());
        put(said, "phone", phone);
        put(said, "position", shortened(position));
        put(said, "major", shortened(major));
        if (known != null) {
            said.entrySet()
                    .removeAll(profiles.getOrDefault(known.id(), Map.of()).entrySet());
        }
        var deed = new Deed.Person(known, name, code, said, department, post(known, position));
        var what = what(deed, said);
        var state = known == null ? State.NEW : what.isEmpty() ? State.EQUAL : State.CHANGED;
        var waits = known != null && known.code() == null && code != null
                ? List.of(new Fault(line.get(StaffField.CODE).address(), Reason.CODE_WAITS, code, ""))
                : List.<Fault>of();
        return new Row(line.number(), name.full(), state, what, waits, state == State.EQUAL ? null : deed);
    }

    /** The post that the position means, unless they have it or are proposed for it. */
    private @Nullable String post(@Nullable Staff known, @Nullable String position) {
        return position == null
                ? null
                : appointments
                        .post(position)
                        .filter(each -> known == null || appointments.lacks(handle, known.id(), each, today))
                        .orElse(null);
    }

    private static void put(Map<String, String> said, String key, @Nullable String value) {
        if (value != null) {
            said.put(key, value);
        }
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static @Nullable Sex sex(Cells cells, Lines.Line<StaffField> line) {
        var said = cells.text(line.get(StaffField.SEX));
        if (said == null) {
            return line.has(StaffField.FEMALE) && !line.has(StaffField.SEX) ? female(cells, line) : null;
        }
        return switch (VietnameseName.fold(said)) {
            case "nam" -> Sex.MALE;
            case "nu" -> Sex.FEMALE;
            default -> {
                cells.fault(line.get(StaffField.SEX), Reason.SEX_UNKNOWN);
                yield null;
            }
        };
    }

    /** A column "Nữ" with a cross for women. */
    private static @Nullable Sex female(Cells cells, Lines.Line<StaffField> line) {
        if (!line.says(StaffField.FEMALE)) {
            return Sex.MALE;
        }
        var said = cells.textOrNumber(line.get(StaffField.FEMALE));
        if (said == null) {
            return null;
        }
        if (said.strip().matches("(?iu)x|1|\\+|✓|có|nữ")) {
            return Sex.FEMALE;
        }
        cells.fault(line.get(StaffField.FEMALE), Reason.SEX_UNKNOWN);
        return null;
    }

    private static @Nullable String phone(Cells cells, Lines.Line<StaffField> line) {
        var said = cells.code(line.get(StaffField.PHONE), Reason.PHONE_AS_NUMBER);
        if (said == null) {
            return null;
        }
        var digits = said.replaceAll("[ .()-]", "").replaceFirst("^\\+84", "0");
        return digits.matches("0[0-9]{9,10}") ? digits : cells.fault(line.get(StaffField.PHONE), Reason.PHONE_ODD);
    }

    private void twice(
            Cells cells,
            Lines.Line<StaffField> line,
            VietnameseName name,
            @Nullable LocalDate born,
            @Nullable String code) {
        if (code != null) {
            var first = seen.putIfAbsent("code " + code, line.number());
            if (first != null) {
                cells.fault(line.get(StaffField.CODE), Reason.STAFF_TWICE, String.valueOf(first));
                return;
            }
        }
        // two people of one name are told apart by code or birth date
        var first = seen.putIfAbsent("person " + name.sortKey() + " " + born, line.number());
        if (first != null && (code == null || born != null)) {
            cells.fault(nameAt(line), Reason.STAFF_TWICE, String.valueOf(first));
        }
    }

    private @Nullable Staff known(
            Cells cells, Lines.Line<StaffField> line, VietnameseName name, @Nullable String code) {
        var byCode = staff.stream()
                .filter(each -> code != null && code.equals(each.code()))
                .findFirst();
        if (byCode.isPresent()) {
            if (!byCode.get().name().sortKey().equals(name.sortKey())) {
                cells.fault(
                        line.get(StaffField.CODE),
                        Reason.STAFF_CODE_OF_ANOTHER,
                        byCode.get().name().full());
            }
            return byCode.get();
        }
        var alike = staff.stream()
                .filter(each -> each.name().sortKey().equals(name.sortKey()))
                .filter(each -> code == null || each.code() == null)
                .toList();
        if (alike.size() > 1
                || (alike.size() == 1 && !taken.add(alike.getFirst().id()))) {
            cells.fault(nameAt(line), Reason.STAFF_AMBIGUOUS);
            return null;
        }
        return alike.isEmpty() ? null : alike.getFirst();
    }

    private static ListRow.Found nameAt(Lines.Line<StaffField> line) {
        return line.get(line.has(StaffField.FULL_NAME) ? StaffField.FULL_NAME : StaffField.GIVEN_NAME);
    }

    private List<ListPlan.Said> what(Deed.Person deed, Map<String, String> said) {
        var what = new ArrayList<ListPlan.Said>();
        var known = deed.known();
        var code = deed.code();
        if (code != null && known == null) {
            what.add(ListPlan.Said.plain(code));
        }
        var department = deed.department();
        if (department != null && (known == null || !in(known, department))) {
            what.add(ListPlan.Said.plain(department));
        }
        var post = deed.post();
        if (post != null) {
            what.add(ListPlan.Said.of("admission.said.post." + post));
        }
        said.forEach((key, value) -> what.add(
                switch (key) {
                    case "birth_date" -> ListPlan.Said.plain(Formats.day(value));
                    case "sex" ->
                        ListPlan.Said.of(
                                value.equals(Sex.MALE.name()) ? "admission.said.male" : "admission.said.female");
                    default -> ListPlan.Said.plain(value);
                }));
        return what;
    }

    private boolean in(Staff person, String department) {
        return List.of(departments.getOrDefault(person.id(), "").split("\\|", -1)).stream()
                .anyMatch(each -> VietnameseName.fold(each).equals(VietnameseName.fold(department)));
    }
}
