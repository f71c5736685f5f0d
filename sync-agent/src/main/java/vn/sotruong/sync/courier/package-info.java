/** Người đưa thư: carries sealed bundles out and signed receipts in, by HTTPS or by stick (PROTOCOL.md). It opens none. */
@NullMarked
package vn.sotruong.sync.courier;

import org.jspecify.annotations.NullMarked;
