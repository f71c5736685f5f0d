/**
 * Giờ của trường: a clock that does not run behind the book. When the machine's clock stands where no honest clock can,
 * nothing is written until two people have said what time it is; their act is in the journal.
 *
 * <p>Owns: clock_act.
 */
@NullMarked
package vn.sotruong.school.timekeeping;

import org.jspecify.annotations.NullMarked;
