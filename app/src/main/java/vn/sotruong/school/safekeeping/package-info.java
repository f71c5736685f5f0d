/**
 * Sao lưu và phục hồi: takes sealed sets of the live store and puts them into the spool, opens the newest one again as a
 * drill, and restores a set on an empty machine with the board's cards. Keeps which sticks may carry sets.
 *
 * <p>Owns: backup_set, rehearsal, backup_schedule, stick. What never happens here: pupils' data in the clear on a data disk, a
 * set that counts before it was built whole, a restore over data that is there.
 */
@NullMarked
package vn.sotruong.school.safekeeping;

import org.jspecify.annotations.NullMarked;
