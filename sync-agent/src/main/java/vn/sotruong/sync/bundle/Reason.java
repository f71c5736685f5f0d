package vn.sotruong.sync.bundle;

import java.util.Locale;

/** Lý do không nhận một gói, in the order in which a bundle is verified. */
public enum Reason {
    /** Vỏ gói không đúng dạng. */
    CONTAINER,
    /** Chữ ký trên nhãn không hợp lệ. */
    LABEL_SIGNATURE,
    /** Nhãn không đúng dạng. */
    LABEL_FORM,
    /** Nhãn không do thiết bị của trường ấy ký. */
    UNKNOWN_DEVICE,
    /** Loại gói không biết. */
    UNKNOWN_TYPE,
    /** Phần thân không khớp mã băm trên nhãn. */
    BODY_HASH,
    /** Phong bì mã hóa hỏng hoặc không gửi cho nơi này. */
    SEAL,
    /** Nội dung bên trong không đúng dạng. */
    BODY_FORM,
    /** Chuỗi băm không khớp. */
    CHAIN;

    /** The word in answers and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
