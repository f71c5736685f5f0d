package vn.sotruong.school.conduct;

import java.util.List;
import java.util.Map;
import vn.sotruong.ground.store.Refusal;

/** Kết quả lưu nháp. */
sealed interface SaveResult {
    /**
     * What nobody else had touched is kept; the questions are not.
     *
     * @param marks of the places as they now stand, by pupil
     */
    record Saved(int count, List<Question> questions, Map<String, String> marks) implements SaveResult {}

    /** Nothing was kept. */
    record Refused(Reason reason) implements SaveResult, Refusal {}

    /**
     * Câu hỏi: somebody else wrote there meanwhile; both contents are shown and the person decides.
     *
     * @param there what stands there now; its text is empty where it was cleared
     */
    record Question(Typed typed, Entry there, boolean committed) {}
}
