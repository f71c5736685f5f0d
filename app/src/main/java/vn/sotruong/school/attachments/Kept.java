package vn.sotruong.school.attachments;

/** Kết quả nhận tài liệu. */
public sealed interface Kept {
    /** It lies in the store. */
    record As(String id) implements Kept {}

    /** It was not taken; nothing changed. */
    record Refused(Reason reason) implements Kept {}
}
