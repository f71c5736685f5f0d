/**
 * Phổ điểm của một lớp môn: how the marks of each column spread, and whose mark went up or down since the column before.
 *
 * <p>Owns no table: it reads what is committed. What never happens here: anybody is put in an order by their marks.
 */
@NullMarked
package vn.sotruong.school.spread;

import org.jspecify.annotations.NullMarked;
