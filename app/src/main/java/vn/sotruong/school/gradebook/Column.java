package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cột điểm: one assessment of a term (Thông tư 22/2021/TT-BGDĐT, Điều 6 and 7), or, in a primary school, the level or
 * the test of one of its two moments (Thông tư 27/2020/TT-BGDĐT, Điều 7).
 */
public enum Column {
    TX1(1),
    TX2(2),
    TX3(3),
    TX4(4),
    GK(0),
    CK(0),
    /** Mức đạt được giữa học kỳ, tiểu học. */
    MGK(0),
    /** Mức đạt được cuối học kỳ, tiểu học. */
    MCK(0);

    private final int number;
    private final String code = name().toLowerCase(Locale.ROOT);

    Column(int number) {
        this.number = number;
    }

    /** As it stands in the store and in addresses. */
    public String code() {
        return code;
    }

    /** Whether it is a regular assessment (ĐĐGtx). */
    public boolean regular() {
        return number > 0;
    }

    public static Optional<Column> find(String code) {
        for (var column : values()) {
            if (column.code.equals(code)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    static Column get(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no column " + code));
    }

    /** The columns of a sheet in the order of the book. */
    static List<Column> of(Sheet.Form form, int regularCount, int tests) {
        var columns = new ArrayList<Column>();
        if (form == Sheet.Form.PRIMARY) {
            columns.add(MGK);
            if (tests > 1) {
                columns.add(GK);
            }
            columns.add(MCK);
            if (tests > 0) {
                columns.add(CK);
            }
        } else {
            for (var column : values()) {
                if (column.number > 0 && column.number <= regularCount) {
                    columns.add(column);
                }
            }
            columns.add(GK);
            columns.add(CK);
        }
        return List.copyOf(columns);
    }
}
