/**
 * Tệp Excel: reads workbooks that nobody vouches for, and writes the ones that people download. Nothing in a file is
 * trusted: not its name, not its declared sizes, no formula and no entity.
 *
 * <p>Owns no tables.
 */
@NullMarked
package vn.sotruong.school.workbook;

import org.jspecify.annotations.NullMarked;
