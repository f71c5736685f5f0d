/**
 * Hồ sơ người: học sinh và giáo viên, nhân viên. A person is never deleted, and an identifier (mã định danh) that is
 * stored stays as it is.
 *
 * <p>Owns: pupil, staff.
 */
@NullMarked
package vn.sotruong.school.people;

import org.jspecify.annotations.NullMarked;
