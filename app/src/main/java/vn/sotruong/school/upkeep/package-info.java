/**
 * Trông máy: what the box itself has to say — disk, memory, power, clock, certificates, drives, the last backup and the
 * last receipt — as a ground for advising the school's leaders. It reads and never changes anything. Owns no table.
 */
@NullMarked
package vn.sotruong.school.upkeep;

import org.jspecify.annotations.NullMarked;
