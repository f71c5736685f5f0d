/**
 * Vật lưu trữ: puts finished sets onto DVD and USB, reads them back from the medium, and copies sets in.
 *
 * <p>Sees sealed files only, has no key and needs no network. Nothing on a medium is ever changed or deleted here, but
 * for an own half-written folder on a stick.
 */
@NullMarked
package vn.sotruong.backup.disc;

import org.jspecify.annotations.NullMarked;
