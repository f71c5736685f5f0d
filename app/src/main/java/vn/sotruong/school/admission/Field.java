package vn.sotruong.school.admission;

import java.util.Optional;
import vn.sotruong.school.people.VietnameseName;

/** Cột của danh sách: known by the text of its heading, wherever it stands. */
enum Field {
    HOMEROOM("Mã lớp", "lop|ma lop|ten lop|lop hoc"),
    CODE("Mã học sinh", "ma hoc sinh|ma hs|ma dinh danh hoc sinh|ma dinh danh bo gd dt|ma hoc sinh csdl"),
    FULL_NAME("Họ tên", "ho ten|ho va ten|ho ten hoc sinh|ho va ten hoc sinh|ten hoc sinh"),
    FAMILY_NAME("Họ đệm", "ho|ho dem|ho va dem|ho ten dem|ho va ten dem|ho chu dem|ho va chu dem|ho lot"),
    GIVEN_NAME("Tên", "ten"),
    BIRTH_DATE("Ngày sinh", "ngay sinh|ngay thang nam sinh|sinh ngay|ngay thang sinh"),
    SEX("Giới tính", "gioi tinh|nam nu|phai"),
    ETHNICITY("Dân tộc", "dan toc"),
    CITIZEN_NUMBER(
            "Số định danh cá nhân",
            "so dinh danh ca nhan|so dinh danh|dinh danh ca nhan|ma dinh danh ca nhan|so cccd|cccd|so dinh danh ca nhan cccd|so can cuoc"),
    STATUS("Trạng thái", "trang thai|trang thai hs|trang thai hoc sinh");

    /** The heading in our own template. */
    final String heading;

    /** Folded, one or another. */
    private final String spellings;

    Field(String heading, String spellings) {
        this.heading = heading;
        this.spellings = spellings;
    }

    /** The column that a heading announces; what stands in brackets is a remark. */
    static Optional<Field> of(String heading) {
        var folded = VietnameseName.fold(heading.replaceAll("\\([^)]*\\)", " "));
        var whole = VietnameseName.fold(heading);
        for (var field : values()) {
            if (folded.matches(field.spellings) || whole.matches(field.spellings)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
