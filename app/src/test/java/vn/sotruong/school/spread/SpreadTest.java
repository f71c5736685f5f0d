package vn.sotruong.school.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Score;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Word;

class SpreadTest {
    private static final Sheet SCORED = new Sheet("s", "h", "toan", 1, 2);

    @Test
    void the_bounds_of_each_band_belong_to_it_and_nothing_falls_between() {
        var rows = List.of(0, 34, 35, 49, 50, 64, 65, 79, 80, 100).stream()
                .map(tenths -> row("p" + tenths, Map.of(Column.TX1, new Score(tenths))))
                .toList();
        var column = Spread.of(SCORED, rows).columns().getFirst();
        assertThat(column.bands())
                .extracting(Spread.Band::from, Spread.Band::until, Spread.Band::count, Spread.Band::percent)
                .containsExactly(
                        tuple("0", "3,4"),
                        tuple("3,5", "4,9"),
                        tuple("5", "6,4"),
                        tuple("6,5", "7,9"),
                        tuple("8", "10"));
        assertThat(column.count()).isEqualTo(10);
    }

    @Test
    void whole_numbers_have_bands_of_whole_numbers() {
        var primary = new Sheet("s", "h", "toan", 1, 0, Sheet.Form.PRIMARY, 2);
        var rows = List.of(row("a", Map.of(Column.CK, new Score(40))), row("b", Map.of(Column.CK, new Score(100))));
        assertThat(Spread.of(primary, rows).columns().getFirst().bands())
                .extracting(band -> band.from() + "-" + band.until())
                .containsExactly("0-3", "4-4", "5-6", "7-7", "8-10");
    }

    @Test
    void a_change_is_told_from_the_column_before_of_those_who_have_both() {
        var rows = List.of(
                row("up", Map.of(Column.TX1, new Score(50), Column.GK, new Score(51))),
                row("same", Map.of(Column.TX1, new Score(50), Column.GK, new Score(50))),
                row("steep", Map.of(Column.TX1, new Score(85), Column.GK, new Score(65))),
                row("gentle", Map.of(Column.TX1, new Score(85), Column.GK, new Score(66))),
                row("new", Map.of(Column.GK, new Score(20))),
                row("none", Map.of()));
        var columns = Spread.of(SCORED, rows).columns();
        assertThat(columns).extracting(Spread.OfColumn::code).containsExactly("tx1", "gk");
        assertThat(columns.getFirst().change()).isNull();
        assertThat(columns.getLast().missing()).isEqualTo(1);
        var change = Objects.requireNonNull(columns.getLast().change());
        assertThat(List.of(change.up(), change.same(), change.down())).containsExactly(1, 1, 2);
        assertThat(change.falls()).containsExactly(new Spread.Fall("steep", "Em steep", "8,5", "6,5"));
    }

    @Test
    void words_are_counted_and_never_compared() {
        var verdicts = new Sheet("s", "h", "mythuat", 1, 2, Sheet.Form.COMMENT, 0);
        var rows = List.of(
                row("a", Map.of(Column.TX1, Word.D, Column.TX2, Word.CD)),
                row("b", Map.of(Column.TX1, Word.D, Column.TX2, Word.D)));
        var columns = Spread.of(verdicts, rows).columns();
        assertThat(columns.getLast().bands()).extracting(Spread.Band::count).containsExactly(1, 1);
        assertThat(columns.getLast().change()).isNull();
    }

    private static Spread.Row row(String pupil, Map<Column, ? extends Entry> values) {
        return new Spread.Row(pupil, "Em " + pupil, Map.copyOf(values));
    }

    private static org.assertj.core.groups.Tuple tuple(String from, String until) {
        return org.assertj.core.groups.Tuple.tuple(from, until, 2, 20);
    }
}
