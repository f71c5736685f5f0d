package vn.sotruong.school.rectifications;

import java.time.Instant;

/**
 * Người đã có mặt: who proved who they are, as what, when and where.
 *
 * @param session of whoever is signed in at the machine
 */
public record Witness(Role role, String staff, String account, Instant at, String session, String address) {}
