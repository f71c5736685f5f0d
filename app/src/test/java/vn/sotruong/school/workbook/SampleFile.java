package vn.sotruong.school.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Tệp Excel để thử: workbooks made cell by cell, and ones that were tampered with. */
public final class SampleFile {
    private SampleFile() {}

    /** What fills the sheets of a workbook. */
    @FunctionalInterface
    public interface Filling {
        void fill(Workbook workbook);
    }

    public static byte[] of(Filling filling) {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "thu", "1.0")) {
            filling.fill(workbook);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One sheet; text, numbers and dates become what they are, null stays empty. */
    public static byte[] sheet(String name, List<?>... rows) {
        return of(workbook -> fill(workbook.newWorksheet(name), rows));
    }

    public static void fill(Worksheet sheet, List<?>... rows) {
        for (var row = 0; row < rows.length; row++) {
            for (var column = 0; column < rows[row].size(); column++) {
                switch (rows[row].get(column)) {
                    case LocalDate day -> {
                        sheet.value(row, column, day);
                        sheet.style(row, column).format("dd/mm/yyyy").set();
                    }
                    case Number number -> sheet.value(row, column, number);
                    case Object text -> sheet.value(row, column, text.toString());
                }
            }
        }
    }

    /** The same archive with one part put through {@code change}. */
    public static byte[] tampered(byte[] file, String part, UnaryOperator<String> change) {
        var parts = parts(file);
        var text = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8);
        parts.put(part, change.apply(text).getBytes(StandardCharsets.UTF_8));
        return zip(parts);
    }

    public static Map<String, byte[]> parts(byte[] file) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                try (var in = zip.getInputStream(entry)) {
                    parts.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
