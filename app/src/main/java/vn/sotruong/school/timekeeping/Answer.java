package vn.sotruong.school.timekeeping;

import vn.sotruong.ground.store.Refusal;

/** Kết quả của một bước xác nhận giờ. */
public sealed interface Answer {
    /** Done. */
    record Done() implements Answer {}

    /** Refused; nothing changed. */
    record Refused(Reason reason) implements Answer, Refusal {}
}
