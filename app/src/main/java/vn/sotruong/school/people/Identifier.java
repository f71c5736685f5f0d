package vn.sotruong.school.people;

import java.util.regex.Pattern;

/** Mã định danh: always text, for leading zeros are part of it. */
public final class Identifier {
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,19}");
    private static final Pattern CITIZEN_NUMBER = Pattern.compile("[0-9]{12}");

    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+");
    private static final Pattern ODD_NUMBER_OF_DIGITS = Pattern.compile("[0-9]{9}|[0-9]{11}");

    private Identifier() {}

    /** What a spreadsheet has done to a code. */
    public enum Flaw {
        /** Nothing that can be seen. */
        NONE,
        /** {@code 1,23E+11}: the last digits are lost. */
        SCIENTIFIC,
        /** 9 or 11 digits where codes have 10 or 12: a leading zero is lost. */
        LOST_ZERO,
        /** No code at all. */
        MALFORMED
    }

    /** What is wrong with a text that should be a code. */
    public static Flaw flaw(String text) {
        if (SCIENTIFIC.matcher(text).matches()) {
            return Flaw.SCIENTIFIC;
        }
        if (ODD_NUMBER_OF_DIGITS.matcher(text).matches()) {
            return Flaw.LOST_ZERO;
        }
        return isCode(text) ? Flaw.NONE : Flaw.MALFORMED;
    }

    /** Whether the text can be a code of the sector database. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** Whether the text can be a số định danh cá nhân. */
    public static boolean isCitizenNumber(String text) {
        return CITIZEN_NUMBER.matcher(text).matches();
    }
}
