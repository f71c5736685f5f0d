/** Bộ thử của cửa trước: a real server on a free port, a client that trusts its authority alone, and Chromium. */
@NullMarked
package vn.sotruong.ground.web;

import org.jspecify.annotations.NullMarked;
