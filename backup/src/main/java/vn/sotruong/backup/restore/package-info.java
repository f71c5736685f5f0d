/**
 * Phục hồi: heals a copied set with its parity and opens it with the board's cards or the drill key.
 *
 * <p>What comes out is plain and lies in memory only. Whether the chain of change lines holds, and what key and epoch
 * the new database gets, is for the caller to decide.
 */
@NullMarked
package vn.sotruong.backup.restore;

import org.jspecify.annotations.NullMarked;
