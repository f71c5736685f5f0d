/**
 * Bảng điểm Excel: gives a sheet of marks out as a protected file and takes files back, by way of a report of every
 * cell. Nothing is written before it is confirmed, and what is confirmed becomes the teacher's drafts through the
 * gradebook's own door, never a mark.
 *
 * <p>Owns: waiting_marks, marksheet_key.
 */
@NullMarked
package vn.sotruong.school.marksheets;

import org.jspecify.annotations.NullMarked;
