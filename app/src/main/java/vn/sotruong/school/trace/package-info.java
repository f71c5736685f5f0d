/**
 * Lưu vết cho người đọc: what was changed in the books after it was committed, by whom, by which way and why; the history
 * of one cell; and which changes nobody outside vouches for yet.
 *
 * <p>Owns no table. What never happens here: a write.
 */
@NullMarked
package vn.sotruong.school.trace;

import org.jspecify.annotations.NullMarked;
