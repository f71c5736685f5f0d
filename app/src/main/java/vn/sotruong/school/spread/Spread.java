package vn.sotruong.school.spread;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Scale;
import vn.sotruong.school.gradebook.Sheet;

/**
 * Phổ điểm: how many of a class stand in each band of a column, and who moved since the column before.
 *
 * @param columns those in which something stands, in the order of the book
 */
public record Spread(List<OfColumn> columns) {
    /** A fall of so many tenths is told by name. */
    static final int STEEP = 20;

    /** The lowest mark of each band, in tenths; the last ends at 10. */
    private static final int[] BANDS = {0, 35, 50, 65, 80};

    private static final int HIGHEST = 100;

    /**
     * Một em, theo sổ.
     *
     * @param values what is committed, by column
     */
    public record Row(String pupil, String name, Map<Column, Entry> values) {}

    /**
     * Một khoảng.
     *
     * @param from what it begins with, as written in the book; of words, the word
     * @param until the last that belongs to it; empty where it is one word
     * @param percent of those who have a result in the column, 0…100, rounded down
     */
    public record Band(String from, String until, int count, int percent) {}

    /** Một em tụt điểm: what stood before, and what stands now. */
    public record Fall(String pupil, String name, String before, String after) {}

    /**
     * So với cột trước.
     *
     * @param before the code of that column
     * @param falls whoever fell by two marks or more, in the order of the list
     */
    public record Change(String before, int up, int same, int down, List<Fall> falls) {}

    /**
     * Một cột.
     *
     * @param missing how many of the class have nothing in it
     * @param change null for the first column, and where words stand
     */
    public record OfColumn(
            String code,
            boolean whole,
            int count,
            int missing,
            List<Band> bands,
            @Nullable Change change) {}

    /** The spread of a sheet over the pupils of the class. */
    public static Spread of(Sheet sheet, List<Row> rows) {
        var told = new ArrayList<OfColumn>();
        var before = new ArrayList<Column>();
        for (var column : sheet.columns()) {
            var entries = rows.stream()
                    .flatMap(row -> Stream.ofNullable(row.values().get(column)))
                    .toList();
            if (entries.isEmpty()) {
                continue;
            }
            var scale = sheet.scale(column);
            var last =
                    before.stream().filter(each -> sheet.scale(each) == scale).reduce((_, each) -> each);
            told.add(new OfColumn(
                    column.code(),
                    scale.whole(),
                    entries.size(),
                    rows.size() - entries.size(),
                    scale.wordy() ? words(scale, entries) : marks(scale, entries),
                    scale.wordy()
                            ? null
                            : last.map(each -> change(each, column, rows)).orElse(null)));
            before.add(column);
        }
        return new Spread(List.copyOf(told));
    }

    private static List<Band> words(Scale scale, List<Entry> entries) {
        return scale.words().stream()
                .map(word -> band(
                        word.text(),
                        "",
                        (int) entries.stream().filter(word::equals).count(),
                        entries.size()))
                .toList();
    }

    private static List<Band> marks(Scale scale, List<Entry> entries) {
        var step = scale.whole() ? 10 : 1;
        var bands = new ArrayList<Band>();
        for (var i = 0; i < BANDS.length; i++) {
            var from = BANDS[i];
            var until = i + 1 < BANDS.length ? BANDS[i + 1] - 1 : HIGHEST;
            var count = (int) entries.stream()
                    .mapToInt(each -> Objects.requireNonNull(each.number()))
                    .filter(tenths -> tenths >= from && tenths <= until)
                    .count();
            // the first and the last mark of that scale in the band
            bands.add(band(text((from + step - 1) / step * step), text(until / step * step), count, entries.size()));
        }
        return bands;
    }

    private static Band band(String from, String until, int count, int of) {
        return new Band(from, until, count, count * 100 / of);
    }

    private static Change change(Column before, Column now, List<Row> rows) {
        var both = rows.stream()
                .filter(row ->
                        Stream.of(before, now).allMatch(each -> row.values().containsKey(each)))
                .toList();
        var steps = both.stream().mapToInt(row -> step(row, before, now)).toArray();
        return new Change(
                before.code(),
                (int) Arrays.stream(steps).filter(each -> each > 0).count(),
                (int) Arrays.stream(steps).filter(each -> each == 0).count(),
                (int) Arrays.stream(steps).filter(each -> each < 0).count(),
                both.stream()
                        .filter(row -> step(row, before, now) <= -STEEP)
                        .map(row -> new Fall(
                                row.pupil(),
                                row.name(),
                                Objects.requireNonNull(row.values().get(before)).text(),
                                Objects.requireNonNull(row.values().get(now)).text()))
                        .toList());
    }

    private static int step(Row row, Column before, Column now) {
        return tenths(row, now) - tenths(row, before);
    }

    private static int tenths(Row row, Column column) {
        return Objects.requireNonNull(
                Objects.requireNonNull(row.values().get(column)).number());
    }

    private static String text(int tenths) {
        return tenths / 10 + (tenths % 10 == 0 ? "" : "," + tenths % 10);
    }
}
