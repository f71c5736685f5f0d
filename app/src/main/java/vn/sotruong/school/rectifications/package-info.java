/**
 * Đính chính: what the book holds of a pupil and nobody may change alone any more. Whoever keeps the record asks with the
 * old and the new content, a reason and the evidence; the principal consents to exactly that; three people prove before one
 * machine that they are there; then the room that keeps the record writes it. Each such room registers its {@link
 * vn.sotruong.school.rectifications.Subject}. Marks of the gradebook have their own requests.
 *
 * <p>Owns: conduct_amendment (named after the first kind that there was), rectification_witness, rectification_refusal.
 * What never happens here: a content that nobody consented to, one person in two places.
 */
@NullMarked
package vn.sotruong.school.rectifications;

import org.jspecify.annotations.NullMarked;
