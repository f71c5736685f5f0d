package vn.sotruong.school.incidents;

import java.util.Optional;

/** Câu chữ người dùng gõ: neither missing nor endless. */
final class Texts {
    static final int LONG = 1000;
    static final int LONGEST = 2000;

    private Texts() {}

    static Optional<Reason> fault(String text, int longest) {
        if (text.isEmpty()) {
            return Optional.of(Reason.TEXT_MISSING);
        }
        return text.length() > longest ? Optional.of(Reason.TEXT_TOO_LONG) : Optional.empty();
    }
}
