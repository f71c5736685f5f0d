package vn.sotruong.school.admission;

import java.util.Optional;
import vn.sotruong.school.people.VietnameseName;

/** Tiêu đề cột: a column is known by the text above it, wherever it stands. */
interface Heading {
    /** The heading in our own template. */
    String heading();

    /** Folded, one or another. */
    String spellings();

    /** The column that a text announces; what stands in brackets is a remark. */
    static <F extends Enum<F> & Heading> Optional<F> find(Class<F> fields, String text) {
        var folded = VietnameseName.fold(text.replaceAll("\\([^)]*\\)", " "));
        var whole = VietnameseName.fold(text);
        for (var field : fields.getEnumConstants()) {
            if (folded.matches(field.spellings()) || whole.matches(field.spellings())) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
