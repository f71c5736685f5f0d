package vn.sotruong.school.identifiers;

/** Gắn mã: a code that was given to somebody, from which file, by whom, checked by whom. */
record Binding(
        String id,
        Kind kind,
        String subject,
        String code,
        String source,
        String proposedBy,
        String confirmedBy,
        String confirmedAt) {}
