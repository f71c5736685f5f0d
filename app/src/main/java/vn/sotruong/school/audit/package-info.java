/**
 * Kiểm tra nhật ký: shows people whether the book was changed behind the program, and how much of it nobody outside
 * vouches for yet. Owns no table.
 */
@NullMarked
package vn.sotruong.school.audit;

import org.jspecify.annotations.NullMarked;
