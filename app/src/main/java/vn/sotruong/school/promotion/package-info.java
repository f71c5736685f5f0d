/**
 * Xét lên lớp: the review of each pupil at the end of the year, from the homeroom teacher's list to the principal's
 * decision, titles with it; and the summer's own book with the second review. Outcomes come from the regulation; where it
 * leaves one open, from the principal's written ruling.
 *
 * <p>Owns: promotion_review, summer_result, summer_close. What never happens here: an outcome that somebody typed without
 * a ruling, an approval while anything of the class is missing, a year's result that gives way to the summer's.
 */
@NullMarked
package vn.sotruong.school.promotion;

import org.jspecify.annotations.NullMarked;
