/**
 * Khóa sổ: locks on mark columns. The principal decides, a member of a valid board executes, and nobody is both; from
 * its execution a lock refuses writes on every path, because the gradebook asks here inside its own write.
 *
 * <p>Owns: lock. What never happens here: a lock that one person alone sets or lifts, a lifting without an end time.
 */
@NullMarked
package vn.sotruong.school.locks;

import org.jspecify.annotations.NullMarked;
