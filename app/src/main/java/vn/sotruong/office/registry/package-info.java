/**
 * Sổ đăng ký trường và thiết bị: which schools send here, and which of their boxes' keys count.
 *
 * <p>Owns: unit, school, device, enrolment, officer_log. A certificate is issued only after a person has compared the
 * spoken fingerprint with the school; a revoked one is never brought back.
 */
@NullMarked
package vn.sotruong.office.registry;

import org.jspecify.annotations.NullMarked;
