package vn.sotruong.school.attendance;

import java.time.Instant;

/**
 * Xác nhận chuyên cần tháng.
 *
 * @param by staff id of the homeroom teacher
 */
public record Confirmation(String by, Instant at) {}
