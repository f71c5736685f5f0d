/** Nội quy: the rules of the house, read from its own picture, classes and files. */
@NullMarked
package vn.sotruong.house;

import org.jspecify.annotations.NullMarked;
