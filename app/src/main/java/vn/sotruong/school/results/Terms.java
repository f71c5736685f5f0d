package vn.sotruong.school.results;

import vn.sotruong.school.regulation.Period;

/** Học kỳ trên địa chỉ trang: how a period is written in an address and a form. */
final class Terms {
    private Terms() {}

    /** Whatever is not written so is the first term. */
    static Period read(String text) {
        return switch (text) {
            case "2" -> Period.SECOND;
            case "year" -> Period.YEAR;
            default -> Period.FIRST;
        };
    }

    static String text(Period period) {
        return period == Period.YEAR ? "year" : String.valueOf(Confirmations.number(period));
    }
}
