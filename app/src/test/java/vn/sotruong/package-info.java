/** Cả chuyến đi: all programs together, as people would start them. */
@NullMarked
package vn.sotruong;

import org.jspecify.annotations.NullMarked;
