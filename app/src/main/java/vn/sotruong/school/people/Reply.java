package vn.sotruong.school.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Lời khai: what was typed for a {@link Question}, read. */
sealed interface Reply {
    /** As it is kept; empty for nothing. */
    record Said(String value) implements Reply {}

    /** Cannot stand there. */
    record Wrong(Fault fault) implements Reply {}

    /** Vì sao không nhận. */
    enum Fault {
        NEEDED,
        TOO_LONG,
        FORMULA,
        NOT_A_NAME,
        NOT_A_DAY,
        UNLIKELY_DAY,
        NOT_A_YEAR,
        NOT_A_PHONE,
        SCIENTIFIC,
        LOST_ZERO,
        NOT_A_CITIZEN_NUMBER,
        NOT_A_NUMBER,
        NOT_A_CHOICE,
        TAKEN
    }

    Pattern NAME = Pattern.compile("[\\p{L}\\p{M}' .’-]+");
    Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    Pattern NUMBER = Pattern.compile("-?\\d{1,12}([.,]\\d{1,4})?");

    /** Reads what was typed. */
    static Reply read(Question question, String typed, LocalDate today) {
        var text = VietnameseName.tidy(typed);
        if (text.isEmpty()) {
            return question.needed() ? new Wrong(Fault.NEEDED) : new Said("");
        }
        if (text.length() > question.most()) {
            return new Wrong(Fault.TOO_LONG);
        }
        return switch (question.kind()) {
            case NAME -> NAME.matcher(text).matches() ? new Said(text) : new Wrong(Fault.NOT_A_NAME);
            case TEXT -> "=+-@".indexOf(text.charAt(0)) >= 0 ? new Wrong(Fault.FORMULA) : new Said(text);
            case DAY -> day(text, today);
            case YEAR -> year(text, today);
            case PHONE -> phone(text);
            case CITIZEN_NUMBER -> citizenNumber(text);
            case NUMBER ->
                NUMBER.matcher(text).matches()
                        ? new Said(text.replace(',', '.'))
                        : new Wrong("=+@".indexOf(text.charAt(0)) >= 0 ? Fault.FORMULA : Fault.NOT_A_NUMBER);
            case CHOICE -> question.choices().contains(text) ? new Said(text) : new Wrong(Fault.NOT_A_CHOICE);
        };
    }

    private static Reply day(String text, LocalDate today) {
        var dayFirst = DAY_FIRST.matcher(text);
        var yearFirst = YEAR_FIRST.matcher(text);
        try {
            if (dayFirst.matches()) {
                return likely(date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1)), today);
            }
            if (yearFirst.matches()) {
                return likely(date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)), today);
            }
            return new Wrong(Fault.NOT_A_DAY);
        } catch (DateTimeException impossible) {
            return new Wrong(Fault.NOT_A_DAY);
        }
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private static Reply likely(LocalDate day, LocalDate today) {
        return day.isBefore(today.minusYears(100)) || day.isAfter(today.plusYears(20))
                ? new Wrong(Fault.UNLIKELY_DAY)
                : new Said(day.toString());
    }

    private static Reply year(String text, LocalDate today) {
        return text.matches("(19|20)\\d\\d") && Integer.parseInt(text) <= today.getYear()
                ? new Said(text)
                : new Wrong(Fault.NOT_A_YEAR);
    }

    private static Reply phone(String text) {
        var digits = text.replaceAll("[ .()-]", "").replaceFirst("^\\+?84(?=\\d{9,10}$)", "0");
        return digits.matches("0\\d{9,10}") ? new Said(digits) : new Wrong(Fault.NOT_A_PHONE);
    }

    private static Reply citizenNumber(String text) {
        if (Identifier.isCitizenNumber(text)) {
            return new Said(text);
        }
        return new Wrong(
                switch (Identifier.flaw(text)) {
                    case SCIENTIFIC -> Fault.SCIENTIFIC;
                    case LOST_ZERO -> Fault.LOST_ZERO;
                    default -> Fault.NOT_A_CITIZEN_NUMBER;
                });
    }
}
