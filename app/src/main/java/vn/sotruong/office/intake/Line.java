package vn.sotruong.office.intake;

import java.util.Optional;
import vn.sotruong.sync.bundle.ChangeLine;
import vn.sotruong.sync.bundle.Entry;

/**
 * Một dòng trong gói, worked out before the transaction.
 *
 * @param change absent for a line that stays in the school
 * @param head chain head after it
 */
@SuppressWarnings("ArrayRecordComponent")
record Line(long seq, long tx, Entry entry, Optional<ChangeLine> change, byte[] hash, byte[] head) {}
