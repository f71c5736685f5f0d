/**
 * Đóng sổ: how the book of a class and term is closed, from a board member's proposal to the archive. The principal
 * decides, another executes and the lock is written with it; then the book is printed, signed, approved and archived.
 *
 * <p>Owns: book_closing, closing_step, printed. What never happens here: a closed book that opens again, an approval before every
 * signature.
 */
@NullMarked
package vn.sotruong.school.closing;

import org.jspecify.annotations.NullMarked;
