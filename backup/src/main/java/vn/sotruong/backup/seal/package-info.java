/**
 * Niêm phong: keys, certificates, envelopes, signatures and the board's key cards. The only room that knows Bouncy
 * Castle; the forms are written down in SEAL.md beside this file.
 *
 * <p>What never happens here: no key, passphrase or share in an exception, no plain file left behind after a seal that
 * did not hold, no opinion on who may sign or open what.
 */
@NullMarked
package vn.sotruong.backup.seal;

import org.jspecify.annotations.NullMarked;
