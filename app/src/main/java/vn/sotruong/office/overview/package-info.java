/**
 * Trang tổng quan của nơi nhận: which schools send in time, who must be called, and what has arrived. For reading; the
 * office never alters what a school wrote.
 *
 * <p>Owns no tables.
 */
@NullMarked
package vn.sotruong.office.overview;

import org.jspecify.annotations.NullMarked;
