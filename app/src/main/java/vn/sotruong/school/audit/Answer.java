package vn.sotruong.school.audit;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một bước xác nhận khôi phục. */
public sealed interface Answer {
    /** Done. */
    record Done() implements Answer {}

    /** Refused; nothing changed. */
    record Refused(Reason reason) implements Answer, Refusal {}
}
