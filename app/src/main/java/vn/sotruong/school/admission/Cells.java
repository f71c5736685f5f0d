package vn.sotruong.school.admission;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.admission.Fault.Reason;
import vn.sotruong.school.admission.ListRow.Found;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.workbook.ExcelCell;

/** Ô của một dòng: read as text, as a day or as a code; every fault is kept. */
final class Cells {
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}'’ʼ. -]{1,80}");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");

    private final List<Fault> faults = new ArrayList<>();

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Nullable
    String text(Found at) {
        return switch (at.cell()) {
            case ExcelCell.Text(var text) -> VietnameseName.tidy(text);
            case ExcelCell.Blank() -> null;
            case ExcelCell.Formula() -> fault(at, Reason.FORMULA);
            case ExcelCell.Faulty() -> fault(at, Reason.FAULTY);
            case ExcelCell.Numeral _, ExcelCell.Day _ -> fault(at, Reason.TEXT_EXPECTED);
        };
    }

    /** A text, or a number as it stands there, such as a class called 6. */
    @Nullable
    String textOrNumber(Found at) {
        return at.cell() instanceof ExcelCell.Numeral(var raw)
                        && WHOLE.matcher(raw).matches()
                ? raw
                : text(at);
    }

    /** A code or a phone: as a number Excel may have taken its zeros or its last digits, so it must be text. */
    @Nullable
    String code(Found at, Reason asNumber) {
        return at.cell() instanceof ExcelCell.Numeral ? fault(at, asNumber) : text(at);
    }

    @Nullable
    VietnameseName name(Found full) {
        if (full.cell() instanceof ExcelCell.Blank) {
            fault(full, Reason.NAME_MISSING);
            return null;
        }
        var text = text(full);
        if (text == null) {
            return null;
        }
        if (!NAME.matcher(text).matches()) {
            fault(full, Reason.NAME_ODD);
            return null;
        }
        if (!text.contains(" ")) {
            fault(full, Reason.NAME_INCOMPLETE);
            return null;
        }
        return VietnameseName.split(text);
    }

    @Nullable
    VietnameseName name(Found family, Found given) {
        var one = text(family);
        var other = text(given);
        if (one == null || other == null) {
            fault(given, Reason.NAME_INCOMPLETE);
            return null;
        }
        if (!NAME.matcher(one).matches() || !NAME.matcher(other).matches()) {
            fault(given, Reason.NAME_ODD);
            return null;
        }
        return new VietnameseName(one, other);
    }

    @Nullable
    LocalDate day(Found at, LocalDate today) {
        var day = switch (at.cell()) {
            case ExcelCell.Day(var known) -> known;
            case ExcelCell.Blank() -> null;
            case ExcelCell.Text(var text) -> parsed(at, text);
            case ExcelCell.Formula() -> noDay(at, Reason.FORMULA);
            case ExcelCell.Faulty() -> noDay(at, Reason.FAULTY);
            case ExcelCell.Numeral _ -> noDay(at, Reason.BIRTH_DATE_UNREADABLE);
        };
        return day != null && day.isAfter(today) ? noDay(at, Reason.BIRTH_DATE_FUTURE) : day;
    }

    private @Nullable LocalDate parsed(Found at, String text) {
        var dayFirst = DAY_FIRST.matcher(text);
        var yearFirst = YEAR_FIRST.matcher(text);
        try {
            if (dayFirst.matches()) {
                return day(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
            }
            if (yearFirst.matches()) {
                return day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
            }
        } catch (DateTimeException impossible) {
            return noDay(at, Reason.BIRTH_DATE_IMPOSSIBLE);
        }
        return noDay(at, Reason.BIRTH_DATE_UNREADABLE);
    }

    private static LocalDate day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private @Nullable LocalDate noDay(Found at, Reason reason) {
        fault(at, reason);
        return null;
    }

    @Nullable
    String fault(Found at, Reason reason) {
        return fault(at, reason, "");
    }

    @Nullable
    String fault(Found at, Reason reason, String detail) {
        faults.add(new Fault(at.address(), reason, at.cell().shown(), detail));
        return null;
    }
}
