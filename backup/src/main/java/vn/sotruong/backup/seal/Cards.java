package vn.sotruong.backup.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Thẻ khóa lưu trữ: the archive key's 32-byte secret, split over the board so that k of n cards give it back (Shamir
 * over GF(2⁸), polynomial 0x11B) and fewer say nothing.
 *
 * <p>Shares alone cannot tell a right answer from a wrong one, so every card carries a commitment to the secret.
 */
public final class Cards {
    private static final int SECRET_BYTES = 32;
    private static final int COMMITMENT_BYTES = 16;
    private static final int FINGERPRINT_DIGITS = 16;
    private static final int MOST_CARDS = 15;
    private static final HexFormat HEX = HexFormat.of();

    private Cards() {}

    /**
     * Một thẻ.
     *
     * @param x the share's place on the curve, from 1
     * @param k how many cards are needed
     * @param n how many cards there are
     * @param commitment the first 16 bytes of the secret's SHA-256, hexadecimal
     * @param fingerprint the first 16 hexadecimal digits of the archive certificate's fingerprint
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Card(int x, int k, int n, byte[] share, String commitment, String fingerprint) {
        private static final Pattern TEXT = Pattern.compile("SOTRUONG THE-1 SO ([0-9]{1,2}) TREN ([0-9]{1,2})"
                + " CAN ([0-9]{1,2}) MA ([0-9A-Z -]+) KT ([0-9A-Z -]+) DK ([0-9A-F -]+) CRC ([0-9A-Z -]+)");

        public Card {
            if (k < 2 || k > n || n > MOST_CARDS || x < 1 || x > n || share.length != SECRET_BYTES) {
                throw new Broken("the card's numbers do not fit together");
            }
        }

        /** The card as it is printed, six short lines of ASCII; {@link #parse} forgives case, spaces and hyphens. */
        public String text() {
            return """
                    SOTRUONG THE-1
                    SO %d TREN %d CAN %d
                    MA %s
                    KT %s
                    DK %s
                    CRC %s
                    """.formatted(
                            x,
                            n,
                            k,
                            Crockford.write(share),
                            Crockford.write(HEX.parseHex(commitment)),
                            fingerprint.toUpperCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-"),
                            Crockford.write(crc()));
        }

        /**
         * Reads a card that someone typed.
         *
         * @throws Broken when it was mistyped
         */
        public static Card parse(String text) {
            var line = text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
            var parts = TEXT.matcher(line);
            if (!parts.matches()) {
                throw new Broken("this is no key card, or a line of it is missing");
            }
            var card = new Card(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(2)),
                    Crockford.read(parts.group(4), SECRET_BYTES),
                    HEX.formatHex(Crockford.read(parts.group(5), COMMITMENT_BYTES)),
                    parts.group(6).replaceAll("[ -]", "").toLowerCase(Locale.ROOT));
            if (!Arrays.equals(Crockford.read(parts.group(7), 4), card.crc())) {
                throw new Broken("card " + card.x + " was mistyped: its check does not fit");
            }
            return card;
        }

        private byte[] crc() {
            var crc = new CRC32();
            crc.update(String.join(
                            "|",
                            "SOTRUONG THE-1",
                            Integer.toString(x),
                            Integer.toString(k),
                            Integer.toString(n),
                            HEX.formatHex(share),
                            commitment,
                            fingerprint)
                    .getBytes(StandardCharsets.US_ASCII));
            return HEX.parseHex(HEX.toHexDigits((int) crc.getValue()));
        }

        /** Says which card it is, never what is on it. */
        @Override
        public String toString() {
            return "Card " + x + " of " + n;
        }
    }

    /** Splits a secret into n cards of which any k give it back. */
    public static List<Card> split(byte[] secret, int k, int n, String fingerprint, SecureRandom random) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("the secret of a key card has " + SECRET_BYTES + " bytes");
        }
        if (k < 2 || k > n || n > MOST_CARDS) {
            throw new IllegalArgumentException("cannot split over " + n + " cards of which " + k + " are needed");
        }
        var splitter = ShamirSecretSplitter.getInstance(ShamirSecretSplitter.Algorithm.AES, SECRET_BYTES, random);
        var shares = splitter.resplit(secret, k, n).getSecretShares();
        var commitment = commitment(secret);
        var shown = fingerprint.substring(0, FINGERPRINT_DIGITS).toLowerCase(Locale.ROOT);
        var cards = new ArrayList<Card>();
        for (var x = 1; x <= n; x++) {
            cards.add(new Card(x, k, n, bytes(shares[x - 1]), commitment, shown));
        }
        for (var start = 0; start <= n - k; start++) {
            if (!Arrays.equals(join(cards.subList(start, start + k)), secret)) {
                throw new IllegalStateException("the cards do not give the secret back");
            }
        }
        return List.copyOf(cards);
    }

    /**
     * Gives the secret back.
     *
     * @throws Broken when there are fewer than k different cards, cards of different keys, or a wrong card
     */
    public static byte[] join(List<Card> cards) {
        if (cards.isEmpty()) {
            throw new Broken("no key card was given");
        }
        var first = cards.getFirst();
        var places = new HashSet<Integer>();
        for (var card : cards) {
            if (card.k != first.k
                    || card.n != first.n
                    || !card.commitment.equals(first.commitment)
                    || !card.fingerprint.equals(first.fingerprint)) {
                throw new Broken("the cards are of different keys: compare the line DK");
            }
            if (!places.add(card.x)) {
                throw new Broken("card " + card.x + " was given twice");
            }
        }
        if (cards.size() < first.k) {
            throw new Broken(first.k + " cards are needed, " + cards.size() + " given");
        }
        var shares = cards.stream()
                .map(card -> new ShamirSplitSecretShare(card.share, card.x))
                .toArray(ShamirSplitSecretShare[]::new);
        byte[] secret;
        try {
            secret = ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, shares)
                    .getSecret();
        } catch (IOException e) {
            throw new Broken("the cards cannot be put together", e);
        }
        if (!commitment(secret).equals(first.commitment)) {
            throw new Broken("the cards do not give the right key: one of them is wrong");
        }
        return secret;
    }

    /** The archive key's passphrase that a secret stands for: 64 lower-case hexadecimal digits. */
    public static char[] passphrase(byte[] secret) {
        return HEX.formatHex(secret).toCharArray();
    }

    private static String commitment(byte[] secret) {
        return HEX.formatHex(Certificates.sha256(secret), 0, COMMITMENT_BYTES);
    }

    private static byte[] bytes(ShamirSplitSecretShare share) {
        try {
            return share.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a share", e);
        }
    }
}
