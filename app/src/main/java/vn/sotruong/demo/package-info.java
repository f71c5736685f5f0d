/**
 * Bản dùng thử: a whole small world on one machine. It starts the school, the office and the courier as separate
 * processes, by the same command lines a person would type, and stops them together.
 *
 * <p>Owns no tables and leans on no room: it knows the programs only from outside.
 */
@NullMarked
package vn.sotruong.demo;

import org.jspecify.annotations.NullMarked;
