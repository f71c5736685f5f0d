package vn.sotruong.school.identifiers;

import java.util.Arrays;
import java.util.Optional;
import vn.sotruong.school.people.VietnameseName;

/** Loại mã: whose codes a file holds, and how its columns are headed. */
public enum Kind {
    /** Học sinh. */
    PUPIL(
            "ma hoc sinh|ma hs|ma dinh danh hoc sinh|ma dinh danh bo gd dt|ma dinh danh|ma hoc sinh csdl",
            "ho ten|ho va ten|ho ten hoc sinh|ho va ten hoc sinh"),
    /** Giáo viên, nhân viên. */
    STAFF(
            "ma giao vien|ma gv|ma can bo|ma nhan su|ma dinh danh|ma dinh danh giao vien|ma dinh danh bo gd dt",
            "ho ten|ho va ten|ho ten giao vien|ho va ten giao vien"),
    /** Lớp. */
    HOMEROOM("ma lop|ma dinh danh|ma dinh danh lop", "ten lop|lop"),
    /** Trường. */
    SCHOOL("ma truong|ma dinh danh|ma dinh danh truong", "ten truong|truong");

    private static final String BIRTH = "ngay sinh|ngay thang nam sinh|sinh ngay";
    private static final String SEX = "gioi tinh|nam nu|phai";

    private final String code;
    private final String name;

    Kind(String code, String name) {
        this.code = code;
        this.name = name;
    }

    static Optional<Kind> find(String text) {
        return Arrays.stream(values()).filter(each -> each.name().equals(text)).findFirst();
    }

    /** Whether it is about people, who have a birth date and a sex. */
    public boolean ofPeople() {
        return this == PUPIL || this == STAFF;
    }

    /** Cột. */
    enum Column {
        CODE,
        NAME,
        BIRTH,
        SEX
    }

    /** The column that a heading announces; what stands in brackets is a remark. */
    Optional<Column> column(String heading) {
        var folded = VietnameseName.fold(heading.replaceAll("\\([^)]*\\)", " "));
        if (folded.matches(code)) {
            return Optional.of(Column.CODE);
        }
        if (folded.matches(name)) {
            return Optional.of(Column.NAME);
        }
        if (ofPeople() && folded.matches(BIRTH)) {
            return Optional.of(Column.BIRTH);
        }
        return ofPeople() && folded.matches(SEX) ? Optional.of(Column.SEX) : Optional.empty();
    }
}
