/**
 * Tài liệu đính kèm: scans of decisions and other papers, kept in the encrypted store under their hash. Other rooms keep
 * the id of an attachment, and say who may see it; what no room refers to is shown to nobody.
 *
 * <p>Owns: attachment, attachment_content.
 */
@NullMarked
package vn.sotruong.school.attachments;

import org.jspecify.annotations.NullMarked;
