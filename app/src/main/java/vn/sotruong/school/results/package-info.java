/**
 * Kết quả học kỳ và cả năm: averages, levels and titles that follow from what is committed by the rules that govern a class,
 * kept with their ruleset and the hash of their inputs; and who stands for them. Nothing here can be typed.
 *
 * <p>Owns: pupil_result, primary_result, result_confirmation. What never happens here: a closed year computed again, a
 * ranking of pupils, a guess where the rules leave a question to a person.
 */
@NullMarked
package vn.sotruong.school.results;

import org.jspecify.annotations.NullMarked;
