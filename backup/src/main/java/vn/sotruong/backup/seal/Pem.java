package vn.sotruong.backup.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM text around DER bytes. */
final class Pem {
    private Pem() {}

    static String write(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** The bytes of the one block of this label. */
    static byte[] read(String label, String text) {
        var begin = "-----BEGIN " + label + "-----";
        var end = "-----END " + label + "-----";
        var from = text.indexOf(begin);
        var until = text.indexOf(end, Math.max(from, 0));
        if (from < 0 || until < 0) {
            throw new Broken("no PEM block \"" + label + "\"");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(from + begin.length(), until).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Broken("the PEM block \"" + label + "\" is damaged", e);
        }
    }
}
