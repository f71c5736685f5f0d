/**
 * Tài khoản: who may come in, and what post they hold. One person has one account; nobody can act as another, and no
 * screen shows a password.
 *
 * <p>Owns: account, credential, post, sign_in, session, attempt, pin, access_rule, password_reset, inspector. All but post stay in
 * the school.
 */
@NullMarked
package vn.sotruong.school.accounts;

import org.jspecify.annotations.NullMarked;
