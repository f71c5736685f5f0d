package vn.sotruong.school.regulation;

/** Chương trình giáo dục: which family of rules a class is taught under; named as the levels of a school are. */
public enum Programme {
    /** Mầm non. */
    MN,
    /** Tiểu học. */
    TH,
    /** Trung học cơ sở. */
    THCS,
    /** Trung học phổ thông. */
    THPT,
    /** Giáo dục thường xuyên. */
    GDTX
}
