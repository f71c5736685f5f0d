package vn.sotruong.ground.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lý do đáng ghi: on a constant of a room's reasons. Whoever comes through the door and is refused for it leaves a line:
 * it is about who may, and in which order, and not about what was typed.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Weighty {}
