/**
 * Ban quản trị: who sits on it by a decision in force, and the archive key that only enough of its members together can
 * open.
 *
 * <p>Owns: archive_key, board_decision, board_member, principal_change, stand_in. What never happens here: a card, a share or the
 * archive key's passphrase in the database, in a log or in an exception; a board of two or of six.
 */
@NullMarked
package vn.sotruong.school.board;

import org.jspecify.annotations.NullMarked;
