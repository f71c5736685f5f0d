package vn.sotruong.school.gradebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ví dụ đọc điểm: the examples that both readers, Java and JavaScript, are held to. */
final class MarkVectors {
    record Vector(String typed, boolean shorthand, Scale scale, String meaning) {}

    private MarkVectors() {}

    private static Scale scale(String how) {
        return how.equals("on") || how.equals("off") ? Scale.TENTHS : Scale.valueOf(how);
    }

    static List<Vector> list() {
        try (var in = MarkVectors.class.getResourceAsStream("mark-reader.vectors.tsv")) {
            var json = new ObjectMapper();
            var vectors = new ArrayList<Vector>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.startsWith("#") && !line.isEmpty()) {
                    var cells = line.split("\t", -1);
                    vectors.add(new Vector(
                            json.readValue(cells[0], String.class),
                            !cells[1].equals("off"),
                            scale(cells[1]),
                            cells[2]));
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
