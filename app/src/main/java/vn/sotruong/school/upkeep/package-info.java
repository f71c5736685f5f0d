/**
 * Trông máy: what the box itself has to say — disk, memory, power, clock, certificates, drives, the last backup and the
 * last receipt — as a ground for advising the school's leaders; and the same for whoever helps from afar, without a word about a person.
 *
 * <p>Owns: support_file.
 */
@NullMarked
package vn.sotruong.school.upkeep;

import org.jspecify.annotations.NullMarked;
