/**
 * Tiếp nhận gói: takes each change of a school in exactly once, and signs for it.
 *
 * <p>Owns: bundle, change, stream_state, receipt, hold, fork, alarm. Nothing a school sent is altered or dropped: what
 * contradicts is kept as evidence, what comes too early waits.
 */
@NullMarked
package vn.sotruong.office.intake;

import org.jspecify.annotations.NullMarked;
