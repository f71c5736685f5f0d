/** Cửa của trường: wires the school's rooms into one program and answers its command line. Nothing leans on it. */
@NullMarked
package vn.sotruong.school;

import org.jspecify.annotations.NullMarked;
