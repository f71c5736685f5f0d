/**
 * Nhập danh sách từ Excel: pupils, staff, classes and who teaches what, in the layouts that schools know, by way of a preview. Nothing is written
 * before somebody has seen every bad row by name, cell and reason, and what is confirmed is exactly what was seen.
 *
 * <p>Owns: pupil_list, waiting_list.
 */
@NullMarked
package vn.sotruong.school.admission;

import org.jspecify.annotations.NullMarked;
