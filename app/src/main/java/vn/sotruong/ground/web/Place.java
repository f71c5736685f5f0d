package vn.sotruong.ground.web;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Locale;
import vn.sotruong.backup.seal.Certificates;

/**
 * Nơi ở: where the school answers, and by which certificate browsers know it. Templates see it as {@code page.place}.
 *
 * @param address as the program says it when it is ready
 */
public record Place(URI address, X509Certificate authority) {
    /** Where browsers are taught to trust this address. */
    public URI trust() {
        return address.resolve("/trust");
    }

    /** The fingerprint's first half: to be compared by eye, and to be printed. */
    public String print() {
        return Certificates.spoken(authority);
    }

    /** The fingerprint as browsers and systems show it. */
    public String whole() {
        return Certificates.fingerprint(authority).toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }
}
