/**
 * Phẩm chất và năng lực của học sinh tiểu học (Thông tư 27/2020/TT-BGDĐT, Điều 6 and 7). The homeroom teacher types
 * levels at four moments of the year, while their window is open, and commits them; what is committed is corrected with
 * a reason as long as that window runs. At the end of the year it also keeps what the class recognised.
 *
 * <p>Owns: trait_draft, trait_level. What never happens here: a mark, a rank, a level given by anybody but the class's
 * homeroom teacher.
 */
@NullMarked
package vn.sotruong.school.primary;

import org.jspecify.annotations.NullMarked;
