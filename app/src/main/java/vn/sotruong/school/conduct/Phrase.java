package vn.sotruong.school.conduct;

import org.jspecify.annotations.Nullable;

/**
 * Mẫu nhận xét: one phrase of the bank.
 *
 * @param topic {@code homeroom}, or a subject
 * @param grade khối; null for all of them
 * @param owner the staff member's id
 * @param shared whether everybody sees it
 */
record Phrase(
        String id,
        String topic,
        @Nullable Integer grade,
        String body,
        String owner,
        boolean shared,
        boolean withdrawn) {
    /** The topic of the homeroom teacher's own comments. */
    static final String HOMEROOM = "homeroom";
}
