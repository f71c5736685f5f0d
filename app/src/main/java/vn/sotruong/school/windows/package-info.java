/**
 * Đợt nhập: the times during which marks may be entered, by scope and column. The principal publishes them, others
 * propose; the gradebook asks here inside its own write, and what no published time covers is closed.
 *
 * <p>Owns: entry_window, window_deed. What never happens here: a published time whose scope or beginning changes, an
 * end that moves once it has passed, an end that moves towards its beginning.
 */
@NullMarked
package vn.sotruong.school.windows;

import org.jspecify.annotations.NullMarked;
