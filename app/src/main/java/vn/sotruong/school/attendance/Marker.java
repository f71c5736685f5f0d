package vn.sotruong.school.attendance;

import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;

/**
 * Người điểm danh.
 *
 * @param staff id
 * @param standsIn whether a grant lets them keep half days of any class
 */
public record Marker(Actor actor, String staff, boolean standsIn) {
    static Marker of(Actor actor, Visitor visitor) {
        return new Marker(actor, visitor.person(), visitor.holds(Need.ATTENDANCE));
    }
}
