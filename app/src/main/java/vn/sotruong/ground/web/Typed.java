package vn.sotruong.ground.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Cách gõ ngày và giờ: 5/9/2026, 05-09-2026; 5/9/2026 7:30 or 7:30 5/9/2026. What {@link Formats} writes is read too. */
public final class Typed {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "[d/M/uuuu H:m][H:m d/M/uuuu]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT);

    private Typed() {}

    /** A day; empty for what is none. */
    public static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(plain(typed), DAY));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** A moment, to the minute, by Việt Nam's clock; empty for what is none. */
    public static Optional<Instant> moment(String typed) {
        try {
            return Optional.of(LocalDateTime.parse(plain(typed), MOMENT)
                    .atZone(Formats.ZONE)
                    .toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** A moment as it stands in a field. */
    public static String field(Instant moment) {
        return FIELD.format(moment.atZone(Formats.ZONE));
    }

    private static String plain(String typed) {
        return typed.strip().replace('-', '/').replace('.', '/').replaceAll(",? +", " ");
    }
}
