/**
 * Tiến độ nhập: how far entering has come, by teacher, class, subject and department; who was late when a time ended;
 * what leaders checked at the end of a month, a term and a year; marks that a rule calls abnormal.
 *
 * <p>Owns: progress_check, progress_figure, abnormal_rule, abnormal_report. What never happens here: a mark that
 * changes, a check that is altered.
 */
@NullMarked
package vn.sotruong.school.progress;

import org.jspecify.annotations.NullMarked;
