package vn.sotruong.backup.set;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Bản xuất mở: CSV tables inside the sealed ZIP, one after the other, and {@code schema.csv} at the end. */
public final class CsvTables {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,60}");
    private static final Pattern PLAIN = Pattern.compile("[^\",\\s](?:[^\",\\r\\n]*[^\",\\s])?");

    private final ZipOutputStream zip;
    private final Instant moment;
    private final Writer text;
    private final List<List<String>> schema = new ArrayList<>();
    private int width;

    /** Cột: its name, its type ({@code text}, {@code integer}, {@code date}, {@code instant}) and what it means. */
    public record Column(String name, String type, String meaning) {}

    CsvTables(ZipOutputStream zip, Instant moment) {
        this.zip = zip;
        this.moment = moment;
        this.text = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
    }

    /** Begins a table; rows follow. */
    public void table(String name, List<Column> columns) throws IOException {
        if (!NAME.matcher(name).matches() || name.equals("schema")) {
            throw new IllegalArgumentException("not a table name: " + name);
        }
        begin(name + ".csv", columns.stream().map(Column::name).toList());
        for (var column : columns) {
            schema.add(List.of(name + ".csv", column.name(), column.type(), column.meaning()));
        }
    }

    /** Writes a row of the table that was begun last; null is "no value", which is not an empty text. */
    public void row(List<? extends @Nullable String> values) throws IOException {
        if (values.size() != width) {
            throw new IllegalArgumentException("a row of " + values.size() + " values in a table of " + width);
        }
        var first = true;
        for (var value : values) {
            if (!first) {
                text.write(',');
            }
            first = false;
            if (value != null) {
                text.write(PLAIN.matcher(value).matches() ? value : '"' + value.replace("\"", "\"\"") + '"');
            }
        }
        text.write("\r\n");
    }

    void finish() throws IOException {
        begin("schema.csv", List.of("file", "column", "type", "meaning"));
        for (var row : schema) {
            row(row);
        }
        text.flush();
        zip.closeEntry();
    }

    private void begin(String file, List<String> header) throws IOException {
        text.flush();
        zip.putNextEntry(Volumes.entry(file, moment));
        width = header.size();
        text.write('\uFEFF');
        row(header);
    }
}
