/**
 * Hầm lưu trữ: the program that puts sealed sets onto media and checks them. It has no database key and sees no plain
 * data.
 */
@NullMarked
package vn.sotruong.backup;

import org.jspecify.annotations.NullMarked;
