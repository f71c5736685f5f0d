/**
 * Hệ thống máy chủ: which of the box's two systems runs and why, what updates lie at hand, and the asking for one: an
 * administrator asks, somebody else of the board or the leadership confirms, root's helper checks the signature and puts
 * it in. On a machine that is no appliance it says so.
 *
 * <p>Owns: system_update. What never happens here: a signature believed, a file of an update opened, a word with root
 * other than orders and answers in the spool.
 */
@NullMarked
package vn.sotruong.school.appliance;

import org.jspecify.annotations.NullMarked;
