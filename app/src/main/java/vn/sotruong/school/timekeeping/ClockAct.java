package vn.sotruong.school.timekeeping;

import java.time.Instant;

/**
 * Việc xác nhận giờ: two people said what time it was.
 *
 * @param stated the time they vouched for
 * @param machine what the machine's clock said at that moment, uncorrected
 * @param boot of which start of the machine; a correction does not outlive it
 * @param statedBy staff id
 * @param confirmedBy staff id of another person
 */
public record ClockAct(
        String id, Instant stated, Instant machine, String boot, String reason, String statedBy, String confirmedBy) {}
