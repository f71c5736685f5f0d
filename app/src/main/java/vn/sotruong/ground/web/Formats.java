package vn.sotruong.ground.web;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Cách viết ngày, giờ và số: dd/MM/yyyy, 24 hours, decimal comma; written out here so that no locale data matters. */
public final class Formats {
    /** Việt Nam's clock. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT);

    private Formats() {}

    /** A day, from a date, a moment, or the ISO text of either. */
    public static String day(Object value) {
        return DAY.format(time(value));
    }

    /** A day and its hour. */
    public static String moment(Object value) {
        return MOMENT.format(time(value));
    }

    /** The hour alone. */
    public static String clock(Object value) {
        return CLOCK.format(time(value));
    }

    /** A number with its thousands parted. */
    public static String number(Object value, Language language) {
        var signs = new DecimalFormatSymbols(Locale.ROOT);
        signs.setDecimalSeparator(language == Language.VI ? ',' : '.');
        signs.setGroupingSeparator(language == Language.VI ? '.' : ',');
        return new DecimalFormat("#,##0.###", signs).format(value);
    }

    private static TemporalAccessor time(Object value) {
        return switch (value) {
            case Instant instant -> instant.atZone(ZONE);
            case TemporalAccessor other -> other;
            default -> {
                var text = value.toString();
                yield text.length() == 10
                        ? LocalDate.parse(text)
                        : Instant.parse(text).atZone(ZONE);
            }
        };
    }
}
