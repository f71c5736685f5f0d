/**
 * Hồ sơ người: học sinh và giáo viên, nhân viên. A person is never deleted, and an identifier (mã định danh) that is
 * stored stays as it is.
 *
 * <p>Owns: pupil, pupil_tombstone, pupil_profile, guardian, past_year, health_basics, health_measure, record_review,
 * pupil_pair, staff, staff_profile, staff_entry, extra_field, extra_value, code_succession.
 */
@NullMarked
package vn.sotruong.school.people;

import org.jspecify.annotations.NullMarked;
