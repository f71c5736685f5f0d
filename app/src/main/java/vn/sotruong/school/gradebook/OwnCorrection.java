package vn.sotruong.school.gradebook;

/**
 * Cho tự sửa trong phiên: what the principal decided about corrections that a teacher makes alone.
 *
 * @param decision the principal's words: a number, or why
 * @param decidedBy staff id
 */
public record OwnCorrection(boolean allowed, String decision, String decidedBy, String decidedAt) {}
