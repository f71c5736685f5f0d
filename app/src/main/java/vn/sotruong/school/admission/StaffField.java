package vn.sotruong.school.admission;

/** Cột của danh sách giáo viên, nhân viên. */
enum StaffField implements Heading {
    CODE(
            "Mã giáo viên",
            "ma|ma gv|ma giao vien|ma can bo|ma nhan vien|ma nhan su|ma dinh danh|ma dinh danh bo gd dt|ma cbgvnv"),
    FULL_NAME("Họ và tên", "ho ten|ho va ten|ho ten giao vien|ho va ten giao vien|ho ten can bo|ho va ten cbgvnv"),
    FAMILY_NAME("Họ đệm", "ho|ho dem|ho va dem|ho lot|ho ten dem|ho va ten dem|ho va chu dem"),
    GIVEN_NAME("Tên", "ten"),
    BIRTH_DATE("Ngày sinh", "ngay sinh|ngay thang nam sinh|sinh ngay|ngay thang sinh"),
    SEX("Giới tính", "gioi tinh|nam nu|phai"),
    FEMALE("Nữ", "nu"),
    PHONE("Điện thoại", "dien thoai|so dien thoai|sdt|dtdd|di dong|dien thoai di dong"),
    DEPARTMENT("Tổ", "to|to chuyen mon|to bo mon|to cong tac|to chuyen mon bo mon"),
    POSITION("Chức vụ", "chuc vu|chuc danh|vi tri|vi tri viec lam|nhiem vu"),
    SUBJECT("Môn dạy", "mon|mon day|mon giang day|mon day chinh|bo mon|chuyen mon");

    private final String heading;
    private final String spellings;

    StaffField(String heading, String spellings) {
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
