/**
 * Kết quả rèn luyện, khen thưởng, kỷ luật, vi phạm và nhận xét của giáo viên chủ nhiệm. The homeroom teacher types
 * drafts, sees what is left out, and commits; what is committed is corrected with a reason until the term is confirmed or
 * the book locked or closed; from then on three people change it. The year's result is computed, never typed.
 *
 * <p>Owns: conduct_draft, conduct_grade, homeroom_comment, conduct_confirmation, pupil_decision, pupil_matter,
 * weekly_remark, class_note, class_note_read, comment_phrase. What never happens here: a result given by anybody but the
 * class's homeroom teacher, a record that disappears.
 */
@NullMarked
package vn.sotruong.school.conduct;

import org.jspecify.annotations.NullMarked;
