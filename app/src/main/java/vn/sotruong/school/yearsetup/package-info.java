/**
 * Mở năm học: what a school year needs before lessons begin, page by page: subjects, periods, books of marks. Each page
 * proposes from the curriculum or from last year, shows what it would make, and can be left and taken up again: what is
 * made is read from the school itself, and nothing else is remembered.
 *
 * <p>Owns no tables.
 */
@NullMarked
package vn.sotruong.school.yearsetup;

import org.jspecify.annotations.NullMarked;
