package vn.sotruong.school.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import vn.sotruong.school.workbook.ExcelFile.Reason;

/**
 * Kiểm tệp trước khi đọc: tells a workbook from what only looks like one, and unpacks it once to count, since the sizes
 * that an archive declares may lie.
 */
final class FileCheck {
    static final int LARGEST_FILE = 8 * 1024 * 1024;

    static final long LARGEST_CONTENT = 64L * 1024 * 1024;
    private static final long LARGEST_WHOLE_PART = 16L * 1024 * 1024;
    private static final long SMALL_ENOUGH = 4L * 1024 * 1024;
    private static final long MOST_TIMES = 250;
    static final int MOST_ENTRIES = 1_000;
    private static final int LAST_ROW = 1_048_576;
    private static final String LAST_COLUMN = "XFD";

    static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] UTF_16 = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    private FileCheck() {}

    /** Why the file is not read; empty when it is a sound workbook of bearable size. */
    static Optional<Reason> refusal(byte[] file) {
        if (file.length == 0) {
            return Optional.of(Reason.EMPTY);
        }
        if (file.length > LARGEST_FILE) {
            return Optional.of(Reason.TOO_LARGE);
        }
        if (begins(file, OLE)) {
            return Optional.of(indexOf(file, file.length, ENCRYPTED) >= 0 ? Reason.WITH_PASSWORD : Reason.OLD_EXCEL);
        }
        if (!begins(file, ZIP)) {
            return Optional.of(notAnArchive(file));
        }
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            return refusal(zip);
        } catch (IOException | RuntimeException broken) {
            return Optional.of(Reason.DAMAGED);
        }
    }

    private static Reason notAnArchive(byte[] file) {
        if (begins(file, UTF_16) || begins(file, UTF_16_LITTLE)) {
            return Reason.PLAIN_TEXT;
        }
        var start = new String(file, 0, Math.min(file.length, 512), StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("<") || start.startsWith("\ufeff<")) {
            return Reason.WEB_PAGE;
        }
        for (var i = 0; i < Math.min(file.length, 4096); i++) {
            if (file[i] >= 0 && file[i] < ' ' && file[i] != '\t' && file[i] != '\n' && file[i] != '\r') {
                return Reason.NOT_EXCEL;
            }
        }
        return Reason.PLAIN_TEXT;
    }

    private static Optional<Reason> refusal(ZipFile zip) throws IOException {
        var entries = Collections.list(zip.getEntries());
        if (entries.size() > MOST_ENTRIES) {
            return Optional.of(Reason.SWOLLEN);
        }
        if (zip.getEntry("mimetype") != null) {
            return Optional.of(Reason.OPEN_DOCUMENT);
        }
        if (zip.getEntry("xl/workbook.bin") != null) {
            return Optional.of(Reason.BINARY_WORKBOOK);
        }
        if (zip.getEntry("[Content_Types].xml") == null) {
            return Optional.of(Reason.NOT_EXCEL);
        }
        var left = LARGEST_CONTENT;
        for (var entry : entries) {
            var unpacked = unpack(zip, entry, left);
            if (unpacked.refusal.isPresent()) {
                return unpacked.refusal;
            }
            left -= unpacked.size;
        }
        // any part may be named as a sheet, wherever it lies
        for (var entry : entries) {
            if (leadsOutside(zip, entry)) {
                return Optional.of(Reason.ODD_XML);
            }
        }
        return Optional.empty();
    }

    /** Whether a part has a cell or row beyond the edge of a sheet: the reader makes room for all that lie before it. */
    private static boolean leadsOutside(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = zip.getInputStream(entry)) {
            var xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && leadsOutside(xml)) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException notXml) {
            // the reader does not come further than this either
            return false;
        }
    }

    private static boolean leadsOutside(XMLStreamReader element) {
        var isCell = element.getLocalName().equals("c");
        if (!isCell && !element.getLocalName().equals("row")) {
            return false;
        }
        for (var i = 0; i < element.getAttributeCount(); i++) {
            if (element.getAttributeLocalName(i).equals("r")) {
                var at = element.getAttributeValue(i).strip();
                var letters = isCell ? at.replaceFirst("[^A-Za-z].*", "") : "";
                if (outside(letters.toUpperCase(Locale.ROOT), at.substring(letters.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean outside(String column, String row) {
        return column.length() > LAST_COLUMN.length()
                || (column.length() == LAST_COLUMN.length() && column.compareTo(LAST_COLUMN) > 0)
                || !row.matches("[0-9]{1,7}")
                || Integer.parseInt(row) > LAST_ROW;
    }

    record Unpacked(long size, Optional<Reason> refusal) {}

    /** Unpacks a part once, to count it and to look for what no workbook has. */
    static Unpacked unpack(ZipFile zip, ZipArchiveEntry entry, long most) throws IOException {
        var isXml = !entry.getName().startsWith("xl/media/");
        // sheets are read row by row; every other part, the shared strings above all, stands in memory as a whole
        var byRows = entry.getName().startsWith("xl/worksheets/");
        var largest = byRows ? most : Math.min(most, LARGEST_WHOLE_PART);
        var size = 0L;
        var window = new byte[64 * 1024];
        var kept = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (var read = in.read(window, kept, window.length - kept);
                    read >= 0;
                    read = in.read(window, kept, window.length - kept)) {
                if (isXml && size == 0 && !isPlainXml(entry, window, read)) {
                    return new Unpacked(size, Optional.of(Reason.ODD_XML));
                }
                size += read;
                if (size > largest || (size > SMALL_ENOUGH && size > MOST_TIMES * entry.getCompressedSize())) {
                    return new Unpacked(size, Optional.of(Reason.SWOLLEN));
                }
                var filled = kept + read;
                if (isXml && indexOf(window, filled, DOCTYPE) >= 0) {
                    return new Unpacked(size, Optional.of(Reason.ODD_XML));
                }
                // a word may stand across two reads
                kept = Math.min(filled, DOCTYPE.length - 1);
                System.arraycopy(window, filled - kept, window, 0, kept);
            }
        }
        return new Unpacked(size, Optional.empty());
    }

    /** XML in an encoding where {@link #DOCTYPE} would be spelled with other bytes does not come from Excel. */
    private static boolean isPlainXml(ZipArchiveEntry entry, byte[] start, int length) {
        if (length == 0 || !entry.getName().matches(".*\\.(xml|rels)")) {
            return true;
        }
        var at = length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF ? 3 : 0;
        return length > at + 1 && start[at] == '<' && start[at + 1] != 0;
    }

    static boolean begins(byte[] file, byte[] with) {
        return file.length >= with.length && Arrays.equals(file, 0, with.length, with, 0, with.length);
    }

    private static int indexOf(byte[] in, int length, byte[] what) {
        for (var i = 0; i <= length - what.length; i++) {
            var j = 0;
            while (j < what.length && in[i + j] == what[j]) {
                j++;
            }
            if (j == what.length) {
                return i;
            }
        }
        return -1;
    }
}
