package vn.sotruong.school.workbook;

import java.time.LocalDate;

/** Ô của bảng tính, as far as its meaning can be trusted. */
public sealed interface ExcelCell {
    /** Chữ, composed and without stray spaces; never empty. */
    record Text(String value) implements ExcelCell {}

    /** Số, as the file spells it; leading zeros are lost already. */
    record Numeral(String raw) implements ExcelCell {}

    /** Ngày: a number that the file shows as a date. */
    record Day(LocalDate value) implements ExcelCell {}

    /** Công thức: what it was last worth is not looked at. */
    record Formula() implements ExcelCell {}

    /** Lỗi, such as {@code #N/A}, or a kind of value that no list has. */
    record Faulty() implements ExcelCell {}

    /** Ô trống. */
    record Blank() implements ExcelCell {}

    /** What a person would read in the cell. */
    default String shown() {
        return switch (this) {
            case Text(var value) -> value;
            case Numeral(var raw) -> raw;
            case Day(var value) ->
                "%02d/%02d/%04d".formatted(value.getDayOfMonth(), value.getMonthValue(), value.getYear());
            case Formula() -> "=…";
            case Faulty() -> "#";
            case Blank() -> "";
        };
    }
}
