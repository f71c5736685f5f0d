package vn.sotruong.school.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.sotruong.school.schoolyear.Curriculum;

/** Các vai ở trường Hoa Mai: who works there, and what they teach. */
final class Cast {
    /**
     * Vai: one member of staff.
     *
     * @param subject what they teach; empty for those who teach nothing
     * @param classes where, one word a class
     */
    record Role(String name, String subject, List<String> classes) {
        Role {
            classes = List.copyOf(classes);
        }
    }

    static final String PRINCIPAL = "Nguyễn Thanh Hòa";
    static final String VICE_PRINCIPAL = "Vũ Thị Hồng Nhung";
    static final String CLERK = "Đặng Thu Hà";
    static final String ADMIN = "Hoàng Đăng Khoa";
    static final String LAN = "Trần Thị Lan";
    static final String MINH = "Lê Văn Minh";
    static final String NEWCOMER = "Trịnh Thị Đào";

    static final String HOMEROOM_9B = "Lâm Thị Mỹ Duyên";

    /** Who comes from outside to read. */
    static final String INSPECTOR = "Trần Quốc Bảo";

    /** The pupil who was away from every test. */
    static final String AWAY = "Dương Gia An";

    /** Ban quản trị: three members, so two cards open the archive. */
    static final List<String> BOARD = List.of(VICE_PRINCIPAL, "Phạm Quốc Toàn", "Ngô Thị Bích Vân");

    static final List<String> CLASSES = List.of("6A", "6B", "6C", "7A", "7B", "7C", "8A", "8B", "8C", "9A", "9B", "9C");

    static final List<Role> STAFF = List.of(
            role(PRINCIPAL, "", ""),
            role(VICE_PRINCIPAL, "", ""),
            role(CLERK, "", ""),
            role(LAN, "toan", "7A 7B 8A 9A"),
            role(MINH, "toan", "6A 6B 7C 8B"),
            role("Đỗ Hữu Nghĩa", "toan", "6C 8C 9B 9C"),
            role("Ngô Thị Bích Vân", "nguvan", "6A 7A 8A 9A"),
            role("Phan Thị Thu Hương", "nguvan", "6B 7B 8B 9B"),
            role("Lý Thanh Tùng", "nguvan", "6C 7C 8C 9C"),
            role("Huỳnh Mai Phương", "ngoaingu", "6A 7A 8A 9A"),
            role("Võ Thị Kim Liên", "ngoaingu", "6B 7B 8B 9B"),
            role(NEWCOMER, "ngoaingu", "6C 7C 8C 9C"),
            role("Bùi Đức Thắng", "khtn", "6A 7A 8A 9A"),
            role("Nguyễn Thị Ánh Tuyết", "khtn", "6B 7B 8B 9B"),
            role("Trương Công Định", "khtn", "6C 7C 8C 9C"),
            role("Phạm Quốc Toàn", "lsdl", "6A 6B 6C 7A 7B 7C"),
            role("Lâm Thị Mỹ Duyên", "lsdl", "8A 8B 8C 9A 9B 9C"),
            role("Hồ Thị Ngọc Ân", "gdcd", String.join(" ", CLASSES)),
            role("Đoàn Trọng Nhân", "congnghe", String.join(" ", CLASSES)),
            role(ADMIN, "tinhoc", "6A 6B 6C 7A 7B 7C"),
            role("Cao Minh Trí", "tinhoc", "8A 8B 8C 9A 9B 9C"),
            role("Đinh Văn Sơn", "gdtc", "6A 6B 6C 7A 7B 7C"),
            role("Châu Thị Hải Yến", "gdtc", "8A 8B 8C 9A 9B 9C"),
            role("Mai Khánh Ngân", "nghethuat", "6A 6B 6C 7A 7B 7C"),
            role("Tô Vĩnh Phúc", "nghethuat", "8A 8B 8C 9A 9B 9C"),
            role("Dương Thị Cẩm Ly", "hdtn", String.join(" ", CLASSES)),
            role("Kiều Xuân Quý", "gddp", String.join(" ", CLASSES)));

    /** Tổ chuyên môn: everybody who teaches one of its subjects belongs to it. */
    record DepartmentRole(String name, String head, List<String> subjects) {
        DepartmentRole {
            subjects = List.copyOf(subjects);
        }
    }

    /** Chủ nhiệm: each teaches in their class. */
    static final Map<String, String> HOMEROOM_TEACHERS = new TreeMap<>(Map.ofEntries(
            Map.entry("6A", "Huỳnh Mai Phương"),
            Map.entry("6B", "Võ Thị Kim Liên"),
            Map.entry("6C", "Đỗ Hữu Nghĩa"),
            Map.entry("7A", LAN),
            Map.entry("7B", "Phan Thị Thu Hương"),
            Map.entry("7C", MINH),
            Map.entry("8A", "Bùi Đức Thắng"),
            Map.entry("8B", "Nguyễn Thị Ánh Tuyết"),
            Map.entry("8C", "Lý Thanh Tùng"),
            Map.entry("9A", "Ngô Thị Bích Vân"),
            Map.entry("9B", HOMEROOM_9B),
            Map.entry("9C", "Trương Công Định")));

    static final List<DepartmentRole> DEPARTMENTS = List.of(
            new DepartmentRole(
                    "Toán – Khoa học – Công nghệ", "Đỗ Hữu Nghĩa", List.of("toan", "khtn", "congnghe", "tinhoc")),
            new DepartmentRole(
                    "Ngữ văn – Xã hội", "Phan Thị Thu Hương", List.of("nguvan", "lsdl", "gdcd", "gddp", "hdtn")),
            new DepartmentRole(
                    "Ngoại ngữ – Nghệ thuật – Thể chất", "Huỳnh Mai Phương", List.of("ngoaingu", "gdtc", "nghethuat")));

    private Cast() {}

    /** What somebody is, for the printed list of accounts. */
    static String inWords(Role role) {
        var words = new ArrayList<String>();
        switch (role.name()) {
            case PRINCIPAL -> words.add("hiệu trưởng");
            case VICE_PRINCIPAL -> words.add("phó hiệu trưởng");
            case CLERK -> words.add("văn thư");
            case ADMIN -> words.add("quản trị viên");
            default -> {}
        }
        if (BOARD.contains(role.name())) {
            words.add("ban quản trị");
        }
        Curriculum.LOWER_SECONDARY.stream()
                .filter(subject -> subject.id().equals(role.subject()))
                .forEach(subject -> words.add("dạy " + subject.name() + " " + String.join(" ", role.classes())));
        return String.join(", ", words);
    }

    private static Role role(String name, String subject, String classes) {
        return new Role(name, subject, classes.isEmpty() ? List.of() : List.of(classes.split(" ", -1)));
    }
}
