/**
 * Bộ sao lưu: builds and checks backup sets, finished folders that never change again. The form is written down in
 * SET.md beside this file; the tools and letters that go onto every medium lie here too.
 *
 * <p>Knows nothing of schools: whoever asks for a set brings the image, the tables and the lines. Nothing plain is
 * written to a disk here; everything streams through a seal.
 */
@NullMarked
package vn.sotruong.backup.set;

import org.jspecify.annotations.NullMarked;
