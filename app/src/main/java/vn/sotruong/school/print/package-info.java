/**
 * Bản in: papers as PDF, of A4 pages with the school's own letters in them, so that they look the same everywhere and
 * their words can be copied out again.
 *
 * <p>Owns: no table. What never happens here: a paper that fetches anything, or words that cannot be found again.
 */
@NullMarked
package vn.sotruong.school.print;

import org.jspecify.annotations.NullMarked;
