package vn.sotruong.office.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Kho gói gốc: the sealed files exactly as they came, {@code <school>/<identity>.sotruong.zip}. */
final class Originals {
    private final Path folder;

    Originals(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(String school, String id) {
        return school + "/" + id + ".sotruong.zip";
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Moves an arrived file in, durably. */
    void keep(Path arrived, String name) {
        var file = folder.resolve(name);
        var shelf = folder.resolve(name.substring(0, name.indexOf('/')));
        try {
            if (Files.notExists(shelf)) {
                Files.createDirectories(shelf);
                sync(folder);
            }
            sync(arrived);
            Files.move(arrived, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(shelf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void drop(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> list() {
        try (var files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #name} gave it. */
    String nameOf(Path file) {
        return folder.relativize(file).toString();
    }

    private static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
