/**
 * Kho SQLite mã hóa: the one place where an SQLite file is opened.
 *
 * <p>Stock SQLite ignores a key without a word and would write pupils' data in the clear, so every opening here fails
 * closed: the library must be ours (SQLite3 Multiple Ciphers) and the file must not begin with the plain header.
 */
@NullMarked
package vn.sotruong.backup.sqlite;

import org.jspecify.annotations.NullMarked;
