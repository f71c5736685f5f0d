package vn.sotruong.school.locks;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Tiến độ nhập: how full each column is, as the room that keeps the marks says. */
@FunctionalInterface
public interface Filling {
    /** Per cent by class and column; a column that a class does not use is left out. */
    Map<Order.Cell, Integer> percents(Handle handle, String subject, int semester);
}
