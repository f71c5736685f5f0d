package vn.sotruong.office;

import java.nio.file.Path;

/**
 * Thiết lập của nơi nhận.
 *
 * @param data the folder that holds everything: {@code db}, {@code keys}, {@code spool}, {@code updates}
 * @param port 0 takes a free one
 */
record Settings(Path data, String host, int port) {
    Path keys() {
        return data.resolve("keys");
    }

    Path database() {
        return data.resolve("db").resolve("office.db");
    }

    Path spool() {
        return data.resolve("spool");
    }

    Path updates() {
        return data.resolve("updates");
    }
}
