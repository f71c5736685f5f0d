package vn.sotruong.school.movements;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
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

    static Optional<LocalDate> day(String text) {
        try {
            return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Request.Words words(@Nullable String attachment) {
        return new Request.Words(
                reason.strip(), orNull(otherSchool), orNull(otherCode), orNull(documentNo), attachment);
    }

    static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
