/**
 * Cán bộ nơi nhận: the few people who work at the office, and their sessions.
 *
 * <p>Owns: officer, officer_session. No password is kept, only its Argon2id hash; no session secret, only its hash.
 */
@NullMarked
package vn.sotruong.office.officers;

import org.jspecify.annotations.NullMarked;
