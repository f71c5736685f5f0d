package vn.sotruong.school.amendments;

import java.time.Instant;

/**
 * Người đã có mặt: who proved who they are, as what, when and where.
 *
 * @param sitting the step that opened the sitting
 */
public record Witness(String sitting, Role role, String staff, String account, Instant at, String address) {}
