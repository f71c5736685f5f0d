/**
 * Chuyển năm học: how a school year ends and the next one begins. A board member proposes what the forecast shows, the
 * principal confirms, and everything happens in one transaction or not at all. Whoever has the summer to go waits in a
 * list, in no class twice.
 *
 * <p>Owns: year_roll, held_pupil. What never happens here: a year that ends while a book is open, a roll-over by one person
 * alone, one that is taken back once the new year has begun to write.
 */
@NullMarked
package vn.sotruong.school.rollover;

import org.jspecify.annotations.NullMarked;
