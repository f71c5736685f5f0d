package vn.sotruong.school.print;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/** Tệp PDF. */
public final class Pdf {
    /** The name that a paper's style calls its letters by. */
    private static final String LETTERS = "DejaVu Sans";

    static final String REGULAR = "dejavu-400.ttf";
    private static final String BOLD = "dejavu-700.ttf";
    private static final int NORMAL_WEIGHT = 400;
    private static final int BOLD_WEIGHT = 700;
    private static final float LARGE = 40;
    private static final float SMALL = 9;
    private static final float EDGE = 18;
    /** Between the running head and what the page holds. */
    private static final float UNDER_HEAD = 32;

    private static final Color RED = new Color(0xb0, 0x1e, 0x1e);
    private static final Color PALE = new Color(0xee, 0xc4, 0xc4);

    static {
        XRLog.setLoggingEnabled(false);
        FontMappers.set(new Letters());
    }

    /** The one kind of address that names nothing outside of the paper. */
    private static final String PICTURE = "data:image/png;base64,";

    private Pdf() {}

    /** A well-formed document becomes pages; it may name no other file, and may hold pictures. */
    public static byte[] render(String html) {
        var out = new ByteArrayOutputStream(128 * 1024);
        try {
            new PdfRendererBuilder()
                    .useUriResolver((_, address) -> address.startsWith(PICTURE) ? address : null)
                    .useFont(() -> open(REGULAR), LETTERS, NORMAL_WEIGHT, FontStyle.NORMAL, true)
                    .useFont(() -> open(BOLD), LETTERS, BOLD_WEIGHT, FontStyle.NORMAL, true)
                    .withHtmlContent(Normalizer.normalize(html, Normalizer.Form.NFC), null)
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** How many pages a file has. */
    public static int pages(byte[] file) {
        try (var document = Loader.loadPDF(file)) {
            return document.getNumberOfPages();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A copy with words over each page and a line at its head.
     *
     * @param across a few large words
     * @param line what has become of the paper
     */
    public static byte[] mark(byte[] file, String across, String line) {
        try (var document = Loader.loadPDF(file)) {
            var font = font(document, BOLD);
            for (var page : document.getPages()) {
                across(document, page, font, across);
                line(document, page, font, line);
            }
            var out = new ByteArrayOutputStream(file.length + 32 * 1024);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PDFont font(PDDocument document, String name) throws IOException {
        try (var in = open(name)) {
            return PDType0Font.load(document, in, true);
        }
    }

    /** From the lower left to the upper right, below what was printed. */
    private static void across(PDDocument document, PDPage page, PDFont font, String words) throws IOException {
        var box = page.getMediaBox();
        double angle = Math.atan2(box.getHeight(), box.getWidth());
        double half = font.getStringWidth(words) / 1000 * LARGE / 2;
        try (var content =
                new PDPageContentStream(document, page, PDPageContentStream.AppendMode.PREPEND, true, true)) {
            content.setNonStrokingColor(PALE);
            write(
                    content,
                    font,
                    LARGE,
                    Matrix.getRotateInstance(angle, (float) (box.getWidth() / 2 - half * Math.cos(angle)), (float)
                            (box.getHeight() / 2 - half * Math.sin(angle))),
                    words);
        }
    }

    private static void line(PDDocument document, PDPage page, PDFont font, String words) throws IOException {
        var box = page.getMediaBox();
        try (var content = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
            content.setNonStrokingColor(RED);
            write(content, font, SMALL, Matrix.getTranslateInstance(EDGE, box.getHeight() - UNDER_HEAD), words);
        }
    }

    private static void write(PDPageContentStream content, PDFont font, float size, Matrix where, String words)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.setTextMatrix(where);
        content.showText(Normalizer.normalize(words, Normalizer.Form.NFC));
        content.endText();
    }

    static InputStream open(String name) {
        return Objects.requireNonNull(Pdf.class.getResourceAsStream(name), name);
    }
}
