package vn.sotruong.school.identifiers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/** Tệp CSV: read as a sheet whose every cell is text. UTF-8 alone; comma, semicolon or tabulator as the heading has it. */
final class CommaText {
    private CommaText() {}

    /** The sheet; empty when its letters are no UTF-8. */
    static Optional<ExcelTab> read(byte[] file, int mostRows) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        var plain = Normalizer.normalize(text.startsWith("\ufeff") ? text.substring(1) : text, Normalizer.Form.NFC);
        var rows = new ArrayList<ExcelRow>();
        var number = 0;
        for (var cells : records(plain, separator(plain))) {
            number++;
            if (!cells.isEmpty()) {
                rows.add(new ExcelRow(number, cells));
            }
            if (rows.size() > mostRows) {
                break;
            }
        }
        return Optional.of(new ExcelTab("CSV", rows));
    }

    private static char separator(String text) {
        var best = ',';
        var most = -1L;
        var head = text.lines().limit(5).toList();
        for (var each : List.of(';', ',', '\t')) {
            var count = head.stream()
                    .mapToLong(line -> line.chars().filter(c -> c == each).count())
                    .sum();
            if (count > most) {
                most = count;
                best = each;
            }
        }
        return best;
    }

    private static List<Map<Integer, ExcelCell>> records(String text, char separator) {
        var records = new ArrayList<Map<Integer, ExcelCell>>();
        var cells = new HashMap<Integer, ExcelCell>();
        var cell = new StringBuilder();
        var quoted = false;
        var column = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == separator) {
                put(cells, column++, cell);
            } else if (c == '\n') {
                put(cells, column, cell);
                records.add(Map.copyOf(cells));
                cells.clear();
                column = 0;
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        put(cells, column, cell);
        records.add(Map.copyOf(cells));
        return records;
    }

    private static void put(Map<Integer, ExcelCell> cells, int column, StringBuilder cell) {
        var text = cell.toString().strip();
        cell.setLength(0);
        if (!text.isEmpty()) {
            // Excel writes ="0123" to keep a zero; the quotes are gone by now
            cells.put(column, new ExcelCell.Text(text.matches("=[0-9]+") ? text.substring(1) : text));
        }
    }
}
