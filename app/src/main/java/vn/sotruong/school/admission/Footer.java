package vn.sotruong.school.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.sotruong.school.workbook.ExcelCell;
import vn.sotruong.school.workbook.ExcelRow;

/**
 * Dòng cuối của tệp: totals, remarks and signatures that stand below a list. Where the first such row stands, the list
 * has ended; a later row that fills several of the list's columns belongs to it all the same.
 *
 * @param numbers of the rows
 * @param texts what they say, for people
 */
record Footer(Set<Integer> numbers, List<String> texts) {
    private static final int FILLED = 3;
    private static final Pattern BEGINS =
            Pattern.compile("^[(\\s]*(tổng cộng|tổng số|cộng\\s*:|danh sách (này )?(gồm|có)"
                    + "|hiệu trưởng|phó hiệu trưởng|thủ trưởng|người lập|lập bảng|lập biểu|xác nhận của|ký tên|ký, ghi rõ"
                    + "|ghi chú\\s*:).*|^.{0,40}ngày\\s+[\\d.…]+\\s+tháng\\s+[\\d.…]+\\s+năm.*");

    Footer {
        numbers = Set.copyOf(numbers);
        texts = List.copyOf(texts);
    }

    /** What stands below the list among these rows. */
    static Footer of(List<ExcelRow> rows, Collection<Integer> columns) {
        var numbers = new HashSet<Integer>();
        var texts = new ArrayList<String>();
        for (var row : rows) {
            var filled = columns.stream()
                    .filter(each -> !(row.at(each) instanceof ExcelCell.Blank))
                    .count();
            if (filled < FILLED && (!numbers.isEmpty() || begins(row))) {
                numbers.add(row.number());
                var text = row.cells().values().stream()
                        .filter(each -> !(each instanceof ExcelCell.Blank))
                        .map(ExcelCell::shown)
                        .collect(Collectors.joining(" "));
                if (!text.isBlank()) {
                    texts.add(text.strip());
                }
            }
        }
        return new Footer(numbers, texts);
    }

    private static boolean begins(ExcelRow row) {
        return row.cells().values().stream()
                .anyMatch(each -> each instanceof ExcelCell.Text(var text)
                        && BEGINS.matcher(text.strip().toLowerCase(Locale.ROOT)).matches());
    }
}
