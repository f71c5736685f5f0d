package vn.sotruong.ground.web;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vn.sotruong.backup.seal.Certificates;

/**
 * Nơi ở: where the school answers, and by which certificate browsers know it. Templates see it as {@code page.place}.
 *
 * @param address the one to be said first
 * @param others the same by number, for machines that do not find the name
 * @param porches the plain porch by name and by number; empty where there is none
 */
public record Place(URI address, List<URI> others, List<URI> porches, X509Certificate authority) {
    private static final int PAIRS_OF_A_LINE = 24;

    /** Where browsers are taught to trust this address: without a warning, where there is a porch. */
    public URI trust() {
        return porches.isEmpty() ? address.resolve("/trust") : porches.getFirst();
    }

    /** What a phone opens that has never been here: by number, since phones may not find the name. */
    public URI firstVisit() {
        return porches.stream()
                .filter(Place::numbered)
                .findFirst()
                .orElseGet(() -> porches.isEmpty() ? address.resolve("/trust") : porches.getFirst());
    }

    private static boolean numbered(URI address) {
        return String.valueOf(address.getHost()).matches("[0-9.]+");
    }

    /** The fingerprint's first half: to be compared by eye, and to be printed. */
    public String print() {
        return Certificates.spoken(authority);
    }

    /** The fingerprint as browsers and systems show it. */
    public String whole() {
        return Certificates.fingerprint(authority).toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }

    /** The same in lines of eight pairs. */
    public List<String> lines() {
        return Arrays.asList(whole().split("(?<=\\G.{" + PAIRS_OF_A_LINE + "})"));
    }
}
