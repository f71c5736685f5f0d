/**
 * Chùm khóa của nơi nhận: the office's authority, its signing key, the keys that open bundles, and its TLS key, as files.
 *
 * <p>Owns no tables. The authority's key lies encrypted and is opened only for an enrolment; its file belongs on a
 * medium in a drawer.
 */
@NullMarked
package vn.sotruong.office.keys;

import org.jspecify.annotations.NullMarked;
