package vn.sotruong.school.demo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Chỗ để xem: a state of the school, who signs in to see it, and on which page.
 *
 * @param state in the words of the printed table
 * @param person full name
 * @param administering whether they first change into the capacity of administration
 * @param seen what the page then says
 */
public record Sight(String state, String person, boolean administering, String path, String seen) {
    private static final String MATHS_OF_8B = Cast.MINH;

    /** Every state, in the order of a year. */
    public static final List<Sight> ALL = List.of(
            at("Đợt nhập: đang mở, đã hết, chờ duyệt", Cast.PRINCIPAL, "/windows", "Nhập bổ sung giữa kỳ II"),
            at("Đang nhập: bản nháp 7A chưa ghi sổ", Cast.LAN, "/drafts", "Toán 7A"),
            at("Nháp muộn 8B, chờ xin nhập bổ sung", MATHS_OF_8B, "/drafts", "Bản nháp muộn: 9 ô"),
            at("Nợ bài: một em có lịch kiểm tra bù, một chờ", Cast.VICE_PRINCIPAL, "/missing-tests", Cast.AWAY),
            at("Đã khoá 6A, chờ thi hành 6B", Cast.PRINCIPAL, "/locks?subject=toan", "31/QĐ-THCSHM"),
            board("Lệnh khoá chờ ban quản trị thi hành", "/locks?subject=toan", "6B"),
            at(
                    "Đề nghị sửa: gửi, chỉ đạo, đồng ý, chờ ký",
                    Cast.PRINCIPAL,
                    "/amendments?tab=all",
                    "Đã đồng ý, chờ buổi sửa"),
            at("Tiến độ, điểm bất thường", Cast.VICE_PRINCIPAL, "/progress/abnormal", "Cả cột một điểm"),
            at("Tổng kết: 9B đã duyệt, các lớp khác chưa", Cast.PRINCIPAL, "/results", "Đã duyệt"),
            at("Sổ 9B đã đóng, in lại sau khi sửa, đang ký", Cast.PRINCIPAL, "/closing?semester=1", "Đã in"),
            at("Xét lên lớp 9B: còn chặn, nêu ô thiếu", Cast.HOMEROOM_9B, "/promotion", "9B"),
            at("Xét lên lớp 8C: em đã đi, đã nộp không xét", Cast.PRINCIPAL, "/promotion", "8C"),
            board("Chuyển năm học: điều kiện và chạy thử", "/year-end/plan", "2027"),
            at("Lưu vết của cả trường, chỉ đọc", Cast.INSPECTOR, "/trace", "Toán"));

    private static Sight at(String state, String person, String path, String seen) {
        return new Sight(state, person, false, path, seen);
    }

    private static Sight board(String state, String path, String seen) {
        return new Sight(state, Cast.BOARD.get(1), true, path, seen);
    }

    /** The printed table. */
    public static List<String> lines(List<DemoAccount> accounts) {
        var byPerson = accounts.stream().collect(Collectors.toMap(DemoAccount::person, DemoAccount::username));
        return ALL.stream()
                .map(each -> "%-46s %-16s %s%s"
                        .formatted(
                                each.state,
                                byPerson.getOrDefault(each.person, each.person),
                                each.path,
                                each.administering ? "  (tư cách quản trị)" : ""))
                .toList();
    }
}
