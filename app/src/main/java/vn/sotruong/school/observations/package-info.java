/**
 * Quan sát trẻ mầm non: a preschool gives no marks and compares nobody. The principal publishes versioned sets of
 * indicators; at three stages of the year the class's teacher notes of each child what is achieved and what needs effort,
 * with a comment, while the window of the stage runs, and commits it. What is committed is changed by three people only.
 *
 * <p>Owns: indicator_set, observation, observation_draft. What never happens here: a mark, an average, a rank, a silent
 * change of what was committed.
 */
@NullMarked
package vn.sotruong.school.observations;

import org.jspecify.annotations.NullMarked;
