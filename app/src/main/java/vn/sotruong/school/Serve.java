package vn.sotruong.school;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.PortTaken;

/** Mở cửa phục vụ cho đến khi được bảo dừng. */
@Command(name = "serve", description = "serve the school on the LAN until stopped")
final class Serve implements Callable<Integer> {
    @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
    private Path folder = Path.of("data");

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (default 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8443", description = "port; 0 takes a free one (default 8443)")
    private int port = 8443;

    @Option(
            names = "--seal-after",
            defaultValue = "PT10M",
            description = "how long a change may wait for a bundle (default PT10M)")
    private Duration sealAfter = Duration.ofMinutes(10);

    @Override
    public Integer call() throws InterruptedException {
        var data = new DataFolder(folder);
        if (Main.lacksSchool(data)) {
            return Main.USAGE;
        }
        var premises = Premises.enter(data);
        if (premises == null) {
            System.err.println("sotruong: another program works in " + data.root() + "; stop it first");
            return Main.BROKEN;
        }
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        try (premises) {
            serve(data, stop);
        } catch (PortTaken taken) {
            System.err.println("sotruong: " + taken.getMessage() + "; name another with --port");
            return Main.BROKEN;
        } finally {
            stopped.countDown();
        }
        return Main.DONE;
    }

    private void serve(DataFolder data, CountDownLatch stop) throws InterruptedException {
        try (var house = House.open(data, sealAfter, Main.clock(), Main.random());
                var web = house.serve(host, port);
                var _ = new Clockwork(house.jobs())) {
            System.out.println("READY " + web.address());
            System.out.flush();
            stop.await();
        }
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
