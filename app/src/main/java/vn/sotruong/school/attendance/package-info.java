/**
 * Điểm danh: who was away, by half day and by period; one tap is one durable act. The homeroom teacher confirms each month,
 * and from then on a change needs three people.
 *
 * <p>Owns: absence, roll_call, attendance_month, attendance_amendment, day_off, attendance_op. What never happens here: a removed
 * absence that leaves no trace, attendance kept in the capacity of administration.
 */
@NullMarked
package vn.sotruong.school.attendance;

import org.jspecify.annotations.NullMarked;
