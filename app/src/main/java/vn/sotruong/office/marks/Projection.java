package vn.sotruong.office.marks;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.StateDigest;

/** Bảng chiếu: works a school's open lines, in their order, into tables that people can read. */
public final class Projection {
    private Projection() {}

    /**
     * Works in the next lines.
     *
     * @throws IllegalArgumentException when a line has not the columns its table should have; the caller undoes all
     */
    public static void apply(Handle handle, String school, String epoch, List<ChangeLine> lines) {
        for (var line : lines) {
            LatestTable.put(handle, school, epoch, line);
            var row = new Row(line);
            switch (line.ent()) {
                case "subject" -> ClassTable.putSubject(handle, school, row);
                case "homeroom" -> ClassTable.putHomeroom(handle, school, row);
                case "pupil" -> ClassTable.putPupil(handle, school, row);
                case "enrolment" -> ClassTable.putEnrolled(handle, school, row);
                case "sheet" -> MarkTable.putSheet(handle, school, row);
                case "mark" -> MarkTable.putMark(handle, school, epoch, row);
                default -> {
                    // kept as a line; no table of the office shows it yet
                }
            }
        }
    }

    /** Empties every table of a school, before its lines are worked in again. */
    public static void clear(Handle handle, String school) {
        LatestTable.clear(handle, school);
        ClassTable.clear(handle, school);
        MarkTable.clear(handle, school);
    }

    /** The digest over all rows of a school and the numbers of their last lines. */
    public static byte[] digest(Handle handle, String school) {
        var digest = new StateDigest();
        LatestTable.forEach(handle, school, digest::add);
        return digest.finish();
    }

    /** A line's row, with typed reading. */
    record Row(ChangeLine line) {
        String id() {
            return text("id");
        }

        String text(String column) {
            var text = find(column);
            if (text == null) {
                throw new IllegalArgumentException(line.ent() + " without " + column);
            }
            return text;
        }

        @Nullable
        String find(String column) {
            return switch (line.row().get(column)) {
                case null -> null;
                case String text -> text;
                default -> throw new IllegalArgumentException(line.ent() + ": " + column + " is no text");
            };
        }

        long number(String column) {
            var number = findNumber(column);
            if (number == null) {
                throw new IllegalArgumentException(line.ent() + " without " + column);
            }
            return number;
        }

        @Nullable
        Long findNumber(String column) {
            Map<String, @Nullable Object> row = line.row();
            return switch (row.get(column)) {
                case null -> null;
                case Long number -> number;
                default -> throw new IllegalArgumentException(line.ent() + ": " + column + " is no number");
            };
        }
    }
}
