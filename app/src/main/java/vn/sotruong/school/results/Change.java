package vn.sotruong.school.results;

import java.util.Optional;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;

/**
 * Một thay đổi được hỏi thử: a cell, and what it would hold.
 *
 * @param next empty for a deletion
 */
public record Change(String homeroom, String pupil, String subject, int semester, Column col, Optional<Entry> next) {}
