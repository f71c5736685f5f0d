package vn.sotruong.school.rebuilding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import vn.sotruong.backup.disc.Folders;

/**
 * Bộ sao lưu nhận qua trang: a browser sends its files piece by piece, in order, and this folder holds them until they
 * are opened. Nothing of it is believed before its signature and sums are checked.
 */
final class ReceivedSet {
    /** The largest piece, in bytes. */
    static final int PIECE = 8 * 1024 * 1024;

    /** A set has about twenty files; the parts of a very large one are numbered to 999. */
    private static final int MOST_FILES = 5_000;

    /** What must stay free beside the set, in bytes: the store is built from it on the same disk. */
    private static final long RESERVE = 256L * 1024 * 1024;

    private static final String STEP = "[A-Za-z0-9_][A-Za-z0-9._+-]{0,119}";
    private static final Pattern NAME = Pattern.compile(STEP + "(?:/" + STEP + "){0,4}");

    private final Path folder;
    private int files;

    ReceivedSet(Path folder) {
        this.folder = folder;
    }

    /** Kết quả nhận một mẩu. */
    enum Taken {
        WRITTEN,
        /** No set has a file of this name. */
        STRANGE_NAME,
        /** Another piece is due: the browser starts this file again. */
        OUT_OF_ORDER,
        TOO_LARGE,
        NO_ROOM
    }

    /**
     * Takes a piece in.
     *
     * @param name the file's path in the set, with slashes
     * @param at where the piece begins; 0 begins the file anew
     */
    Taken take(String name, long at, InputStream piece) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return Taken.STRANGE_NAME;
        }
        var bytes = piece.readNBytes(PIECE + 1); // nobody waits for a slow sender
        return bytes.length > PIECE ? Taken.TOO_LARGE : write(name, at, bytes);
    }

    private synchronized Taken write(String name, long at, byte[] piece) throws IOException {
        var file = folder.resolve(name);
        var there = Files.isRegularFile(file);
        if (Files.isDirectory(file) || (at > 0 && (!there || Files.size(file) != at))) {
            return Taken.OUT_OF_ORDER;
        }
        if (!there && files >= MOST_FILES) {
            return Taken.TOO_LARGE;
        }
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, owner);
        if (Files.getFileStore(folder).getUsableSpace() < RESERVE) {
            return Taken.NO_ROOM;
        }
        Files.createDirectories(file.getParent(), owner);
        if (!there) {
            files++;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var out = Channels.newOutputStream(channel.truncate(at).position(at))) {
            out.write(piece);
        }
        return Taken.WRITTEN;
    }

    synchronized void clear() throws IOException {
        files = 0;
        Folders.delete(folder);
    }

    Path folder() {
        return folder;
    }
}
