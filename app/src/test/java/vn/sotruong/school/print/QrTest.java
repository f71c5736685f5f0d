package vn.sotruong.school.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/** What we draw, a reader of other makers reads. */
public class QrTest {
    private static final List<String> ADDRESSES =
            List.of("https://sotruong.local/", "http://192.168.1.20/", "https://so.thcshoamai.edu.vn:8443/trust");
    private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 (\\d+) ");
    private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

    @Test
    void a_picture_says_the_address() throws Exception {
        for (var address : ADDRESSES) {
            var image = ImageIO.read(new ByteArrayInputStream(Qr.png(address)));
            assertThat(read(image)).isEqualTo(address);
        }
    }

    @Test
    void a_drawing_says_the_address_and_holds_nothing_that_a_page_may_not() throws Exception {
        for (var address : ADDRESSES) {
            var svg = Qr.svg(address);
            assertThat(read(painted(svg))).isEqualTo(address);
            assertThat(svg).doesNotContain("style").doesNotContain("script").doesNotContain("href");
        }
    }

    @Test
    void a_drawing_is_still_read_when_a_corner_of_the_sheet_is_torn() throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(Qr.png(ADDRESSES.getFirst())));
        int torn = image.getWidth() / 6;
        for (int x = 0; x < torn; x++) {
            for (int y = 0; y < torn; y++) {
                image.setRGB(image.getWidth() - 1 - x, image.getHeight() - 1 - y, 0xffffff);
            }
        }
        assertThat(read(image)).isEqualTo(ADDRESSES.getFirst());
    }

    @Test
    void a_paper_holds_the_picture_and_still_fetches_nothing() throws Exception {
        var file = Pdf.render(
                "<html><body><img width=\"200\" src=\"" + Qr.picture(ADDRESSES.get(1)) + "\" /></body></html>");
        try (var document = Loader.loadPDF(file)) {
            assertThat(read(new PDFRenderer(document).renderImageWithDPI(0, 150)))
                    .isEqualTo(ADDRESSES.get(1));
        }
    }

    /** The words of the one code in a picture. */
    public static String read(BufferedImage image) throws Exception {
        int width = image.getWidth();
        int height = image.getHeight();
        var source = new RGBLuminanceSource(width, height, image.getRGB(0, 0, width, height, null, 0, width));
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    /** A drawing of ours as dots. */
    public static BufferedImage painted(String svg) {
        var found = SIDE.matcher(svg);
        assertThat(found.find()).isTrue();
        int side = Integer.parseInt(found.group(1));
        var image = new BufferedImage(side * 8, side * 8, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, side * 8, side * 8);
        pen.setColor(Color.BLACK);
        var squares = SQUARE.matcher(svg);
        while (squares.find()) {
            pen.fillRect(Integer.parseInt(squares.group(1)) * 8, Integer.parseInt(squares.group(2)) * 8, 8, 8);
        }
        pen.dispose();
        return image;
    }
}
