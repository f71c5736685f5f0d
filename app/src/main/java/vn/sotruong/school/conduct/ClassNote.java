package vn.sotruong.school.conduct;

import org.jspecify.annotations.Nullable;

/**
 * Ghi chú lớp: what the homeroom teacher tells those who teach the class.
 *
 * @param withdrawn why it was taken back; null while it stands
 */
record ClassNote(
        String id,
        String homeroom,
        String body,
        String enteredBy,
        String enteredAt,
        @Nullable String withdrawn) {}
