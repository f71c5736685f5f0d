package vn.sotruong.sync.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Các ngăn thư dưới {@code spool/}. A file appears whole and durable or not at all, and never changes afterwards. The
 * program that writes a tray prunes it; the others only read.
 */
public final class Spool {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,150}");
    private static final String PARTIAL = ".partial";

    /** Ngăn thư. */
    public enum Tray {
        /** Gói chờ gửi: written by the app, read by the courier. */
        OUTBOX,
        /** Bộ sao lưu chờ ghi đĩa: written by the app, read by backup. */
        SETS,
        /** Biên nhận và phiếu của nơi nhận: written by the courier, read by the app. */
        INBOX,
        /** Kết quả ghi đĩa: written by backup, read by the app. */
        MEDIA;

        private final String folder = name().toLowerCase(Locale.ROOT);
    }

    /** Writes a file's content. */
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private final Path root;

    /** The spool of a data folder; missing trays are made when first written. */
    public Spool(Path data) {
        root = data.resolve("spool");
    }

    /** The folder of a tray, for programs that watch it. */
    public Path folder(Tray tray) {
        return root.resolve(tray.folder);
    }

    /** Puts a small file in a tray. Putting the same again is no fault; another content under a known name is. */
    public Path put(Tray tray, String name, byte[] content) {
        try {
            return put(tray, name, out -> out.write(content));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileAlreadyExistsException && holds(tray, name, content)) {
                return folder(tray).resolve(name);
            }
            throw e;
        }
    }

    /** Puts a file in a tray: temporary name, fsync, rename, fsync of the folder. */
    public Path put(Tray tray, String name, Writing writing) {
        var place = folder(tray).resolve(name(name));
        var partial = folder(tray).resolve("." + name + PARTIAL);
        try {
            Files.createDirectories(folder(tray));
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(name);
            }
            Files.deleteIfExists(partial);
            try (var file = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writing.to(Channels.newOutputStream(file));
                file.force(true);
            }
            Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
            settle(folder(tray));
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The finished files of a tray whose whole name fits, by name. */
    public List<Path> list(Tray tray, Pattern form) {
        if (!Files.isDirectory(folder(tray))) {
            return List.of();
        }
        try (var files = Files.list(folder(tray))) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .filter(file -> form.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A finished file, if it is there. */
    public Optional<Path> find(Tray tray, String name) {
        return Optional.of(folder(tray).resolve(name(name)))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Takes a file out of a tray for good. Only for the program that put it there. */
    public void prune(Tray tray, String name) {
        try {
            if (Files.deleteIfExists(folder(tray).resolve(name(name)))) {
                settle(folder(tray));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean holds(Tray tray, String name, byte[] content) {
        try {
            return Arrays.equals(Files.readAllBytes(folder(tray).resolve(name)), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes names in a folder durable. */
    public static void settle(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a tray");
        }
        return name;
    }
}
