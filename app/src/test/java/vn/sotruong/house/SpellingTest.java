package vn.sotruong.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.gradebook.GradebookPages;

/** Chính tả của mọi lời trên trang: one word is written in one way in every room. */
class SpellingTest {
    /** The tone stands on the second vowel of oa and oe: khoá, xoá, hoà. */
    private static final Pattern TONE = Pattern.compile("\\p{L}*[òóỏõọÒÓỎÕỌ][aeAE](?!\\p{L})");

    /** Học kỳ I, học kỳ II: Roman figures. */
    private static final Pattern TERM = Pattern.compile("(?i)học kỳ [0-9]");

    /** "1 cells": an English number is followed by a word for one and a word for more. */
    private static final Pattern PLURAL =
            Pattern.compile("\\{[0-9]} (cells|pupils|marks|requests|classes|reports|slips|proposals|hours|days)\\b");

    @Test
    void every_room_writes_the_same_word_in_the_same_way() {
        var faults = new ArrayList<String>();
        var files = Sources.main("messages_vi.properties");
        assertThat(files).hasSizeGreaterThan(30);
        for (var file : files) {
            for (var fault : List.of(TONE, TERM)) {
                fault.matcher(file.text()).results().forEach(each -> faults.add(file.room() + ": " + each.group()));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void one_cell_is_not_one_cells() {
        var words = Messages.of(GradebookPages.class);
        assertThat(words.get(Language.EN, "gradebook.drafts", 1)).isEqualTo("Draft: 1 cell NOT committed");
        assertThat(words.get(Language.EN, "gradebook.drafts", 45)).isEqualTo("Draft: 45 cells NOT committed");
        assertThat(Sources.main("messages_en.properties"))
                .filteredOn(file -> file.room().equals("gradebook"))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).doesNotContainPattern(PLURAL));
    }
}
