package vn.sotruong.school.attendance;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Ngày cả lớp nghỉ: declared, so that nobody waits for a roll call.
 *
 * @param declaredBy staff id
 */
public record DayOff(String homeroom, LocalDate day, String reason, String declaredBy, Instant declaredAt) {}
