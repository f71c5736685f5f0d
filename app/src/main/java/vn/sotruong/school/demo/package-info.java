/**
 * Trường THCS Hoa Mai: the invented school of tests, screenshots and the demonstration. It is built through the rooms'
 * own facades, so everything in it was allowed, and its journal is as sound as a real one.
 *
 * <p>Owns no tables.
 */
@NullMarked
package vn.sotruong.school.demo;

import org.jspecify.annotations.NullMarked;
