package vn.sotruong.school.gradebook;

/** Kết quả ghi sổ. */
public sealed interface CommitResult {
    /**
     * Đã ghi.
     *
     * @param count marks written
     * @param at the moment that counts as theirs
     */
    record Done(int count, String at) implements CommitResult {}

    /** Chưa ghi gì: nothing was written. */
    record NotCommitted(Reason reason) implements CommitResult {}
}
