package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Dữ liệu cứu hỏng (PAR2): enough to rebuild about a fifth of a set. */
public final class Parity {
    private static final int PERCENT = 20;
    private static final long BLOCKS = 2000;
    private static final long SECTOR = 2048;
    private static final long SMALL_SET = 256 << 10;
    private static final long SMALL_BLOCK = 512;
    private static final long VOLUME = 200L << 20;

    private Parity() {}

    /** Tình trạng: whole, damaged but repairable, or beyond repair. */
    public enum State {
        WHOLE,
        REPAIRABLE,
        LOST
    }

    static void create(Path set, List<Path> files, long bytes) {
        // whole sectors, so that one bad sector costs one block; a tiny set needs smaller ones to have enough of them
        var block = bytes < SMALL_SET ? SMALL_BLOCK : Math.max(1, Math.ceilDiv(bytes, BLOCKS * SECTOR)) * SECTOR;
        var volumes = Math.clamp(bytes * PERCENT / 100 / VOLUME + 1, 1, 30);
        var command = new ArrayList<>(List.of("par2", "create", "-q", "-q", "-B", set.toString()));
        command.addAll(List.of("-s" + block, "-r" + PERCENT, "-u", "-n" + volumes, "parity/set.par2"));
        files.forEach(file -> command.add(set.relativize(file).toString()));
        var done = Program.run(set, command);
        if (done.exit() != 0) {
            throw new IllegalStateException("par2 could not make parity: " + done.lastWords());
        }
    }

    /** Compares a set with its parity; reads only. */
    public static State verify(Path set) {
        return state(set, "verify");
    }

    /** Rebuilds what is damaged, in place, and clears the spoiled copies that par2 leaves. */
    public static State repair(Path set) {
        var state = state(set, "repair");
        try (var all = Files.walk(set)) {
            for (var each :
                    all.filter(file -> file.toString().matches(".*\\.[0-9]+")).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }

    private static State state(Path set, String deed) {
        var parity = set.resolve("parity");
        if (!Files.isDirectory(parity)) {
            return State.LOST;
        }
        var folder = set.toAbsolutePath().normalize();
        var command = new ArrayList<>(List.of("par2", deed, "-q", "-q", "-B", folder.toString()));
        try (var volumes = Files.list(parity)) {
            volumes.filter(file -> file.toString().endsWith(".par2"))
                    .sorted()
                    .forEach(file -> command.add("parity/" + file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (command.size() == 6) {
            return State.LOST;
        }
        return switch (Program.run(folder, command).exit()) {
            case 0 -> State.WHOLE;
            case 1 -> State.REPAIRABLE;
            default -> State.LOST;
        };
    }
}
