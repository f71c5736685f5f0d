package vn.sotruong.school.attachments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Loại tệp: told by the first bytes, never by the name. */
public enum MediaType {
    PDF("application/pdf", "pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII)),
    JPEG("image/jpeg", "jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}),
    PNG("image/png", "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});

    private final String text;
    private final String extension;
    private final byte[] magic;

    MediaType(String text, String extension, byte[] magic) {
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
        return Arrays.stream(values())
                .filter(each -> content.length > each.magic.length
                        && Arrays.equals(each.magic, 0, each.magic.length, content, 0, each.magic.length))
                .findFirst();
    }

    static MediaType named(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElseThrow();
    }
}
