package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Certificates;

/** Tệp đăng ký: a signed note and the certificate behind it as one PEM text, which {@code openssl cms} takes as it is (BUNDLE.md §6). */
@SuppressWarnings("ArrayRecordComponent")
record PemNote(X509Certificate certificate, byte[] cms) {
    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int LINE = 64;
    private static final Pattern FORM = Pattern.compile("-----BEGIN CMS-----([A-Za-z0-9+/=\\s]+)-----END CMS-----\\s+"
            + "(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----\\s*)");

    static String write(X509Certificate certificate, byte[] cms) {
        var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CMS-----\n" + lines.encodeToString(cms) + "\n-----END CMS-----\n"
                + Certificates.pem(certificate);
    }

    static PemNote read(String text) throws NoteRefused {
        var blocks = FORM.matcher(text);
        if (text.length() > MAX_CHARACTERS || !blocks.matches()) {
            throw new NoteRefused("not a signed note followed by a certificate");
        }
        try {
            var certificate = Certificates.readPem(blocks.group(2)).getFirst();
            return new PemNote(certificate, Base64.getMimeDecoder().decode(blocks.group(1)));
        } catch (Broken | IllegalArgumentException broken) {
            throw new NoteRefused("the certificate or the note is damaged", broken);
        }
    }
}
