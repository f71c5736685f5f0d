package vn.sotruong.school.attendance;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Đã điểm danh: somebody went through the whole class.
 *
 * @param calledBy staff id
 */
public record RollCall(String homeroom, LocalDate day, Slot slot, String calledBy, Instant calledAt) {}
