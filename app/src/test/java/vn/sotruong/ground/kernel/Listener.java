package vn.sotruong.ground.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Người nghe: a datagram socket as systemd opens it, which learns from the kernel which process sent each message. */
public final class Listener implements AutoCloseable {
    private static final String PYTHON = """
            import socket, struct, sys
            ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            name = sys.argv[1]
            ear.bind("\\0" + name[1:] if name.startswith("@") else name)
            print("bound", flush=True)
            while True:
                text, notes, _, _ = ear.recvmsg(4096, socket.CMSG_SPACE(12))
                pid = struct.unpack("iii", notes[0][2])[0]
                print(pid, text.decode().replace("\\n", "|"), flush=True)
            """;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** @param name as {@code NOTIFY_SOCKET} gives it */
    public Listener(String name) {
        try {
            process = new ProcessBuilder("python3", "-c", PYTHON, name)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var bound = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> listen(bound));
        try {
            if (!bound.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody listens");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(CountDownLatch bound) {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.readLine();
            bound.countDown();
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                heard.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each message as {@code PID LINE|LINE}. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Waits until the messages are such. */
    public List<String> await(Predicate<List<String>> such) {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!such.test(heard())) {
            if (System.nanoTime() > until) {
                throw new AssertionError("heard only " + heard());
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return heard();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
