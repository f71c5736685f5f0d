/**
 * Ảnh chụp kho: a consistent plain SQLite image of the live encrypted database, and the way back.
 *
 * <p>What never happens here: a plain byte on a disk. Images lie on tmpfs only, in a folder that only its owner can
 * enter, and are overwritten and deleted when closed. (A machine with swap must encrypt it.) No other room makes plain
 * copies; a test looks for that in the sources.
 */
@NullMarked
package vn.sotruong.backup.snapshot;

import org.jspecify.annotations.NullMarked;
