/**
 * Thành lập: the first start of a new box. One page, open once to whoever reads the console's code, makes the school
 * whole: its year, its first people with their accounts and posts, its board, its keys and the cards on paper.
 *
 * <p>Owns: founding_paper.
 */
@NullMarked
package vn.sotruong.school.founding;

import org.jspecify.annotations.NullMarked;
