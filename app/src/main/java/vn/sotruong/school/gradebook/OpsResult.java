package vn.sotruong.school.gradebook;

import java.util.List;
import java.util.Optional;

/** Kết quả nhập: of one request with commands. */
public sealed interface OpsResult {
    /** Each command was judged; the accepted ones are durable together. */
    record Answered(List<Answer> answers) implements OpsResult {
        public Answered {
            answers = List.copyOf(answers);
        }

        /** Whether any command was carried out, or waits for the teacher's choice. */
        boolean anyHeard() {
            return answers.isEmpty()
                    || answers.stream().anyMatch(each -> each.accepted() || each instanceof Answer.Conflict);
        }
    }

    /**
     * The request as a whole was refused and nothing was written.
     *
     * @param op the command at fault, if it is one
     */
    record Denied(Reason reason, Optional<String> op) implements OpsResult {}
}
