package vn.sotruong.school.amendments;

import vn.sotruong.ground.kernel.Actor;

/**
 * Ai đang làm, ở máy nào.
 *
 * @param staff the staff member's id
 * @param address of the machine
 */
public record Person(Actor actor, String staff, String address) {}
