package vn.sotruong.school.breach;

import org.bouncycastle.util.encoders.Hex;

/** Breaks a rule on purpose: a second user of Bouncy Castle. */
final class OwnCastle {
    private OwnCastle() {}

    static String hex(byte[] bytes) {
        return Hex.toHexString(bytes);
    }
}
