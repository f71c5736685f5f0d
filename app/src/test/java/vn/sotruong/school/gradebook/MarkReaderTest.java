package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MarkReaderTest {
    @Test
    void every_example_is_read_as_listed() {
        assertThat(MarkVectors.list())
                .hasSizeGreaterThan(80)
                .allSatisfy(each -> assertThat(
                                meaning(new MarkReader(each.shorthand(), each.scale()).read(each.typed())))
                        .as("%s", each)
                        .isEqualTo(each.meaning()));
    }

    @Property
    void what_the_book_writes_is_read_back(@ForAll @IntRange(max = 100) int tenths, @ForAll boolean shorthand) {
        var score = new Score(tenths);
        assertThat(new MarkReader(shorthand).read(score.text())).isEqualTo(new Reading.Mark(score, false, false));
    }

    @Property
    void nothing_typed_breaks_it(@ForAll String typed, @ForAll boolean shorthand) {
        assertThat(new MarkReader(shorthand).read(typed)).isNotNull();
    }

    private static String meaning(Reading reading) {
        return switch (reading) {
            case Reading.Empty() -> "empty";
            case Reading.Mark(var entry, var rounded, var doubtful) ->
                entry.text() + (rounded ? " rounded" : "") + (doubtful ? " doubtful" : "");
            case Reading.Wrong(var fault, var hint) ->
                "wrong " + fault + hint.map(score -> " " + score.text()).orElse("");
        };
    }
}
