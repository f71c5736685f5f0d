/**
 * Bí mật của máy: where the key of the store comes from, and what lies under it. A file beside the store, a credential
 * that this machine alone can open, or the words of a member of the board. Two people change who keeps it.
 *
 * <p>Owns: custody_change, unseal_event. What never happens here: the key in a log, on a page, or in a file that outlives
 * this program; a change that one person decides.
 */
@NullMarked
package vn.sotruong.school.secrets;

import org.jspecify.annotations.NullMarked;
