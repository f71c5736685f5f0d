package vn.sotruong.school.gradebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cột điểm: one assessment of a term (Thông tư 22/2021/TT-BGDĐT, Điều 6 and 7). */
public enum Column {
    TX1(1),
    TX2(2),
    TX3(3),
    TX4(4),
    GK(0),
    CK(0);

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

    /** The columns of a sheet with so many regular assessments, in the order of the book. */
    static List<Column> of(int regularCount) {
        var columns = new ArrayList<Column>();
        for (var column : values()) {
            if (column.number <= regularCount) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }
}
