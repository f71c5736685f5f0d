package vn.sotruong.school.marksheets;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.marksheets.Layout.Who;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;
import vn.sotruong.school.workbook.ExcelTab;

/**
 * Dòng tiêu đề: finds it in a sheet, whoever made it, and reads its columns by their words.
 *
 * @param row the number of the heading's row
 * @param titles what stands over each filled column
 * @param layout what was understood of it
 * @param doubtful whether two columns say the same
 */
record Headings(int row, Map<Integer, String> titles, Layout layout, boolean doubtful) {
    private static final int DEEPEST = 30;
    private static final String BEFORE = "(?:diem|danhgia|dinhky|ddg|dgg|dg|kiemtra|kt|bai)*";
    private static final Pattern REGULAR = Pattern.compile("^" + BEFORE + "(?:thuongxuyen|tx)(?:lan|so|cot)?([1-4])$");
    private static final Pattern MIDDLE =
            Pattern.compile("^" + BEFORE + "(?:giua(?:hocky|hocki|ky|ki)|gk|gki)(?:1|2|i|ii)?$");
    private static final Pattern END =
            Pattern.compile("^" + BEFORE + "(?:cuoi(?:hocky|hocki|ky|ki)|ck|cki)(?:1|2|i|ii)?$");
    private static final Pattern MIDDLE_LEVEL =
            Pattern.compile("^muc(?:datduoc)?(?:giua(?:hocky|hocki|ky|ki)|gk)(?:1|2|i|ii)?$");
    private static final Pattern END_LEVEL =
            Pattern.compile("^muc(?:datduoc)?(?:cuoi(?:hocky|hocki|ky|ki)|ck)(?:1|2|i|ii)?$");
    private static final Map<String, Who> PEOPLE = people();

    private static Map<String, Who> people() {
        var words = new HashMap<String, Who>();
        List.of("stt", "tt", "sott", "sothutu").forEach(each -> words.put(each, Who.NUMBER));
        List.of("ma", "mahs", "mahocsinh", "masohocsinh", "maso", "madinhdanh", "mahv", "mahocvien")
                .forEach(each -> words.put(each, Who.CODE));
        List.of("hovaten", "hoten", "hotenhocsinh", "hovatenhocsinh", "tenhocsinh", "hotenhs", "hovatenhs")
                .forEach(each -> words.put(each, Who.NAME));
        List.of("ho", "hodem", "hovadem", "hovatendem", "holot", "hovatenlot", "hotendem")
                .forEach(each -> words.put(each, Who.FAMILY));
        words.put("ten", Who.GIVEN);
        List.of("ngaysinh", "ngaythangnamsinh", "ns").forEach(each -> words.put(each, Who.BORN));
        return Map.copyOf(words);
    }

    /** The best heading of a sheet; empty when none of its rows is one. */
    static Optional<Headings> find(ExcelTab tab, Sheet sheet) {
        Headings best = null;
        var rows = tab.rows();
        for (var i = 0; i < Math.min(rows.size(), DEEPEST); i++) {
            var found = read(tab, sheet, i);
            if (found.layout.people().size() + found.layout.marks().size() >= 1
                    && (best == null || found.weight() > best.weight())) {
                best = found;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The heading whose pupils begin in that row: the one that was found there, or else the row above. */
    static Optional<Headings> above(ExcelTab tab, Sheet sheet, int first) {
        return find(tab, sheet).filter(found -> found.layout.first() == first).or(() -> at(tab, sheet, first - 1));
    }

    /** That row read as a heading. */
    static Optional<Headings> at(ExcelTab tab, Sheet sheet, int number) {
        var rows = tab.rows();
        return IntStream.range(0, rows.size())
                .filter(index -> rows.get(index).number() == number)
                .mapToObj(index -> read(tab, sheet, index))
                .findFirst();
    }

    private int weight() {
        return (layout.sure() ? 100 : 0)
                + layout.people().size()
                + 2 * layout.marks().size();
    }

    private static Headings read(ExcelTab tab, Sheet sheet, int index) {
        var rows = tab.rows();
        var row = rows.get(index);
        var below = index + 1 < rows.size() && rows.get(index + 1).number() == row.number() + 1
                ? Optional.of(rows.get(index + 1)).filter(next -> continues(row, next))
                : Optional.<ExcelRow>empty();
        var titles = new TreeMap<Integer, String>();
        var people = new EnumMap<Who, Integer>(Who.class);
        var marks = new EnumMap<Column, Integer>(Column.class);
        var doubtful = false;
        for (var column = 0; column <= last(row, below); column++) {
            for (var title : titles(row, below, column)) {
                titles.putIfAbsent(column, title);
                var who = Optional.ofNullable(PEOPLE.get(plain(title)));
                var mark = column(title, sheet);
                if (who.isPresent()) {
                    doubtful |= people.putIfAbsent(who.get(), column) != null;
                } else if (mark.isPresent()) {
                    doubtful |= marks.putIfAbsent(mark.get(), column) != null;
                }
                if (who.isPresent() || mark.isPresent()) {
                    titles.put(column, title);
                    break;
                }
            }
        }
        return new Headings(
                row.number(),
                titles,
                new Layout(tab.name(), row.number() + (below.isPresent() ? 2 : 1), people, marks),
                doubtful);
    }

    /** Whether a row stands under another as the second half of one heading: where the first names people, it is empty. */
    private static boolean continues(ExcelRow row, ExcelRow next) {
        var named = row.cells().entrySet().stream()
                .filter(each -> PEOPLE.containsKey(plain(each.getValue().shown())))
                .map(Map.Entry::getKey)
                .toList();
        return !named.isEmpty() && named.stream().allMatch(column -> next.at(column) instanceof ExcelCell.Blank);
    }

    private static int last(ExcelRow row, Optional<ExcelRow> below) {
        var all = new ArrayList<>(row.cells().keySet());
        below.ifPresent(next -> all.addAll(next.cells().keySet()));
        return all.stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    /** What may be a column's title: the lower half with the upper one over it, the lower half, the upper one. */
    private static List<String> titles(ExcelRow row, Optional<ExcelRow> below, int column) {
        var titles = new ArrayList<String>();
        var upper = row.at(column).shown();
        var lower = below.map(next -> next.at(column).shown()).orElse("");
        if (!lower.isEmpty()) {
            var over = column;
            while (over > 0 && row.at(over) instanceof ExcelCell.Blank) {
                over--;
            }
            titles.add(row.at(over).shown() + " " + lower);
            titles.add(lower);
        }
        if (!upper.isEmpty()) {
            titles.add(upper);
        }
        return titles;
    }

    /** The sheet's column that a title means. */
    static Optional<Column> column(String title, Sheet sheet) {
        var plain = plain(title);
        var regular = REGULAR.matcher(plain);
        Optional<Column> column;
        if (regular.matches()) {
            column = Column.find("tx" + regular.group(1));
        } else if (MIDDLE_LEVEL.matcher(plain).matches()) {
            column = Optional.of(Column.MGK);
        } else if (END_LEVEL.matcher(plain).matches()) {
            column = Optional.of(Column.MCK);
        } else if (MIDDLE.matcher(plain).matches()) {
            column = Optional.of(Column.GK);
        } else if (END.matcher(plain).matches()) {
            column = Optional.of(Column.CK);
        } else {
            column = Optional.empty();
        }
        return column.filter(sheet.columns()::contains);
    }

    /** Letters and digits without marks. */
    static String plain(String title) {
        return Normalizer.normalize(title.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replace('đ', 'd')
                .replaceAll("[^a-z0-9]", "");
    }
}
