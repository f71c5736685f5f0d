package vn.sotruong.school.attachments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Loại tệp: told by the first bytes, never by the name. */
public enum MediaType {
    PDF("application/pdf", "pdf", "%PDF-"),
    JPEG("image/jpeg", "jpg", "\u00ff\u00d8\u00ff"),
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n");

    private final String text;
    private final String extension;
    private final String magic;

    MediaType(String text, String extension, String magic) {
        this.text = text;
        this.extension = extension;
        this.magic = magic;
    }

    /** Such as {@code application/pdf}. */
    public String text() {
        return text;
    }

    /** Such as {@code pdf}. */
    public String extension() {
        return extension;
    }

    static Optional<MediaType> of(byte[] content) {
        var start = new String(content, 0, Math.min(content.length, 16), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(each -> start.startsWith(each.magic))
                .findFirst();
    }

    static MediaType named(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElseThrow();
    }
}
