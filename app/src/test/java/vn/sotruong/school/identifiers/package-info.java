@NullMarked
package vn.sotruong.school.identifiers;

import org.jspecify.annotations.NullMarked;
