package vn.sotruong.school.admission;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.Fault.Reason;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.workbook.ExcelCell;

/** Kiểm từng dòng: reads the cells of one row; every fault is kept, not only the first. */
final class RowCheck {
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}'’ʼ. -]{1,80}");
    private static final Pattern ETHNICITY = Pattern.compile("[\\p{L}\\p{M}'’ʼ(), -]{1,40}");
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]*");
    private static final int CODE_DIGITS = 10;
    private static final int CITIZEN_DIGITS = 12;
    private static final int EXACT_DIGITS = 15;
    private static final Set<String> STUDYING = Set.of("", "dang hoc", "dang hoc tap", "1", "01");
    private static final List<String> ARRIVED = List.of("chuyen den", "tuyen moi", "tiep nhan");
    private static final List<String> GONE = List.of(
            "chuyen di", "thoi hoc", "bo hoc", "da tot nghiep", "tot nghiep", "bao luu", "nghi hoc", "chuyen truong");

    private final ListRow row;
    private final Map<String, Homeroom> homerooms;
    private final Level level;
    private final LocalDate today;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> notes = new ArrayList<>();

    private RowCheck(ListRow row, Map<String, Homeroom> homerooms, Level level, LocalDate today) {
        this.row = row;
        this.homerooms = homerooms;
        this.level = level;
        this.today = today;
    }

    /** What a row yields: a candidate, or faults; and what somebody should look at again. */
    record Checked(Optional<Candidate> candidate, List<Fault> faults, List<Fault> notes) {
        Checked {
            faults = List.copyOf(faults);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Checks one row.
     *
     * @param homerooms the classes of the year, by {@link #homeroomKey}
     * @param level what the school is for, which says how old its pupils are
     */
    static Checked check(ListRow row, Map<String, Homeroom> homerooms, Level level, LocalDate today) {
        return new RowCheck(row, homerooms, level, today).run();
    }

    private Checked run() {
        var homeroom = homeroom();
        var code = identifier(Field.CODE, CODE_DIGITS, Reason.CODE_AS_NUMBER, Reason.CODE_MALFORMED);
        var name = name();
        var born = birthDate();
        var sex = sex();
        var ethnicity = ethnicity();
        var number = identifier(
                Field.CITIZEN_NUMBER, CITIZEN_DIGITS, Reason.CITIZEN_NUMBER_AS_NUMBER, Reason.CITIZEN_NUMBER_MALFORMED);
        status();
        if (!faults.isEmpty() || homeroom == null || name == null || born == null || sex == null) {
            return new Checked(Optional.empty(), faults, List.of());
        }
        var candidate = new Candidate(name, born, sex, ethnicity, code, number, homeroom);
        return new Checked(Optional.of(candidate), List.of(), notes);
    }

    private @Nullable Homeroom homeroom() {
        var said = row.fallbackHomeroom().isPresent()
                ? row.fallbackHomeroom()
                : text(Field.HOMEROOM, Reason.HOMEROOM_MISSING, Reason.HOMEROOM_UNKNOWN);
        if (said.isEmpty()) {
            return null;
        }
        var found = homerooms.get(homeroomKey(said.get()));
        if (found == null) {
            fault(Field.HOMEROOM, Reason.HOMEROOM_UNKNOWN, said.get());
        }
        return found;
    }

    /** "Lớp 6 A", "6a" and "6A" are one class. */
    static String homeroomKey(String name) {
        var folded = VietnameseName.fold(name);
        return (folded.startsWith("lop ") ? folded.substring(4) : folded).replace(" ", "");
    }

    private @Nullable VietnameseName name() {
        if (row.has(Field.FULL_NAME)) {
            var full = text(Field.FULL_NAME, Reason.NAME_MISSING, Reason.NAME_ODD);
            if (full.isEmpty()) {
                return null;
            }
            if (!VietnameseName.tidy(full.get()).contains(" ")) {
                fault(Field.FULL_NAME, Reason.NAME_INCOMPLETE);
                return null;
            }
            return isName(Field.FULL_NAME, full.get()) ? VietnameseName.split(full.get()) : null;
        }
        var family = text(Field.FAMILY_NAME, Reason.NAME_INCOMPLETE, Reason.NAME_ODD);
        var given = text(Field.GIVEN_NAME, Reason.NAME_INCOMPLETE, Reason.NAME_ODD);
        if (family.isEmpty() || given.isEmpty()) {
            return null;
        }
        var familyIsName = isName(Field.FAMILY_NAME, family.get());
        var givenIsName = isName(Field.GIVEN_NAME, given.get());
        return familyIsName && givenIsName ? new VietnameseName(family.get(), given.get()) : null;
    }

    private boolean isName(Field field, String text) {
        var isName = NAME.matcher(text).matches() && !VietnameseName.fold(text).isEmpty();
        if (!isName) {
            fault(field, Reason.NAME_ODD);
        }
        return isName;
    }

    private @Nullable LocalDate birthDate() {
        return switch (row.get(Field.BIRTH_DATE).cell()) {
            case ExcelCell.Day(var day) -> likely(day);
            case ExcelCell.Text(var text) -> read(text);
            case ExcelCell.Blank() -> noDay(Reason.BIRTH_DATE_MISSING);
            case ExcelCell.Formula() -> noDay(Reason.FORMULA);
            case ExcelCell.Faulty() -> noDay(Reason.FAULTY);
            case ExcelCell.Numeral number -> noDay(Reason.BIRTH_DATE_UNREADABLE);
        };
    }

    private @Nullable LocalDate read(String text) {
        var dayFirst = DAY_FIRST.matcher(text);
        var yearFirst = YEAR_FIRST.matcher(text);
        try {
            if (dayFirst.matches()) {
                return likely(day(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1)));
            }
            if (yearFirst.matches()) {
                return likely(day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)));
            }
        } catch (DateTimeException impossible) {
            return noDay(Reason.BIRTH_DATE_IMPOSSIBLE);
        }
        return noDay(Reason.BIRTH_DATE_UNREADABLE);
    }

    private static LocalDate day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private @Nullable LocalDate likely(LocalDate day) {
        if (day.isAfter(today)) {
            return noDay(Reason.BIRTH_DATE_FUTURE);
        }
        var age = Period.between(day, today).getYears();
        if (!level.ages().admits(age)) {
            return noDay(Reason.BIRTH_DATE_UNLIKELY);
        }
        if (!level.ages().expects(age)) {
            var cell = row.get(Field.BIRTH_DATE);
            notes.add(new Fault(cell.address(), Reason.AGE_ODD, row.shown(Field.BIRTH_DATE), String.valueOf(age)));
        }
        return day;
    }

    private @Nullable Sex sex() {
        if (!row.has(Field.SEX) && row.has(Field.FEMALE)) {
            return female();
        }
        var said = text(Field.SEX, Reason.SEX_MISSING, Reason.SEX_UNKNOWN);
        if (said.isEmpty()) {
            return null;
        }
        return switch (VietnameseName.fold(said.get())) {
            case "nam" -> Sex.MALE;
            case "nu" -> Sex.FEMALE;
            default -> {
                fault(Field.SEX, Reason.SEX_UNKNOWN);
                yield null;
            }
        };
    }

    /** A column "Nữ" with a cross for girls. */
    private @Nullable Sex female() {
        return switch (row.shown(Field.FEMALE).strip().toLowerCase(Locale.ROOT)) {
            case "" -> Sex.MALE;
            case "x", "1", "+", "✓", "có", "nữ" -> Sex.FEMALE;
            default -> {
                fault(Field.FEMALE, Reason.SEX_UNKNOWN);
                yield null;
            }
        };
    }

    private @Nullable String ethnicity() {
        var said = optional(Field.ETHNICITY, Reason.ETHNICITY_ODD);
        if (said != null && !ETHNICITY.matcher(said).matches()) {
            return noText(Field.ETHNICITY, Reason.ETHNICITY_ODD);
        }
        return said;
    }

    private void status() {
        if (row.get(Field.STATUS).cell() instanceof ExcelCell.Numeral(var raw) && STUDYING.contains(raw)) {
            return;
        }
        var said = optional(Field.STATUS, Reason.STATUS_UNKNOWN);
        var folded = said == null ? "" : VietnameseName.fold(said);
        if (STUDYING.contains(folded) || ARRIVED.stream().anyMatch(folded::startsWith)) {
            return;
        }
        var gone = GONE.stream().anyMatch(folded::startsWith);
        fault(Field.STATUS, gone ? Reason.STATUS_NOT_STUDYING : Reason.STATUS_UNKNOWN);
    }

    /**
     * A code. Excel turns a code into a number and loses its leading zeros, or its last digits; a number is taken only
     * where neither can have happened.
     */
    private @Nullable String identifier(Field field, int digits, Reason asNumber, Reason malformed) {
        @Nullable
        String text = switch (row.get(field).cell()) {
            case ExcelCell.Numeral(var raw) -> {
                if (!WHOLE.matcher(raw).matches() || raw.length() < digits || raw.length() > EXACT_DIGITS) {
                    yield noText(field, asNumber);
                }
                yield raw;
            }
            default -> optional(field, malformed);
        };
        if (text == null) {
            return null;
        }
        var sound = field == Field.CODE ? Identifier.isCode(text) : Identifier.isCitizenNumber(text);
        return sound ? text : noText(field, malformed);
    }

    private Optional<String> text(Field field, Reason missing, Reason wrongKind) {
        if (row.get(field).cell() instanceof ExcelCell.Blank) {
            fault(field, missing);
            return Optional.empty();
        }
        return Optional.ofNullable(optional(field, wrongKind));
    }

    private @Nullable String optional(Field field, Reason wrongKind) {
        return switch (row.get(field).cell()) {
            case ExcelCell.Text(var text) -> VietnameseName.tidy(text);
            case ExcelCell.Blank() -> null;
            case ExcelCell.Formula() -> noText(field, Reason.FORMULA);
            case ExcelCell.Faulty() -> noText(field, Reason.FAULTY);
            case ExcelCell.Numeral number -> noText(field, wrongKind);
            case ExcelCell.Day day -> noText(field, wrongKind);
        };
    }

    private @Nullable LocalDate noDay(Reason reason) {
        fault(Field.BIRTH_DATE, reason);
        return null;
    }

    private @Nullable String noText(Field field, Reason reason) {
        fault(field, reason);
        return null;
    }

    private void fault(Field field, Reason reason) {
        fault(field, reason, row.shown(field));
    }

    private void fault(Field field, Reason reason, String value) {
        faults.add(new Fault(row.get(field).address(), reason, value, ""));
    }
}
