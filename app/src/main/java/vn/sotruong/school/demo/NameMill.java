package vn.sotruong.school.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;

/** Cối xay tên: invented names, the same ones for the same seed, and no two alike in the school. */
final class NameMill {
    // the commoner a family name, the more often it stands here
    private static final List<String> FAMILIES = List.of(
            "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Trần",
            "Trần", "Lê", "Lê", "Lê", "Phạm", "Phạm", "Hoàng", "Huỳnh", "Huỳnh", "Phan", "Vũ", "Võ", "Võ", "Đặng",
            "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Mai", "Trương", "Đoàn", "Tô", "Lâm", "Trịnh", "Cao", "Tạ",
            "Châu", "Quách", "Lương", "Thái", "Kiều", "Hà");
    private static final List<String> BOYS_MIDDLE = List.of(
            "Văn", "Minh", "Gia", "Quốc", "Đức", "Hoàng", "Tuấn", "Nhật", "Thanh", "Xuân", "Hữu", "Công", "Đình",
            "Trọng", "Bảo", "Anh", "Quang", "Khánh", "Duy", "Thiên", "Phúc", "Hải", "Ngọc", "Trung", "Chí", "Thành");
    private static final List<String> GIRLS_MIDDLE = List.of(
            "Thị",
            "Ngọc",
            "Thanh",
            "Bảo",
            "Khánh",
            "Phương",
            "Thu",
            "Minh",
            "Mai",
            "Thùy",
            "Kim",
            "Hoài",
            "Diễm",
            "Quỳnh",
            "Tường",
            "Gia",
            "Thảo",
            "Như",
            "Yến",
            "Hồng",
            "Thị Ngọc",
            "Thị Thanh",
            "Thị Kim",
            "Hà",
            "Ánh",
            "Cẩm");
    private static final List<String> BOYS = List.of(
            "An", "Anh", "Bách", "Bảo", "Bình", "Châu", "Chiến", "Công", "Cường", "Danh", "Duy", "Dũng", "Dương", "Đạt",
            "Đăng", "Định", "Đông", "Đức", "Giang", "Hải", "Hào", "Hậu", "Hiếu", "Hòa", "Hoàng", "Huy", "Hùng", "Hưng",
            "Khang", "Khải", "Khánh", "Khoa", "Khôi", "Kiên", "Kiệt", "Lâm", "Lộc", "Long", "Luân", "Mạnh", "Minh",
            "Nam", "Nghĩa", "Nguyên", "Nhân", "Nhật", "Phát", "Phong", "Phú", "Phúc", "Phước", "Quân", "Quang", "Quý",
            "Sang", "Sơn", "Tài", "Tâm", "Tân", "Thái", "Thành", "Thắng", "Thiện", "Thịnh", "Thông", "Tiến", "Toàn",
            "Trí", "Trung", "Tuấn", "Tùng", "Việt", "Vinh", "Vũ", "Vương", "Ý");
    private static final List<String> GIRLS = List.of(
            "An", "Anh", "Ánh", "Ân", "Bình", "Châu", "Chi", "Diệp", "Diệu", "Dung", "Duyên", "Đan", "Đào", "Giang",
            "Hà", "Hạnh", "Hân", "Hằng", "Hiền", "Hoa", "Hòa", "Hồng", "Huệ", "Huyền", "Hương", "Khánh", "Khuê", "Lam",
            "Lan", "Lê", "Liên", "Linh", "Loan", "Ly", "Mai", "Minh", "My", "Mỹ", "Nga", "Ngân", "Nghi", "Ngọc",
            "Nguyên", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Như", "Oanh", "Phương", "Phượng", "Quyên", "Quỳnh", "Tâm",
            "Thảo", "Thanh", "Thi", "Thơ", "Thu", "Thủy", "Thúy", "Thư", "Thương", "Tiên", "Trâm", "Trân", "Trang",
            "Trinh", "Trúc", "Tú", "Tuyền", "Tuyết", "Uyên", "Vân", "Vy", "Xuân", "Yến");

    private final Random random;
    private final Set<String> taken = new HashSet<>();

    NameMill(Random random) {
        this.random = random;
    }

    /** Keeps a name from being given again. */
    void keep(VietnameseName name) {
        taken.add(name.sortKey());
    }

    VietnameseName next(Sex sex) {
        var boys = sex == Sex.MALE;
        while (true) {
            var family = pick(FAMILIES);
            var middle = pick(boys ? BOYS_MIDDLE : GIRLS_MIDDLE);
            var given = pick(boys ? BOYS : GIRLS);
            var name = new VietnameseName(family + " " + middle, given);
            if (!middle.contains(given) && !family.equals(given) && taken.add(name.sortKey())) {
                return name;
            }
        }
    }

    private String pick(List<String> among) {
        return among.get(random.nextInt(among.size()));
    }
}
