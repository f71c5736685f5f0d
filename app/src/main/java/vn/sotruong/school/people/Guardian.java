package vn.sotruong.school.people;

import org.jspecify.annotations.Nullable;

/**
 * Cha, mẹ, người giám hộ, as other rooms read and bring them.
 *
 * @param kind {@code FATHER}, {@code MOTHER} or {@code GUARDIAN}
 */
public record Guardian(String kind, String name, @Nullable String phone) {}
