/**
 * Cửa trước: HTTPS, sessions, forgery tokens, the frame around every page. It knows no room by name: rooms bring their
 * {@link vn.sotruong.ground.web.Pages}, and a {@link vn.sotruong.ground.web.Doorkeeper} says who stands outside.
 *
 * <p>Content security policy: no inline script and no inline style, so a template has no
 * {@code style="…"} and no {@code onclick="…"}.
 */
@NullMarked
package vn.sotruong.ground.web;

import org.jspecify.annotations.NullMarked;
