/**
 * Kiểm tra nhật ký: shows people whether the book was changed behind the program, and how much of it nobody outside
 * vouches for yet; and lets two of them stand behind a restore, which looks like a rewriting from inside.
 *
 * <p>Owns: restore_confirmation, lowered_guards. What never happens here: a restore that one person confirms, or one that nobody at the
 * school has looked at called sound.
 */
@NullMarked
package vn.sotruong.school.audit;

import org.jspecify.annotations.NullMarked;
