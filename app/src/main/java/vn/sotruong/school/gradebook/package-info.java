/**
 * Sổ theo dõi và đánh giá học sinh: marks from the first key to the committed record. A teacher's typing is a draft that
 * never leaves the box; "Ghi sổ" turns drafts into marks, which ordinary editing can no longer change.
 *
 * <p>Owns: sheet, mark, draft, cell_event, own_correction, refused_write, missing_test. What never happens here: a mark computed from anything but what a teacher
 * typed, or written by somebody who does not teach that subject in that class today.
 */
@NullMarked
package vn.sotruong.school.gradebook;

import org.jspecify.annotations.NullMarked;
