package vn.sotruong.school.schoolyear;

import static vn.sotruong.school.schoolyear.Subject.Kind.COMMENT;
import static vn.sotruong.school.schoolyear.Subject.Kind.SCORED;

import java.util.List;

/** Chương trình giáo dục phổ thông 2018, cấp THCS: eight scored subjects and four by comment, in the order of forms. */
public final class Curriculum {
    /** Các môn của lớp 6 đến lớp 9. */
    public static final List<Subject> LOWER_SECONDARY = List.of(
            new Subject("nguvan", "Ngữ văn", SCORED, 1),
            new Subject("toan", "Toán", SCORED, 2),
            new Subject("ngoaingu", "Ngoại ngữ 1", SCORED, 3),
            new Subject("gdcd", "Giáo dục công dân", SCORED, 4),
            new Subject("khtn", "Khoa học tự nhiên", SCORED, 5),
            new Subject("lsdl", "Lịch sử và Địa lí", SCORED, 6),
            new Subject("congnghe", "Công nghệ", SCORED, 7),
            new Subject("tinhoc", "Tin học", SCORED, 8),
            new Subject("gdtc", "Giáo dục thể chất", COMMENT, 9),
            new Subject("nghethuat", "Nghệ thuật", COMMENT, 10),
            new Subject("hdtn", "Hoạt động trải nghiệm, hướng nghiệp", COMMENT, 11),
            new Subject("gddp", "Nội dung giáo dục địa phương", COMMENT, 12));

    private Curriculum() {}
}
