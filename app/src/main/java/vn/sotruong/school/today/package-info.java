/** Hôm nay: the first page after sign-in; what waits for this person now, by what they may do. Owns no table. */
@NullMarked
package vn.sotruong.school.today;

import org.jspecify.annotations.NullMarked;
