package vn.sotruong.ground.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Ổ cắm báo tin: one datagram at a time to a Unix socket, which Java's own channels cannot send. Each goes from this very
 * process, so that whoever listens needs to believe no other.
 */
final class NotifySocket {
    private static final int AF_UNIX = 1;
    /** A datagram socket that no child process inherits. */
    private static final int DATAGRAM = 2 | 02000000;

    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int FAMILY_BYTES = 2;
    private static final int PATH_BYTES = 108;

    private final byte[] address;
    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;

    /** @param name a path, or after {@code @} a name that stands in no file system */
    NotifySocket(String name) {
        address = address(name);
        var linker = Linker.nativeLinker();
        socket = find(
                linker,
                "socket",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        sendto = find(
                linker,
                "sendto",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        close = find(linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted") // the three calls of libc are declared as its manual gives them
    private static MethodHandle find(Linker linker, String function, FunctionDescriptor shape) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), shape);
    }

    /** The bytes of {@code struct sockaddr_un}, as long as this name needs. */
    private static byte[] address(String name) {
        var path = name.getBytes(StandardCharsets.UTF_8);
        var ends = name.startsWith("@") ? 0 : 1;
        if (path.length < 2 || path.length + ends > PATH_BYTES) {
            throw new IllegalArgumentException("no name of a socket: " + name);
        }
        var address = new byte[FAMILY_BYTES + path.length + ends];
        address[littleEndian() ? 0 : 1] = AF_UNIX;
        System.arraycopy(path, 0, address, FAMILY_BYTES, path.length);
        if (name.startsWith("@")) {
            address[FAMILY_BYTES] = 0;
        }
        return address;
    }

    private static boolean littleEndian() {
        return java.nio.ByteOrder.nativeOrder().equals(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    /** Sends one datagram. @throws IOException when nobody listens there */
    void send(String text) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var descriptor = (int) socket.invokeExact(AF_UNIX, DATAGRAM, 0);
            if (descriptor < 0) {
                throw new IOException("no socket of this kind");
            }
            try {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                var message = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
                var sent = (long)
                        sendto.invokeExact(descriptor, message, (long) bytes.length, MSG_NOSIGNAL, to, address.length);
                if (sent != bytes.length) {
                    throw new IOException("nobody listens");
                }
            } finally {
                var _ = (int) close.invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable foreign) {
            throw new IOException(foreign);
        }
    }
}
