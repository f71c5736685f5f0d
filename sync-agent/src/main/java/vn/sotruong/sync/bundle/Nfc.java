package vn.sotruong.sync.bundle;

import java.text.Normalizer;

/** Chữ dựng sẵn: Unicode NFC, the one form in which text is journalled. Most text passes without a look at the tables. */
public final class Nfc {
    private Nfc() {}

    /** The text in NFC: the same object when it is so already. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!plain(text.charAt(i))) {
                return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    static boolean holds(String text) {
        return of(text).equals(text);
    }

    /** Latin below the combining marks and the precomposed Vietnamese block never change and never combine. */
    static boolean plain(char letter) {
        return letter < 0x300 || (letter >= 0x1E00 && letter <= 0x1EFF);
    }
}
