package vn.sotruong.school.regulation;

/** Kết quả xét lên lớp. */
public enum PromotionOutcome {
    /** Được lên lớp, hoặc hoàn thành chương trình. */
    LEN_LOP,
    /** Kiểm tra, đánh giá lại. */
    KIEM_TRA_LAI,
    /** Rèn luyện trong hè. */
    REN_LUYEN_HE,
    /** Cả kiểm tra lại và rèn luyện hè: only where the ruleset allows both. */
    CA_HAI,
    /** Không được lên lớp. */
    O_LAI_LOP,
    /** Hiệu trưởng quyết định: the circular is silent, or leaves it to a person. */
    CAN_QUYET_DINH,
    /** Chưa đủ dữ liệu. */
    CHUA_DU_DU_LIEU;

    /** The key of its words. */
    public String key() {
        return "regulation.outcome." + name();
    }
}
