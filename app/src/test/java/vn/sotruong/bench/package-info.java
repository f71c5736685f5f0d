/** Đo: what a figure is, and where all of them are kept. Nothing here fails because a machine is slow. */
@NullMarked
package vn.sotruong.bench;

import org.jspecify.annotations.NullMarked;
