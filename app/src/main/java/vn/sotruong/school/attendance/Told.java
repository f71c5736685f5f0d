package vn.sotruong.school.attendance;

import java.util.Optional;
import vn.sotruong.ground.store.Refusal;

/** Trả lời một lệnh điểm danh. */
public sealed interface Told {
    /** It stands, now or since an earlier try. */
    record Kept(Kind kind, long seq) implements Told {}

    /** Somebody else changed it meanwhile; what stands is shown. */
    record Conflict(Kind kind, long seq, Optional<String> staff) implements Told {}

    /** Refused; nothing changed. */
    record Refused(Reason reason) implements Told, Refusal {}
}
