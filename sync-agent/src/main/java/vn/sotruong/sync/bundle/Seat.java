package vn.sotruong.sync.bundle;

import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * Tư cách của một chứng thư: what its bearer may put it under, said by the common name that the office's CA gives it
 * (BUNDLE.md §4).
 */
public enum Seat {
    /** Ký nhãn gói, bộ sao lưu. */
    DEVICE,
    /** Ký câu hỏi gửi nơi nhận. */
    COURIER,
    /** Mở phong bì gửi về trường. */
    BOX,
    /** Ký biên nhận, phiếu trạng thái, trả lời đăng ký. */
    OFFICE,
    /** Mở phong bì gửi nơi nhận. */
    RECIPIENT;

    /** The common name for a school's or an office's code. */
    public String commonName(String code) {
        if (!Fields.CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("a code is 1 to 32 letters, digits or low lines");
        }
        return code + "/" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the certificate stands for this code in this seat. */
    public boolean isOf(String code, X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().equals("CN=" + commonName(code));
    }
}
