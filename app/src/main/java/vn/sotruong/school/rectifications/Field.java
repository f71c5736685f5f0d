package vn.sotruong.school.rectifications;

import java.util.List;

/**
 * Ô của biểu mẫu đề nghị.
 *
 * @param options to choose from; none where words are written
 * @param most characters that it takes
 */
public record Field(String name, String label, String value, List<Option> options, int most) {
    public Field {
        options = List.copyOf(options);
    }

    /** Một lựa chọn. */
    public record Option(String value, String label) {}

    Field with(String typed) {
        return new Field(name, label, typed, options, most);
    }
}
