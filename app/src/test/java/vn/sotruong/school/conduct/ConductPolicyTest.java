package vn.sotruong.school.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.conduct.ConductPolicy.Standing;

/** Who may do what, as a head teacher can read it. */
class ConductPolicyTest {
    @Test
    void the_table_of_rights_is_this() {
        var people = new LinkedHashMap<String, Standing>();
        people.put("chủ nhiệm", new Standing(false, true, false, false, false));
        people.put("bộ môn", new Standing(false, false, true, false, false));
        people.put("lãnh đạo", new Standing(false, false, false, true, false));
        people.put("thanh tra", new Standing(false, false, false, false, true));
        people.put("người khác", new Standing(false, false, false, false, false));
        people.put("quản trị, dù là chủ nhiệm", new Standing(true, true, true, true, true));
        var table = people.entrySet().stream()
                .map(person -> person.getKey() + ":"
                        + Arrays.stream(Deed.values())
                                .filter(deed -> ConductPolicy.refusal(deed, person.getValue())
                                        .isEmpty())
                                .map(deed -> " " + deed)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        assertThat(table).isEqualTo("""
                chủ nhiệm: READ_CLASS GRADE RECORD VIOLATION READ_NOTES POST_NOTE
                bộ môn: VIOLATION REMARK READ_NOTES
                lãnh đạo: READ_CLASS ANSWER_PROPOSAL READ_NOTES
                thanh tra: READ_CLASS READ_NOTES
                người khác:
                quản trị, dù là chủ nhiệm:""");
    }
}
