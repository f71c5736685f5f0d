/**
 * Kho của trường: one encrypted SQLite file, one writer, and the journal that every write leaves in the same
 * transaction.
 *
 * <p>Owns: change, epoch, open_tx. No row of a journalled table is written but through {@link
 * vn.sotruong.ground.store.Tx}, and none is ever deleted.
 */
@NullMarked
package vn.sotruong.ground.store;

import org.jspecify.annotations.NullMarked;
