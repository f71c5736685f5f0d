package vn.sotruong.school.governance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Đề nghị: what somebody asks the principal to approve. Its contents never change; it is decided once.
 *
 * @param persons staff ids of everybody whose rights or duties it touches: none of them proposes or decides it
 * @param payload what the executor of its kind reads: text, numbers, lists and maps of these
 * @param proposedBy the proposer's staff id
 * @param decidedBy staff id of whoever approved, refused or withdrew it
 * @param decisionNumber number of the approving decision
 * @param reason why it was refused or withdrawn; for one that failed, the key of the executor's sentence
 * @param delegation id of the delegation under which it was decided, if it was
 */
public record Proposal(
        String id,
        Kind kind,
        String summary,
        List<String> persons,
        Map<String, Object> payload,
        String proposedBy,
        Instant proposedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNumber,
        @Nullable String reason,
        @Nullable String delegation) {

    public Proposal {
        persons = List.copyOf(persons);
        payload = Map.copyOf(payload);
    }

    /** Loại đề nghị: what approval does, and who may propose it. */
    public enum Kind {
        /** Cấp tài khoản. */
        ACCOUNT,
        /** Giao chức vụ. */
        POST,
        /** Giao quyền, giao việc. */
        GRANT,
        /** Lập nhóm, đổi người trong nhóm. */
        GROUP,
        /** Phân công giảng dạy, chủ nhiệm. */
        ASSIGNMENT,
        /** Thành lập ban quản trị. */
        BOARD,
        /** Uỷ quyền. */
        DELEGATION,
        /** Tài khoản thanh tra. */
        INSPECTOR,
        /** Đổi tình trạng của một người. */
        STATUS,
        /** Đợt nhập điểm: proposed in its own room; here only so that the principal can delegate it. */
        WINDOW;

        /** Who may propose it. */
        Set<Role> proposers() {
            return switch (this) {
                case ACCOUNT, INSPECTOR -> Set.of(Role.ADMIN);
                case POST, GRANT, GROUP, ASSIGNMENT -> Set.of(Role.ADMIN, Role.VICE_PRINCIPAL);
                case BOARD -> Set.of(Role.ADMIN, Role.VICE_PRINCIPAL, Role.CLERK);
                case DELEGATION, STATUS -> Set.of(Role.ADMIN, Role.CLERK);
                case WINDOW -> Set.of();
            };
        }

        /** Whether a vice-principal can be empowered to decide it: the board and delegations stay the principal's. */
        public boolean delegable() {
            return this != BOARD && this != DELEGATION;
        }
    }

    /** Tình trạng đề nghị. */
    public enum State {
        PROPOSED,
        APPROVED,
        REFUSED,
        WITHDRAWN,
        /** Approved, but it could no longer be carried out: nothing was changed. */
        FAILED
    }

    /** Vai trò: the posts that matter to whoever proposes or decides. */
    public enum Role {
        PRINCIPAL,
        VICE_PRINCIPAL,
        ADMIN,
        CLERK
    }

    /** A text of the payload; empty when it is not there. */
    public String text(String key) {
        var value = payload.get(key);
        return value == null ? "" : value.toString();
    }

    /** A list of texts of the payload; empty when it is not there. */
    public List<String> texts(String key) {
        return payload.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A list of small records of the payload, each a map of texts; empty when it is not there. */
    public List<Map<String, String>> records(String key) {
        if (!(payload.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(Proposal::texts)
                .toList();
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        var texts = new java.util.HashMap<String, String>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value == null ? "" : String.valueOf(value)));
        return Map.copyOf(texts);
    }

    Proposal decided(
            State to, String by, Instant at, @Nullable String number, @Nullable String why, @Nullable String under) {
        return new Proposal(
                id, kind, summary, persons, payload, proposedBy, proposedAt, to, by, at, number, why, under);
    }
}
