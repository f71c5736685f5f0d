/**
 * Nơi nhận: the receiving office's house. It takes schools' bundles in, signs receipts, and shows what arrived and what
 * is late. It never alters what a school wrote.
 */
@NullMarked
package vn.sotruong.office;

import org.jspecify.annotations.NullMarked;
