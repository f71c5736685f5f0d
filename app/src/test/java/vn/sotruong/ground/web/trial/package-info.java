/** Phòng thử: a room that exists to be attacked through the front door. */
@NullMarked
package vn.sotruong.ground.web.trial;

import org.jspecify.annotations.NullMarked;
