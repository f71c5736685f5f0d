package vn.sotruong.school.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Notice.Tone;

/** Hôm nay: a teacher of twelve classes reads some lines, not a page of them. */
class TodayTest {
    private static Notice notice(Tone tone, String key, String what, String path) {
        return new Notice(tone, key, List.of(what, "9"), path);
    }

    @Test
    void many_of_one_kind_that_lead_to_one_page_are_one_line_with_their_number() {
        var notices = new ArrayList<Notice>();
        notices.add(notice(Tone.TOLD, "windows.told.open", "Học kỳ I", "/windows"));
        for (var name : List.of("6A", "6B", "6C", "7A")) {
            notices.add(notice(Tone.WAITS, "progress.told.missing", name, "/progress/teachers/t"));
        }
        notices.add(notice(Tone.WRONG, "progress.told.late", "8C", "/progress/teachers/t"));
        notices.add(notice(Tone.TOLD, "windows.told.open", "Khối 6", "/windows"));

        var lines = TodayPages.grouped(notices);

        assertThat(lines).extracting(Notice::tone).containsExactly(Tone.WRONG, Tone.WAITS, Tone.TOLD, Tone.TOLD);
        assertThat(lines.get(1).key()).isEqualTo("progress.told.missing.several");
        assertThat(lines.get(1).given()).containsExactly("4", "6A, 6B, 6C, 7A");
    }

    @Test
    void what_leads_to_pages_of_its_own_stays_apart() {
        var notices = List.of(
                notice(Tone.WAITS, "closing.today.sign", "9A", "/closing/a/1"),
                notice(Tone.WAITS, "closing.today.sign", "9B", "/closing/b/1"),
                notice(Tone.WAITS, "closing.today.sign", "9C", "/closing/c/1"));
        assertThat(TodayPages.grouped(notices)).hasSize(3);
    }
}
