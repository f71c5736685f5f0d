package vn.sotruong.school.workbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.workbook.ExcelFile.Reading;
import vn.sotruong.school.workbook.ExcelFile.Reason;

/**
 * Đọc tệp OpenDocument (.ods): the table of {@code content.xml}, streamed under the limits that hold for Excel's files.
 * A repeated row or cell costs what it says only if it holds something.
 */
final class OpenDocumentFile {
    private static final String TYPE = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static final String CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";
    private static final int LAST_ROW = 1_048_576;
    private static final int ISO_DAY = 10;

    private final XMLStreamReader xml;
    private final boolean hidden;
    private final Set<String> unseen = new HashSet<>();
    private final List<ExcelTab> tabs = new ArrayList<>();
    private int left = ExcelFile.MOST_ROWS;

    private OpenDocumentFile(XMLStreamReader xml, boolean hidden) {
        this.xml = xml;
        this.hidden = hidden;
    }

    /** Whether the file says that it is a spreadsheet of this kind. */
    static boolean is(byte[] file) {
        if (file.length > FileCheck.LARGEST_FILE || !FileCheck.begins(file, FileCheck.ZIP)) {
            return false;
        }
        try (var zip = open(file)) {
            var entry = zip.getEntry("mimetype");
            if (entry == null) {
                return false;
            }
            try (var in = zip.getInputStream(entry)) {
                return new String(in.readNBytes(TYPE.length() + 1), StandardCharsets.US_ASCII)
                        .strip()
                        .equals(TYPE);
            }
        } catch (IOException | RuntimeException broken) {
            return false;
        }
    }

    /** @param hidden whether the sheets that nobody sees are read, in the place of the others */
    static Reading read(byte[] file, boolean hidden) {
        try (var zip = open(file)) {
            return read(zip, hidden);
        } catch (IOException | XMLStreamException | RuntimeException broken) {
            // a malformed archive or document shows itself by whatever exception its reader runs into
            return new Reading.Refused(Reason.DAMAGED);
        }
    }

    private static ZipFile open(byte[] file) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get();
    }

    private static Reading read(ZipFile zip, boolean hidden) throws IOException, XMLStreamException {
        if (Collections.list(zip.getEntries()).size() > FileCheck.MOST_ENTRIES) {
            return new Reading.Refused(Reason.SWOLLEN);
        }
        var manifest = zip.getEntry("META-INF/manifest.xml");
        var content = zip.getEntry("content.xml");
        if (manifest == null || content == null) {
            return new Reading.Refused(Reason.DAMAGED);
        }
        var refusal = FileCheck.unpack(zip, manifest, FileCheck.LARGEST_CONTENT).refusal();
        if (refusal.isPresent()) {
            return new Reading.Refused(refusal.get());
        }
        try (var in = zip.getInputStream(manifest)) {
            if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("encryption-data")) {
                return new Reading.Refused(Reason.WITH_PASSWORD);
            }
        }
        refusal = FileCheck.unpack(zip, content, FileCheck.LARGEST_CONTENT).refusal();
        if (refusal.isPresent()) {
            return new Reading.Refused(refusal.get());
        }
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (var in = zip.getInputStream(content)) {
            return new OpenDocumentFile(factory.createXMLStreamReader(in), hidden).document();
        }
    }

    private Reading document() throws XMLStreamException {
        var style = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (at(STYLE, "style")) {
                style = or(xml.getAttributeValue(STYLE, "name"), "");
            } else if (at(STYLE, "table-properties") && "false".equals(xml.getAttributeValue(TABLE, "display"))) {
                unseen.add(style);
            } else if (at(TABLE, "table")) {
                var name = ExcelFile.plain(or(xml.getAttributeValue(TABLE, "name"), ""));
                var wanted = unseen.contains(or(xml.getAttributeValue(TABLE, "style-name"), "")) == hidden;
                var rows = rows(wanted);
                if (rows.isEmpty()) {
                    return new Reading.Refused(Reason.TOO_MANY_ROWS);
                }
                if (wanted) {
                    tabs.add(new ExcelTab(name, rows.get()));
                }
            }
        }
        return tabs.isEmpty() && !hidden ? new Reading.Refused(Reason.DAMAGED) : new Reading.Read(tabs);
    }

    /** The rows of the sheet that begins here; empty when there are too many. */
    private Optional<List<ExcelRow>> rows(boolean wanted) throws XMLStreamException {
        var rows = new ArrayList<ExcelRow>();
        var number = 1;
        for (var depth = 1; depth > 0; ) {
            var event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && at(TABLE, "table")) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT && at(TABLE, "table")) {
                depth++;
            } else if (event == XMLStreamConstants.START_ELEMENT && depth == 1 && at(TABLE, "table-row")) {
                var times = times("number-rows-repeated", LAST_ROW);
                var cells = cells();
                if (wanted && !cells.isEmpty()) {
                    if (times > left) {
                        return Optional.empty();
                    }
                    left -= times;
                    for (var each = 0; each < times; each++) {
                        rows.add(new ExcelRow(number + each, cells));
                    }
                }
                number = Math.min(LAST_ROW, number + times);
            }
        }
        return Optional.of(rows);
    }

    private Map<Integer, ExcelCell> cells() throws XMLStreamException {
        var cells = new HashMap<Integer, ExcelCell>();
        var column = 0;
        for (var event = xml.next();
                event != XMLStreamConstants.END_ELEMENT || !at(TABLE, "table-row");
                event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT
                    && (at(TABLE, "table-cell") || at(TABLE, "covered-table-cell"))) {
                var times = times("number-columns-repeated", LAST_ROW);
                var cell = cell(xml.getLocalName());
                for (var each = column; each < Math.min(column + times, ExcelFile.MOST_COLUMNS); each++) {
                    if (!(cell instanceof ExcelCell.Blank)) {
                        cells.put(each, cell);
                    }
                }
                column = Math.min(ExcelFile.MOST_COLUMNS, column + times);
            }
        }
        return cells;
    }

    private ExcelCell cell(String element) throws XMLStreamException {
        var formula = xml.getAttributeValue(TABLE, "formula") != null;
        var type = or(xml.getAttributeValue(OFFICE, "value-type"), "");
        var faulty = "error".equals(xml.getAttributeValue(CALC, "value-type"));
        var value = xml.getAttributeValue(OFFICE, "value");
        var day = xml.getAttributeValue(OFFICE, "date-value");
        var said = xml.getAttributeValue(OFFICE, "string-value");
        var text = text(element);
        if (faulty || (formula && text.strip().startsWith("#"))) {
            return new ExcelCell.Faulty();
        }
        if (formula) {
            return new ExcelCell.Formula();
        }
        return switch (type) {
            case "float", "percentage", "currency" ->
                value == null || value.isBlank() ? new ExcelCell.Faulty() : new ExcelCell.Numeral(value.strip());
            case "date" -> day(day);
            case "string", "" -> ExcelFile.text(said == null ? text : said);
            default -> new ExcelCell.Faulty();
        };
    }

    private static ExcelCell day(@Nullable String value) {
        try {
            return value == null || value.length() < ISO_DAY
                    ? new ExcelCell.Faulty()
                    : new ExcelCell.Day(LocalDate.parse(value.substring(0, ISO_DAY)));
        } catch (DateTimeParseException odd) {
            return new ExcelCell.Faulty();
        }
    }

    /** The paragraphs of the cell that begins here, up to its end; notes pinned to it are none of its text. */
    private String text(String element) throws XMLStreamException {
        var text = new StringBuilder();
        var noted = 0;
        for (var event = xml.next();
                event != XMLStreamConstants.END_ELEMENT || noted > 0 || !at(TABLE, element);
                event = xml.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (noted > 0 || at(OFFICE, "annotation") || at(TABLE, "table")) {
                        noted++;
                    } else if (at(TEXT, "p") || at(TEXT, "s") || at(TEXT, "tab") || at(TEXT, "line-break")) {
                        text.append(' ');
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> noted = Math.max(0, noted - 1);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (noted == 0) {
                        text.append(xml.getText());
                    }
                }
                default -> {
                    // comments and the like hold no text
                }
            }
        }
        return text.toString();
    }

    private int times(String attribute, int most) {
        var said = xml.getAttributeValue(TABLE, attribute);
        return said == null || !said.matches("[0-9]{1,7}") ? 1 : Math.clamp(Integer.parseInt(said), 1, most);
    }

    private boolean at(String namespace, String name) {
        return name.equals(xml.getLocalName()) && namespace.equals(xml.getNamespaceURI());
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
