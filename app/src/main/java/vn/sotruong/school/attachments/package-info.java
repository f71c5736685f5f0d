/**
 * Tài liệu đính kèm: scans of decisions and other papers, kept in the encrypted store under their hash. Other rooms keep
 * the id of an attachment; this room shows it to whoever may see it.
 *
 * <p>Owns: attachment, attachment_content.
 */
@NullMarked
package vn.sotruong.school.attachments;

import org.jspecify.annotations.NullMarked;
