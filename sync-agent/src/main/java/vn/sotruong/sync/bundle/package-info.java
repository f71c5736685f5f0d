/** Gói gửi: the form of change lines, their hash chain, and the bundles they travel in (BUNDLE.md). It knows no database. */
@NullMarked
package vn.sotruong.sync.bundle;

import org.jspecify.annotations.NullMarked;
