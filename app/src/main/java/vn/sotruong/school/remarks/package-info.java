/**
 * Nhận xét môn học: what a subject's teacher writes about each pupil's term, in their own words or with phrases of the
 * bank.
 *
 * <p>Owns: subject_remark. What never happens here: a remark written by somebody who does not teach the subject in that
 * class, or changed once the time in which it was written has ended.
 */
@NullMarked
package vn.sotruong.school.remarks;

import org.jspecify.annotations.NullMarked;
