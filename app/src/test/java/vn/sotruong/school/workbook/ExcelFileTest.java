package vn.sotruong.school.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.school.workbook.ExcelCell.Day;
import vn.sotruong.school.workbook.ExcelCell.Formula;
import vn.sotruong.school.workbook.ExcelCell.Numeral;
import vn.sotruong.school.workbook.ExcelCell.Text;
import vn.sotruong.school.workbook.ExcelFile.Reading.Read;
import vn.sotruong.school.workbook.ExcelFile.Reading.Refused;
import vn.sotruong.school.workbook.ExcelFile.Reason;

class ExcelFileTest {
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final byte[] GOOD = SampleFile.sheet("6A", List.of("Họ tên", 1), List.of("Lê An", 2));

    @TempDir
    private Path folder;

    private static List<ExcelTab> read(byte[] file) {
        var reading = ExcelFile.read(file);
        assertThat(reading).isInstanceOf(Read.class);
        return ((Read) reading).tabs();
    }

    private static void assertRefused(byte[] file, Reason reason) {
        assertThat(ExcelFile.read(file)).isEqualTo(new Refused(reason));
    }

    @Test
    void text_numbers_dates_and_formulas_come_apart() {
        var file = SampleFile.of(workbook -> {
            var sheet = workbook.newWorksheet("6A");
            SampleFile.fill(
                    sheet, List.of("Le\u0302\u00a0 An ", 79214000001L, LocalDate.parse("2014-03-02"), 8.5, 41000));
            sheet.formula(0, 5, "1+1");
        });
        var row = read(file).get(0).rows().get(0);
        assertThat(row.at(0)).isEqualTo(new Text("Lê An"));
        assertThat(row.at(1)).isEqualTo(new Numeral("79214000001"));
        assertThat(row.at(2)).isEqualTo(new Day(LocalDate.parse("2014-03-02")));
        assertThat(row.at(3)).isEqualTo(new Numeral("8.5"));
        assertThat(row.at(4)).isEqualTo(new Numeral("41000"));
        assertThat(row.at(5)).isEqualTo(new Formula());
        assertThat(row.at(6)).isEqualTo(new ExcelCell.Blank());
    }

    @Test
    void addresses_are_those_that_excel_shows() {
        var row = new ExcelRow(17, Map.of());
        assertThat(List.of(row.address(0), row.address(3), row.address(25), row.address(26), row.address(701)))
                .containsExactly("A17", "D17", "Z17", "AA17", "ZZ17");
    }

    @Test
    void hidden_sheets_are_passed_over() {
        var file = SampleFile.of(workbook -> {
            SampleFile.fill(workbook.newWorksheet("Danh sách"), List.of("a"));
            var codes = workbook.newWorksheet("Mã");
            SampleFile.fill(codes, List.of("b"));
            codes.setVisibilityState(org.dhatim.fastexcel.VisibilityState.VERY_HIDDEN);
        });
        assertThat(read(file)).extracting(ExcelTab::name).containsExactly("Danh sách");
    }

    @Test
    void what_a_file_is_is_told_by_its_content() {
        assertRefused(new byte[0], Reason.EMPTY);
        assertRefused(new byte[FileCheck.LARGEST_FILE + 1], Reason.TOO_LARGE);
        assertRefused("Họ tên,Ngày sinh\nLê An,02/03/2014\n".getBytes(StandardCharsets.UTF_8), Reason.PLAIN_TEXT);
        assertRefused("\ufeff<html><table>".getBytes(StandardCharsets.UTF_8), Reason.WEB_PAGE);
        assertRefused(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 1, 2}, Reason.NOT_EXCEL);
        var ole = Arrays.copyOf(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 2000);
        assertRefused(ole, Reason.OLD_EXCEL);
        var name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, ole, 1000, name.length);
        assertRefused(ole, Reason.WITH_PASSWORD);
        assertRefused(SampleFile.zip(Map.of("a.txt", new byte[3])), Reason.NOT_EXCEL);
        assertRefused(
                SampleFile.zip(Map.of(
                        "mimetype",
                        "application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.US_ASCII))),
                Reason.OPEN_DOCUMENT);
        assertRefused(SampleFile.zip(Map.of("xl/workbook.bin", new byte[3])), Reason.BINARY_WORKBOOK);
    }

    @Test
    void a_broken_archive_is_refused() {
        assertRefused(Arrays.copyOf(GOOD, GOOD.length / 2), Reason.DAMAGED);
        assertRefused(Arrays.copyOf(GOOD, 40), Reason.DAMAGED);
        assertRefused(SampleFile.tampered(GOOD, SHEET, text -> text.substring(0, text.length() / 2)), Reason.DAMAGED);
        assertRefused(SampleFile.tampered(GOOD, "xl/workbook.xml", text -> "<x/>"), Reason.DAMAGED);
    }

    @Test
    void no_flipped_byte_brings_the_reader_down() {
        var random = new Random(17);
        for (var i = 0; i < 400; i++) {
            var file = GOOD.clone();
            for (var flips = 0; flips < 3; flips++) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt();
            }
            assertThat(ExcelFile.read(file)).isNotNull();
        }
    }

    @Test
    void an_archive_that_swells_is_refused_before_it_fills_the_memory() {
        var zeros = new byte[40 * 1024 * 1024];
        Arrays.fill(zeros, (byte) ' ');
        zeros[0] = '<';
        zeros[1] = 'x';
        var parts = SampleFile.parts(GOOD);
        parts.put("xl/worksheets/sheet2.xml", zeros);
        var bomb = SampleFile.zip(parts);
        assertThat(bomb.length).isLessThan(100_000);
        assertRefused(bomb, Reason.SWOLLEN);

        var many = SampleFile.parts(GOOD);
        for (var i = 0; i < 1_200; i++) {
            many.put("x" + i, new byte[1]);
        }
        assertRefused(SampleFile.zip(many), Reason.SWOLLEN);
    }

    @Test
    void no_entity_is_ever_read() throws Exception {
        var secret = folder.resolve("bi-mat.txt");
        Files.writeString(secret, "mat khau");
        var doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
        for (var part : List.of(SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml")) {
            var hostile = SampleFile.tampered(
                    GOOD,
                    part,
                    text -> text.replaceFirst("\\?>", "?>" + doctype).replace("Lê An", "&e;"));
            assertRefused(hostile, Reason.ODD_XML);
        }
        var far = SampleFile.tampered(
                GOOD, SHEET, text -> text.replaceFirst("\\?>", "?><!--" + "x".repeat(65_520) + "-->" + doctype));
        assertRefused(far, Reason.ODD_XML);
        var parts = SampleFile.parts(GOOD);
        var wide = ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + doctype + "<x/>").getBytes(StandardCharsets.UTF_16);
        parts.put(SHEET, wide);
        assertRefused(SampleFile.zip(parts), Reason.ODD_XML);
    }

    @Test
    void a_cell_or_row_beyond_the_edge_of_a_sheet_is_refused_before_room_is_made_for_it() {
        for (var bomb : List.of(
                "<row r=\"3\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>",
                "<row r=\"3\"><c r = '&#90;ZZZZZ1'><v>1</v></c></row>",
                "<row r=\"3\"><c r=\"XFE3\"><v>1</v></c></row>",
                "<row r=\"999999999\"><c r=\"A999999999\"><v>1</v></c></row>",
                "<row r=\"1048577\"/>")) {
            var file = SampleFile.tampered(GOOD, SHEET, text -> text.replace("</sheetData>", bomb + "</sheetData>"));
            assertRefused(file, Reason.ODD_XML);
        }
        var last = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        assertThat(read(SampleFile.tampered(GOOD, SHEET, text -> text.replace("</sheetData>", last + "</sheetData>"))))
                .hasSize(1);
    }

    @Test
    void a_hundred_thousand_empty_rows_cost_nothing() {
        var empty = new StringBuilder();
        for (var row = 3; row < 100_003; row++) {
            empty.append("<row r=\"")
                    .append(row)
                    .append("\" ht=\"15\"><c r=\"A")
                    .append(row)
                    .append("\" s=\"1\"/></row>");
        }
        var file = SampleFile.tampered(GOOD, SHEET, text -> text.replace("</sheetData>", empty + "</sheetData>"));
        assertThat(read(file).get(0).rows()).hasSize(2);
    }

    @Test
    void more_rows_than_a_school_has_pupils_are_refused() {
        var rows = new List<?>[ExcelFile.MOST_ROWS + 1];
        Arrays.fill(rows, List.of("Lê An"));
        assertRefused(SampleFile.sheet("6A", rows), Reason.TOO_MANY_ROWS);
    }

    @Test
    void what_we_write_is_text_and_can_be_read_again() {
        var sheet = new ExcelSheet(
                        "Danh sách", List.of(new ExcelSheet.Column("Mã", 12), new ExcelSheet.Column("Họ tên", 30)))
                .row(List.of("0600000001", "Lê An"))
                .row(List.of("=1+1", "@SUM(A1)"))
                .row(List.of("-5", "+84"))
                .note("Ghi chú")
                .roomFor(3);
        var tabs = read(sheet.bytes("Hướng dẫn"));
        assertThat(tabs).extracting(ExcelTab::name).containsExactly("Danh sách", "Hướng dẫn");
        assertThat(tabs.get(0).rows())
                .extracting(row -> row.at(0).shown() + " " + row.at(1).shown())
                .containsExactly("Mã Họ tên", "0600000001 Lê An", "'=1+1 '@SUM(A1)", "'-5 '+84");
        assertThat(tabs.get(0).rows().get(1).at(0)).isEqualTo(new Text("0600000001"));
    }
}
