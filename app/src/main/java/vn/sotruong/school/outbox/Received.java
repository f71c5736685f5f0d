package vn.sotruong.school.outbox;

import java.time.Instant;

/**
 * Biên nhận: what the office signed for.
 *
 * @param n the office's count of this school's receipts, from 1
 * @param identity the bundle's
 * @param at when the office had it, by the office's clock
 * @param late {@code on_time}, {@code late} or {@code undetermined}
 */
public record Received(long n, String identity, String epoch, long to, String head, Instant at, String late) {}
