package vn.sotruong.office.intake;

/**
 * Một gói đã nhận, as a page lists it.
 *
 * @param receipt number of the receipt it got
 */
public record ReceivedBundle(
        String id,
        String type,
        long from,
        long to,
        String receivedAt,
        String late,
        String status,
        String via,
        long length,
        long receipt) {}
