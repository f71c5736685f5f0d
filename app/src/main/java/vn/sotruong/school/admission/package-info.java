/**
 * Nhập danh sách học sinh: from an Excel file in the layout that schools know, by way of a preview. Nothing is written
 * before somebody has seen every bad row by name, cell and reason, and what is confirmed is exactly what was seen.
 *
 * <p>Owns: pupil_list.
 */
@NullMarked
package vn.sotruong.school.admission;

import org.jspecify.annotations.NullMarked;
