/**
 * Lời kể: how a room tells what was done with what it keeps, so that whoever reads the trail needs to know no other
 * room's tables.
 *
 * <p>Owns no table. What never happens here: a write.
 */
@NullMarked
package vn.sotruong.school.told;

import org.jspecify.annotations.NullMarked;
