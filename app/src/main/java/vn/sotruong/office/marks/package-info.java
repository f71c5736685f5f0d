/**
 * Điểm của các trường, như các dòng nhật ký cộng lại: what the lines of each school add up to.
 *
 * <p>Owns: latest, subject, homeroom, pupil, enrolled, sheet, mark_current. Nothing here is a source: all of it can be
 * dropped and built again from the lines.
 */
@NullMarked
package vn.sotruong.office.marks;

import org.jspecify.annotations.NullMarked;
