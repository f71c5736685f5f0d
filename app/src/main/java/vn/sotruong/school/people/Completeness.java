package vn.sotruong.school.people;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hồ sơ đầy đủ: what a pupil's record still lacks before the school may call it complete. */
public final class Completeness {
    /** Mục còn thiếu. Name, birth date and sex can never be missing. */
    public enum Gap {
        /** Dân tộc. */
        ETHNICITY,
        /** Địa chỉ thường trú. */
        ADDRESS,
        /** Gia đình chính sách: asked for, also when the answer is no. */
        POLICY,
        /** Cha, mẹ hoặc người giám hộ. */
        PARENTS,
        /** Điện thoại of the pupil or of somebody at home. */
        PHONE,
        /** A field that the school itself requires. */
        EXTRA
    }

    private Completeness() {}

    /**
     * What is missing.
     *
     * @param values the answers by key, as {@link ProfileTable} gives them
     * @param required fields of the school that need an answer
     */
    static Set<Gap> of(Pupil pupil, Map<String, String> values, List<ExtraField> required) {
        var gaps = EnumSet.noneOf(Gap.class);
        if (pupil.ethnicity() == null || pupil.ethnicity().isBlank()) {
            gaps.add(Gap.ETHNICITY);
        }
        if (!values.containsKey("permanent_address")) {
            gaps.add(Gap.ADDRESS);
        }
        if (!values.containsKey("policy_family")) {
            gaps.add(Gap.POLICY);
        }
        if (keys(".name").stream().noneMatch(values::containsKey)) {
            gaps.add(Gap.PARENTS);
        }
        if (!values.containsKey("phone") && keys(".phone").stream().noneMatch(values::containsKey)) {
            gaps.add(Gap.PHONE);
        }
        if (required.stream().anyMatch(field -> !values.containsKey("x." + field.id()))) {
            gaps.add(Gap.EXTRA);
        }
        return gaps;
    }

    private static List<String> keys(String ending) {
        var keys = new ArrayList<String>();
        ProfileTable.GUARDIANS.forEach(kind -> keys.add(kind + ending));
        return keys;
    }
}
