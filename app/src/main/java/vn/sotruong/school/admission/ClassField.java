package vn.sotruong.school.admission;

/** Cột của danh sách lớp và phân công. */
enum ClassField implements Heading {
    HOMEROOM("Lớp", "lop|ma lop|ten lop|lop hoc"),
    GRADE("Khối", "khoi|khoi lop|khoi hoc"),
    LEADER("Giáo viên chủ nhiệm", "gvcn|giao vien chu nhiem|chu nhiem|gv chu nhiem|ho ten gvcn"),
    CAMPUS("Điểm trường", "diem truong|co so|diem truong hoc"),
    SESSIONS("Học 2 buổi/ngày", "hoc 2 buoi ngay|hoc 2 buoi|2 buoi ngay|lop 2 buoi ngay|hoc hai buoi"),
    LANGUAGE("Ngoại ngữ học", "ngoai ngu hoc|hoc ngoai ngu|ngoai ngu duoc hoc"),
    SUBJECT("Môn", "mon|mon hoc|mon day|ten mon|ten mon hoc"),
    TEACHER("Giáo viên", "giao vien|gv|giao vien day|gv day|giao vien giang day|giao vien bo mon|gvbm");

    private final String heading;
    private final String spellings;

    ClassField(String heading, String spellings) {
        this.heading = heading;
        this.spellings = spellings;
    }

    @Override
    public String heading() {
        return heading;
    }

    @Override
    public String spellings() {
        return spellings;
    }
}
