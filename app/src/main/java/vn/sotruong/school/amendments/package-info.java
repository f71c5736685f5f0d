/**
 * Sửa điểm đã ghi sổ: what a teacher asks to change after a result was committed, and the people it takes. Consent binds
 * exactly the cells, the old and the new values and the reason; three people (four where the school's kind asks for it)
 * sit at one machine, each with a password of their own; who asked never witnesses.
 *
 * <p>Owns: amendment, amendment_cell, amendment_step, amendment_witness, amendment_effect, amendment_paper,
 * amendment_refusal. What never happens here: a value that nobody consented to, one person in two places.
 */
@NullMarked
package vn.sotruong.school.amendments;

import org.jspecify.annotations.NullMarked;
