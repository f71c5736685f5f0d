package vn.sotruong.school.founding;

import java.util.Map;

/** Kết quả của một bước thiết lập. */
sealed interface Outcome {
    /** Done; what comes next stands on the page. */
    record Done() implements Outcome {}

    /** Nothing was made: these fields need another look. */
    record Faulty(Map<String, Fault> faults) implements Outcome {
        public Faulty {
            faults = Map.copyOf(faults);
        }
    }

    /** Nothing was made. */
    record Refused(Reason reason) implements Outcome {}
}
