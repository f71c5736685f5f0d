/** Ngăn thư: folders through which the three programs hand each other finished files. Whoever takes never deletes. */
@NullMarked
package vn.sotruong.sync.spool;

import org.jspecify.annotations.NullMarked;
