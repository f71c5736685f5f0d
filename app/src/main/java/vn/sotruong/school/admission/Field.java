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
    STATUS("Trạng thái", "trang thai|trang thai hs|trang thai hoc sinh"),
    FEMALE("Nữ", "nu"),
    BIRTH_PLACE("Nơi sinh", "noi sinh"),
    HOMETOWN("Quê quán", "que quan|nguyen quan"),
    ADDRESS("Nơi ở hiện nay", "dia chi|noi o|cho o|noi o hien nay|cho o hien nay|dia chi hien nay|dia chi lien he"),
    PERMANENT_ADDRESS(
            "Nơi thường trú",
            "thuong tru|noi thuong tru|dia chi thuong tru|ho khau thuong tru|ho khau|noi dang ky thuong tru"),
    PHONE("Điện thoại", "dien thoai|so dien thoai|sdt|dien thoai lien he|sdt lien he|so dien thoai lien he"),
    FATHER("Họ tên cha", "cha|bo|ho ten cha|ho va ten cha|ho ten bo|ho va ten bo|ten cha|ten bo"),
    FATHER_PHONE("Điện thoại cha", "(dien thoai|so dien thoai|sdt|dt)( cua)? (cha|bo)"),
    MOTHER("Họ tên mẹ", "me|ho ten me|ho va ten me|ten me"),
    MOTHER_PHONE("Điện thoại mẹ", "(dien thoai|so dien thoai|sdt|dt)( cua)? me"),
    GUARDIAN("Họ tên người giám hộ", "nguoi giam ho|ho ten nguoi giam ho|ho va ten nguoi giam ho"),
    GUARDIAN_PHONE("Điện thoại người giám hộ", "(dien thoai|so dien thoai|sdt|dt)( cua)? nguoi giam ho");

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
