/**
 * Phòng gửi: seals the journal into bundles for the receiving office, takes its signed receipts in, and knows how much
 * of the 48 hours (181/QĐ-TH Điều 6.2) is left. It never sends anything itself; that is the courier's.
 *
 * <p>Owns: office_link, bundle, receipt, receipt_note.
 */
@NullMarked
package vn.sotruong.school.outbox;

import org.jspecify.annotations.NullMarked;
