/**
 * Bí mật của máy: where the key of the store comes from, and what lies under it. A file beside the store, a credential
 * that this machine alone can open, or the words of a member of the board.
 */
@NullMarked
package vn.sotruong.school.secrets;

import org.jspecify.annotations.NullMarked;
