package vn.sotruong.school.movements;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Đề nghị, như người dùng gõ: a form's fields, none of them checked yet; an empty one was left empty. */
public record Ask(
        String kind,
        String pupil,
        String date,
        String homeroom,
        String reason,
        String otherSchool,
        String otherCode,
        String documentNo) {
    private static final Pattern TYPED = Pattern.compile("([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})");

    Optional<Kind> readKind() {
        for (var each : Kind.values()) {
            if (each.name().equals(kind)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    Optional<LocalDate> readDate() {
        return day(date);
    }

    /** A day as people type it, {@code 5/9/2026}, or as browsers send it. */
    static Optional<LocalDate> day(String text) {
        var typed = TYPED.matcher(text.strip());
        try {
            return typed.matches()
                    ? Optional.of(LocalDate.of(number(typed, 3), number(typed, 2), number(typed, 1)))
                    : text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    Request.Words words(@Nullable String attachment) {
        return new Request.Words(
                reason.strip(), orNull(otherSchool), orNull(otherCode), orNull(documentNo), attachment);
    }

    static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
