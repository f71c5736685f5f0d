/**
 * Biến động học sinh: class moves, transfers out and in, withdrawals, pauses, returns, exemptions, and the marks that a
 * pupil brings from an earlier school. One person asks and the principal approves; the approval carries it out whole.
 * What a transfer file looks like stands in TRANSFER.md.
 *
 * <p>Owns: movement_request, status_event, earlier_mark, exemption, transfer_inbox. What never happens here: a record
 * or an identifier that disappears, a movement that one person alone carries out.
 */
@NullMarked
package vn.sotruong.school.movements;

import org.jspecify.annotations.NullMarked;
