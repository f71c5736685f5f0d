package vn.sotruong.office.registry;

import java.util.Optional;

/**
 * Yêu cầu đăng ký của một trường.
 *
 * @param spoken the device certificate's fingerprint as people read it to each other
 * @param answer the signed answer file, once approved
 */
@SuppressWarnings("ArrayRecordComponent")
public record Enrolment(
        String id,
        String school,
        String schoolName,
        String spoken,
        byte[] request,
        State state,
        String receivedAt,
        Optional<byte[]> answer) {
    /** Where it stands. */
    public enum State {
        WAITING,
        APPROVED,
        REFUSED
    }
}
