/**
 * Dựng lại: a new machine takes a school over from its backup set and enough of the board's cards, on the set-up
 * page of the first start and nowhere else.
 *
 * <p>Owns no table.
 */
@NullMarked
package vn.sotruong.school.rebuilding;

import org.jspecify.annotations.NullMarked;
