/**
 * Quy chế đánh giá: how marks become averages, one class per circular, each rule with its article. Pure: no store, no
 * clock; a closed year is always computed again by the circular that governed it. Numbers and open questions are data in
 * {@code rules}, whose released versions never change; {@code RULES.md} there says how to add one.
 *
 * <p>Owns: nothing.
 */
@NullMarked
package vn.sotruong.school.regulation;

import org.jspecify.annotations.NullMarked;
