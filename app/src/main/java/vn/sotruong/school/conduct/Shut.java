package vn.sotruong.school.conduct;

import org.jdbi.v3.core.Handle;

/** Sổ đang khoá: whether the books of a class in a term take no entry at present, as the room of locks says. */
@FunctionalInterface
public interface Shut {
    boolean holds(Handle handle, String homeroom, int semester);
}
