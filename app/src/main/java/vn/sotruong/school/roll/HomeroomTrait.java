package vn.sotruong.school.roll;

import org.jspecify.annotations.Nullable;

/**
 * Đặc điểm lớp: what the sector asks about a class; null is what nobody has said yet.
 *
 * @param campus id of its campus (điểm trường)
 * @param twoSessions học 2 buổi/ngày
 * @param foreignLanguage ngoại ngữ that the class learns
 * @param inclusive how many pupils learn in inclusion (học sinh khuyết tật học hòa nhập)
 */
public record HomeroomTrait(
        String homeroom,
        @Nullable String campus,
        @Nullable Boolean twoSessions,
        @Nullable String foreignLanguage,
        @Nullable Integer inclusive) {
    static HomeroomTrait unsaid(String homeroom) {
        return new HomeroomTrait(homeroom, null, null, null, null);
    }
}
