package vn.sotruong.school.print;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Mã QR: an address as squares that a phone's camera reads, with the quiet edge that the standard asks for. */
public final class Qr {
    private static final int EDGE = 4;
    private static final int DOTS = 12;
    private static final int WHITE = 0xffffff;

    private Qr() {}

    /** A drawing for a page; black on white whatever lies under it. */
    public static String svg(String text) {
        var code = code(text);
        int side = code.size + 2 * EDGE;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + EDGE)
                            .append(' ')
                            .append(y + EDGE)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side
                + "H0z\"/><path d=\""
                + path + "\"/></svg>";
    }

    /** A picture that a paper can hold: an address of itself, so that nothing is fetched. */
    public static String picture(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text));
    }

    static byte[] png(String text) {
        var code = code(text);
        int side = (code.size + 2 * EDGE) * DOTS;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, code.getModule(x / DOTS - EDGE, y / DOTS - EDGE) ? 0 : WHITE);
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A quarter of the squares may be lost: the sheet hangs in a corridor. */
    private static QrCode code(String text) {
        return QrCode.encodeText(text, QrCode.Ecc.QUARTILE);
    }
}
