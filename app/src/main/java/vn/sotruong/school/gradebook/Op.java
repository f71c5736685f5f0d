package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lệnh nhập một ô: one change of one cell, as a page sends it. Sent again after a lost answer, it keeps its id and is
 * carried out once.
 *
 * @param id 24 hexadecimal digits, made by the page
 * @param base the cell's revision that the teacher saw
 * @param typed what was typed; read by the server whatever the page made of it
 * @param after ids of own earlier commands for this cell whose answer the page never got: their result is no surprise
 */
public record Op(String id, Cell cell, long base, String typed, List<String> after) {
    /** The most that one request may hold. */
    public static final int MOST = 400;

    /** The most unanswered commands that one command may name. */
    static final int MOST_AFTER = 20;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

    public Op {
        after = List.copyOf(after);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    boolean wellFormed() {
        return isId(id)
                && base >= 0
                && after.size() <= MOST_AFTER
                && after.stream().allMatch(Op::isId);
    }
}
