package vn.sotruong.school.gradebook;

import vn.sotruong.ground.kernel.Actor;

/**
 * Giáo viên đang nhập: who asks, as the journal names them and as the assignment does.
 *
 * @param staff the staff member's id
 */
public record Teacher(Actor actor, String staff) {}
