package vn.sotruong.office.intake;

/** Kết quả tiếp nhận một gói. */
public sealed interface Outcome {
    /** In hand and receipted. {@code applied}: its lines are worked into the office's tables. */
    record Taken(boolean applied) implements Outcome {}

    /** Sound, but what comes before it is not here yet. */
    record Held(String need) implements Outcome {}

    /** Sound, but it contradicts what is in hand. */
    record Forked() implements Outcome {}

    /** Not kept. */
    record Refused(Refusal reason, String detail) implements Outcome {}

    /** The word in an answer and in reports. */
    default String word() {
        return switch (this) {
            case Taken(var applied) -> applied ? "applied" : "stored";
            case Held held -> "held";
            case Forked forked -> "fork";
            case Refused(var reason, var detail) -> reason.word();
        };
    }
}
