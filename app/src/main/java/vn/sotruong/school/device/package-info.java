/**
 * Khóa của máy: the keys that make this box this school's box, as files only the app can read. The device key signs
 * bundles and backup sets; the receiving key opens what the office sends back. A restored school gets new ones.
 */
@NullMarked
package vn.sotruong.school.device;

import org.jspecify.annotations.NullMarked;
