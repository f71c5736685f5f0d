/**
 * Năm học: the school itself, its places, its school years and the subjects it teaches.
 *
 * <p>Owns: school, campus, school_year, subject, ruleset_choice.
 */
@NullMarked
package vn.sotruong.school.schoolyear;

import org.jspecify.annotations.NullMarked;
