package vn.sotruong.ground.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ngôn ngữ của trang: Vietnamese unless a visitor asks for English. */
public enum Language {
    VI,
    EN;

    /** As in {@code <html lang>}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Locale locale() {
        return Locale.of(code());
    }

    static Language of(@Nullable String code) {
        return "en".equals(code) ? EN : VI;
    }

    static Language of(Locale locale) {
        return of(locale.getLanguage());
    }
}
