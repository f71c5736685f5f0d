package vn.sotruong.school.people;

import java.util.regex.Pattern;

/** Mã định danh: always text, for leading zeros are part of it. */
public final class Identifier {
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,19}");
    private static final Pattern CITIZEN_NUMBER = Pattern.compile("[0-9]{12}");

    private Identifier() {}

    /** Whether the text can be a code of the sector database. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** Whether the text can be a số định danh cá nhân. */
    public static boolean isCitizenNumber(String text) {
        return CITIZEN_NUMBER.matcher(text).matches();
    }
}
