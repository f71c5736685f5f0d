package vn.sotruong.school.identifiers;

import vn.sotruong.ground.store.Weighty;

/** Lý do từ chối một việc với mã định danh. */
public enum Reason {
    /** Which codes the file holds was not said. */
    NO_KIND,
    /** No file was chosen. */
    NO_FILE,
    /** A text file whose letters cannot be read. */
    BAD_ENCODING,
    /** No row with headings of codes and names. */
    NO_HEADINGS,
    /** People's lists need birth date and sex. */
    HEADING_MISSING,
    /** There are headings and nothing below. */
    NO_ROWS,
    /** More rows than a school has. */
    TOO_MANY_ROWS,
    /** These codes are another office's work. */
    @Weighty
    NOT_YOURS,
    /** The file was confirmed or thrown away. */
    NOTHING_WAITS,
    /** Whoever sent the file does not confirm it. */
    @Weighty
    SAME_PERSON,
    /** What was shown is no longer so. */
    CHANGED_MEANWHILE,
    /** Nothing of the file can be bound. */
    NOTHING_TO_BIND,
    /** The person has no code that could be wrong. */
    NO_CODE,
    /** Document or reason is missing. */
    INCOMPLETE,
    /** The new code is no code. */
    CODE_MALFORMED,
    /** Excel has shortened it. */
    CODE_SCIENTIFIC,
    /** A leading zero is lost. */
    CODE_LOST_ZERO,
    /** It is another person's. */
    CODE_TAKEN,
    /** Another change of the same person waits. */
    WAITS_ALREADY
}
