package vn.sotruong.backup.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Hạn bộ nhớ của chương trình: what lies on tmpfs counts as the memory of whoever wrote it, and a service that goes past
 * its limit is killed, however much tmpfs itself still takes (cgroup v2, {@code memory.max}).
 */
final class ControlGroup {
    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final Path ALL = Path.of("/sys/fs/cgroup");

    private ControlGroup() {}

    /** Bytes that this program may still take; {@link Long#MAX_VALUE} where nothing limits it. */
    static long free() {
        try {
            return Files.readAllLines(OWN).stream()
                    .filter(each -> each.startsWith("0::/"))
                    .findFirst()
                    .map(each -> free(ALL, ALL.resolve(each.substring("0::/".length()))))
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE; // another system than Linux
        }
    }

    /** The least that this group and those around it leave. */
    static long free(Path all, Path group) {
        var free = Long.MAX_VALUE;
        for (var each = group; each != null && each.startsWith(all); each = each.getParent()) {
            free = Math.min(free, left(each));
        }
        return free;
    }

    private static long left(Path group) {
        var most = number(group.resolve("memory.max"), "");
        var used = number(group.resolve("memory.current"), "");
        if (most.isEmpty() || used.isEmpty()) {
            return Long.MAX_VALUE;
        }
        // what was read from files and can be read again is given up before anybody is killed
        var idle = number(group.resolve("memory.stat"), "inactive_file ").orElse(0L);
        return Math.max(0, most.get() - used.get() + idle);
    }

    /** The number that follows a word at the beginning of a line; empty for "max", or where there is none. */
    private static Optional<Long> number(Path file, String word) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(each -> each.startsWith(word))
                    .map(each -> each.substring(word.length()).strip())
                    .filter(each -> each.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
