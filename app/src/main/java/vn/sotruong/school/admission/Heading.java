package vn.sotruong.school.admission;

import java.util.Optional;
import vn.sotruong.school.people.VietnameseName;

/** Tiêu đề cột: a column is known by the text above it, wherever it stands. */
interface Heading {
    /** The heading in our own template. */
    String heading();

    /** Folded, one or another. */
    String spellings();

    /** Whether a heading says more than a row's number or a remark. */
    static boolean means(String heading) {
        var folded = VietnameseName.fold(heading);
        return !folded.isEmpty() && !folded.matches("stt|tt|so tt|so thu tu|ghi chu");
    }

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
