/**
 * Gộp hồ sơ trùng: two records of one pupil become one to look at. Somebody proposes, the principal approves; the record
 * that goes stays as a tombstone that points to the kept one, with every class and mark that hangs on it.
 *
 * <p>Owns: pupil_merge. What never happens here: a record that is deleted, an identifier that moves, a merge by one person
 * alone.
 */
@NullMarked
package vn.sotruong.school.merging;

import org.jspecify.annotations.NullMarked;
