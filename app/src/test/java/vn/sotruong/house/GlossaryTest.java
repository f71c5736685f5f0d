package vn.sotruong.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.sotruong.house.Sources.Source;

/** The glossary against the code: a row whose class is gone, or says another word, misleads the next reader. */
class GlossaryTest {
    private record Row(String code, String term) {}

    @Test
    void every_row_names_a_class_whose_first_sentence_holds_the_term() {
        var sources = Sources.main(".java");
        var wrong = new ArrayList<String>();
        for (var row : rows()) {
            var named =
                    sources.stream().filter(s -> s.name().equals(row.code())).toList();
            if (named.isEmpty()) {
                wrong.add(row.code() + " is no class");
            } else if (named.stream().map(Source::firstSentence).noneMatch(said -> holds(said, row.term()))) {
                wrong.add(row.code() + " does not say “" + row.term() + "” in its first sentence: "
                        + named.stream().map(Source::firstSentence).toList());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_term_and_no_class_stands_twice() {
        assertThat(rows().stream().map(Row::code)).doesNotHaveDuplicates();
        assertThat(rows()).hasSizeGreaterThan(20);
    }

    private static boolean holds(String sentence, String term) {
        return sentence.toLowerCase(Locale.ROOT).contains(term.toLowerCase(Locale.ROOT));
    }

    private static List<Row> rows() {
        return Sources.read(Sources.ROOT.resolve("docs/glossary.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Code"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(cells[1].strip(), cells[2].strip()))
                .toList();
    }
}
