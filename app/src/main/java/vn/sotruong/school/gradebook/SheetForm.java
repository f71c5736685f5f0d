package vn.sotruong.school.gradebook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bảng điểm gửi không cần kịch bản: the whole form of a page without scripts. It tells, for each cell, what stands there
 * and which revision it was shown; what differs from that revision's value was typed.
 *
 * @param typed what stands in each field
 * @param bases the revision that each cell was shown with
 */
record SheetForm(Map<Cell, String> typed, Map<Cell, Long> bases) {
    private static final Set<String> OTHERS = Set.of("csrf", "then");
    private static final int OP_BYTES = 12;

    SheetForm {
        typed = Map.copyOf(typed);
        bases = Map.copyOf(bases);
    }

    /** Reads the fields; empty for a form that is none of ours. */
    static Optional<SheetForm> parse(Map<String, List<String>> fields, List<Column> columns) {
        var typed = new HashMap<Cell, String>();
        var bases = new HashMap<Cell, Long>();
        for (var field : fields.entrySet()) {
            var name = field.getKey().split("\\.", -1);
            var value = field.getValue().getFirst();
            if (field.getValue().size() != 1) {
                return Optional.empty();
            } else if (name[0].equals("m") && name.length == 3) {
                var column = Column.find(name[2]);
                if (column.isEmpty()) {
                    return Optional.empty();
                }
                typed.put(new Cell(name[1], column.get()), value);
            } else if (name[0].equals("r") && name.length == 2) {
                if (!revisions(name[1], value, columns, bases)) {
                    return Optional.empty();
                }
            } else if (!OTHERS.contains(field.getKey())) {
                return Optional.empty();
            }
        }
        return typed.keySet().stream().allMatch(cell -> bases.containsKey(cell) || !columns.contains(cell.column()))
                ? Optional.of(new SheetForm(typed, bases))
                : Optional.empty();
    }

    private static boolean revisions(String pupil, String value, List<Column> columns, Map<Cell, Long> bases) {
        var numbers = value.split(",", -1);
        if (numbers.length != columns.size()) {
            return false;
        }
        for (var i = 0; i < numbers.length; i++) {
            if (!numbers[i].matches("[0-9]{1,15}")) {
                return false;
            }
            bases.put(new Cell(pupil, columns.get(i)), Long.valueOf(numbers[i]));
        }
        return true;
    }

    /** The revisions whose values must be known before it can be told what was typed. */
    List<Long> revisions() {
        return bases.values().stream().filter(n -> n > 0).distinct().toList();
    }

    /**
     * The commands that this form amounts to.
     *
     * @param values by revision, what the cell held then
     */
    List<Op> ops(Sheet sheet, String account, Map<Long, Optional<Entry>> values) {
        var ops = new ArrayList<Op>();
        typed.forEach((cell, text) -> {
            var base = bases.getOrDefault(cell, 0L);
            var was = values.getOrDefault(base, Optional.empty());
            var reader = Gradebook.reader(sheet.scale(cell.column()));
            var same = switch (reader.read(text)) {
                case Reading.Empty() -> was.isEmpty();
                case Reading.Mark(var entry, var rounded, var doubtful) -> was.equals(Optional.of(entry));
                case Reading.Wrong wrong -> false;
            };
            if (!same) {
                ops.add(new Op(opId(account, cell, base, text), cell, base, text, List.of()));
            }
        });
        return ops;
    }

    /** The same form sent twice makes the same commands, so it is carried out once. */
    private static String opId(String account, Cell cell, long base, String text) {
        var told = String.join("\n", account, cell.pupil(), cell.column().code(), String.valueOf(base), text);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, OP_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
