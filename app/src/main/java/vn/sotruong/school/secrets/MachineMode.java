package vn.sotruong.school.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Chế độ khóa của máy, as root's helper found it before this start.
 *
 * @param mode who keeps the key of the store
 * @param state whether it opens: {@code ready}, {@code locked}, {@code unopenable}, {@code lost}
 * @param warning what is not as it should be: {@code key-in-file}, {@code two-keys}, {@code unreadable}; or empty
 */
public record MachineMode(Mode mode, String state, String warning) {
    /** The file among root's facts that says it. */
    public static final String TOLD = "secrets.json";

    private static final Set<String> WARNINGS = Set.of("key-in-file", "two-keys");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ai giữ khóa kho. */
    public enum Mode {
        /** The machine's TPM and its disk together. */
        TPM,
        /** The machine's disk alone. */
        HOST,
        /** The members of the board. */
        BOARD,
        /** A file beside the store. */
        FILE
    }

    boolean ready() {
        return state.equals("ready");
    }

    /** What the helper said; on a machine without one, the key is a file. */
    public static MachineMode read(Path told) {
        if (!Files.exists(told)) {
            return new MachineMode(Mode.FILE, "ready", "");
        }
        try {
            var read = JSON.readTree(Files.readString(told));
            var mode = switch (read.path("mode").asText("")) {
                case "tpm2+host", "tpm2" -> Mode.TPM;
                case "host" -> Mode.HOST;
                case "board" -> Mode.BOARD;
                default -> Mode.FILE;
            };
            var warning = read.path("warning").asText("");
            return new MachineMode(mode, read.path("state").asText("ready"), WARNINGS.contains(warning) ? warning : "");
        } catch (IOException unreadable) {
            return new MachineMode(Mode.FILE, "ready", "unreadable");
        }
    }
}
