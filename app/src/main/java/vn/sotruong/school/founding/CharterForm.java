package vn.sotruong.school.founding;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.accounts.FirstAccounts;
import vn.sotruong.school.founding.Charter.Person;
import vn.sotruong.school.founding.Charter.Role;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;

/** Tờ khai thiết lập: reads what was typed on the page; every fault is kept, by field. */
final class CharterForm {
    /** The rows for people: their places decide their roles. */
    static final List<Role> ROWS = List.of(
            Role.PRINCIPAL,
            Role.ADMIN,
            Role.VICE_PRINCIPAL,
            Role.VICE_PRINCIPAL,
            Role.MEMBER,
            Role.MEMBER,
            Role.MEMBER);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int FEWEST = 3;
    private static final int MOST = 5;
    private static final int LONGEST_TASK = 100;

    private final Map<String, String> typed;
    private final LocalDate today;
    private final Map<String, Fault> faults = new LinkedHashMap<>();

    private CharterForm(Map<String, String> typed, LocalDate today) {
        this.typed = Map.copyOf(typed);
        this.today = today;
    }

    /** What a form yields: a charter, or faults. */
    record Read(Optional<Charter> charter, Map<String, Fault> faults) {}

    /** @param typed by field; passwords as {@code password.0}, {@code again.0} and so on */
    static Read read(Map<String, String> typed, LocalDate today) {
        return new CharterForm(typed, today).run();
    }

    private Read run() {
        var school = school();
        var year = year();
        var leadership = text("leadership", 150);
        var decision = text("decision", 60);
        var decided = day("decided");
        if (decided != null && decided.isAfter(today)) {
            faults.put("decided", Fault.DECIDED_LATER);
        }
        var people = people(school.abbr());
        if (!faults.isEmpty() || year == null || decided == null) {
            return new Read(Optional.empty(), faults);
        }
        return new Read(Optional.of(new Charter(school, year, leadership, decision, decided, people)), Map.of());
    }

    private School school() {
        var code = text("code", 20);
        if (!code.isEmpty() && !code.matches("[0-9A-Za-z]{1,20}")) {
            faults.put("code", Fault.SCHOOL_CODE_ODD);
        }
        var level = text("level", 20);
        if (!level.isEmpty() && Level.find(level).isEmpty()) {
            faults.put("level", Fault.LEVEL_UNKNOWN);
        }
        var abbr = text("abbr", 20).toLowerCase(Locale.ROOT);
        if (!abbr.isEmpty() && !abbr.matches("[a-z0-9]{2,20}")) {
            faults.put("abbr", Fault.ABBR_ODD);
        }
        var district = VietnameseName.fold(text("district", 40)).replace(" ", "");
        if (!at("district").isEmpty() && !district.matches("[a-z0-9]{1,20}")) {
            faults.put("district", Fault.DISTRICT_ODD);
        }
        return new School(code, text("name", 200), level, abbr, text("address", 200), district);
    }

    private @Nullable SchoolYear year() {
        var starts = day("starts");
        var ends = day("ends");
        if (starts == null || ends == null) {
            return null;
        }
        if (!starts.isBefore(ends)) {
            faults.put("ends", Fault.YEAR_BACKWARDS);
        } else if (ends.isAfter(starts.plusYears(1))) {
            faults.put("ends", Fault.YEAR_TOO_LONG);
        }
        return new SchoolYear(SchoolYear.idOf(starts), starts, ends, SchoolYear.State.OPEN);
    }

    private List<Person> people(String abbr) {
        var people = new ArrayList<Person>();
        var seen = new HashSet<String>();
        for (var i = 0; i < ROWS.size(); i++) {
            var role = ROWS.get(i);
            var name = at("person." + i);
            if (name.isEmpty()) {
                if (role == Role.PRINCIPAL || role == Role.ADMIN) {
                    faults.put("person." + i, Fault.MISSING);
                } else if (!at("task." + i).isEmpty()) {
                    faults.put("person." + i, Fault.MISSING);
                }
                continue;
            }
            var person = person(i, role, abbr);
            if (person != null) {
                people.add(person);
                if (!seen.add(person.name().searchKey())) {
                    faults.put("person." + i, Fault.NAME_TWICE);
                }
            }
        }
        board(people);
        return people;
    }

    private @Nullable Person person(int row, Role role, String abbr) {
        var full = at("person." + row);
        if (full.length() > 80 || !full.matches("[\\p{L}\\p{M}'’ʼ. -]+") || !full.contains(" ")) {
            faults.put("person." + row, Fault.NAME_INCOMPLETE);
            return null;
        }
        var name = VietnameseName.split(full);
        var task = at("task." + row);
        if (task.length() > LONGEST_TASK) {
            faults.put("task." + row, Fault.TOO_LONG);
        }
        if (role == Role.PRINCIPAL && !task.isEmpty()) {
            faults.put("person." + row, Fault.PRINCIPAL_SITS);
        }
        if (role == Role.MEMBER && task.isEmpty()) {
            faults.put("task." + row, Fault.TASK_MISSING);
        }
        var password = at("password." + row);
        var again = at("again." + row);
        if (!password.isEmpty() || !again.isEmpty()) {
            FirstAccounts.refusal(password, again, name, abbr.isEmpty() ? "truong" : abbr)
                    .ifPresent(reason -> faults.put("password." + row, Fault.valueOf("PASSWORD_" + reason.name())));
        }
        return new Person(role, name, task, password);
    }

    private void board(List<Person> people) {
        var members = people.stream()
                .filter(each -> each.sits() && each.role() != Role.PRINCIPAL)
                .toList();
        if (members.size() < FEWEST || members.size() > MOST) {
            faults.put("board", Fault.BOARD_SIZE);
        }
    }

    private String text(String field, int longest) {
        var text = at(field);
        if (text.isEmpty()) {
            faults.put(field, Fault.MISSING);
        } else if (text.length() > longest) {
            faults.put(field, Fault.TOO_LONG);
        }
        return text;
    }

    private @Nullable LocalDate day(String field) {
        var text = text(field, 10);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.contains("-") ? LocalDate.parse(text) : LocalDate.parse(text, DAY);
        } catch (DateTimeParseException e) {
            faults.put(field, Fault.DATE_UNREADABLE);
            return null;
        }
    }

    private String at(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The fields whose text may be shown again: no password ever is. */
    static Set<String> shownAgain() {
        var fields = new HashSet<>(Set.of(
                "name",
                "code",
                "level",
                "abbr",
                "district",
                "address",
                "starts",
                "ends",
                "leadership",
                "decision",
                "decided"));
        for (var i = 0; i < ROWS.size(); i++) {
            fields.add("person." + i);
            fields.add("task." + i);
        }
        return fields;
    }

    /** Every field that a fault may mark. */
    static Set<String> marked() {
        var fields = new HashSet<>(shownAgain());
        fields.add("board");
        for (var i = 0; i < ROWS.size(); i++) {
            fields.add("password." + i);
        }
        return fields;
    }
}
