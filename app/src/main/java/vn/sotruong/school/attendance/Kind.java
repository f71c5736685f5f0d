package vn.sotruong.school.attendance;

import java.util.Arrays;
import java.util.Optional;

/** Có mặt hay vắng. */
public enum Kind {
    /** Vắng có phép. */
    EXCUSED("P"),
    /** Vắng không phép. */
    UNEXCUSED("K"),
    /** Có mặt: said of an absence that was taken back. */
    PRESENT("");

    private final String letter;

    Kind(String letter) {
        this.letter = letter;
    }

    /** P, K or nothing, as in the paper book. */
    public String letter() {
        return letter;
    }

    static Optional<Kind> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }
}
