package vn.sotruong.sync.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Đường dây hay đứt: passes bytes on, and breaks each connection after a random number of them. */
final class CutProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Random random = new Random(20261121);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final AtomicInteger cuts = new AtomicInteger();
    final AtomicLong passed = new AtomicLong();
    private final int cutsWanted;
    private final int farthest;

    /** @param cutsWanted after so many cuts the line stays whole */
    CutProxy(int target, int cutsWanted, int farthest) throws IOException {
        this.target = target;
        this.cutsWanted = cutsWanted;
        this.farthest = farthest;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                threads.execute(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            threads.execute(() -> copyBack(server, client));
            var whole = cuts.get() >= cutsWanted;
            var left = whole ? Long.MAX_VALUE : 1 + random.nextInt(farthest);
            forward(client.getInputStream(), server.getOutputStream(), left);
        } catch (IOException gone) {
            // either side hung up, which is what this line is for
        }
    }

    private void forward(InputStream in, OutputStream out, long most) throws IOException {
        var buffer = new byte[4096];
        var left = most;
        while (left > 0) {
            var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            passed.addAndGet(count);
            out.write(buffer, 0, count);
            left -= count;
        }
        cuts.incrementAndGet();
    }

    private static void copyBack(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.close();
        } catch (IOException gone) {
            // the other direction was cut
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
