package vn.sotruong.ground.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Phòng: the package a {@link Pages} lives in, as far as templates, messages and static files go.
 *
 * @param name the package's last part
 */
record Room(String name, Class<?> anchor) {
    static Room of(Class<?> anchor) {
        var pack = anchor.getPackageName();
        return new Room(pack.substring(pack.lastIndexOf('.') + 1), anchor);
    }

    Optional<byte[]> find(String file) {
        try (InputStream in = anchor.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
