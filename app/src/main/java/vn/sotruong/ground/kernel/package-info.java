/** Lõi chung: the few words every room uses. It stands on {@code java.*} alone. */
@NullMarked
package vn.sotruong.ground.kernel;

import org.jspecify.annotations.NullMarked;
