package vn.sotruong.school;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.kernel.Supervisor;
import vn.sotruong.ground.store.Migrations;
import vn.sotruong.ground.web.Entrance;
import vn.sotruong.ground.web.PortTaken;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.founding.Door;
import vn.sotruong.school.founding.Founding;
import vn.sotruong.school.founding.SetupCode;
import vn.sotruong.school.founding.Site;
import vn.sotruong.school.secrets.LockedPages;
import vn.sotruong.school.secrets.MachineMode;
import vn.sotruong.school.secrets.Shares;
import vn.sotruong.school.secrets.StoreKeys;

/** Mở cửa phục vụ cho đến khi được bảo dừng. */
@Command(name = "serve", description = "serve the school on the LAN until stopped")
final class Serve implements Callable<Integer> {
    /** The first pages come before the audit. */
    private static final Duration AUDIT_AFTER = Duration.ofSeconds(20);

    private static final Duration CERTIFICATE_LOOK = Duration.ofSeconds(20);
    private static final Duration STOPS_WITHIN = Duration.ofMillis(4_500);
    /** Our own front door answers sooner, however busy the school is. */
    private static final Duration OPENING = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
    private Path folder = Path.of("data");

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "address to listen on; 0.0.0.0 is every one of this machine (default 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8443", description = "port; 0 takes a free one (default 8443)")
    private int port = 8443;

    @Option(names = "--name", description = "name by which the school's network knows this machine")
    private @Nullable String name;

    @Option(
            names = "--porch",
            description = "port of a plain page that tells how to trust this machine (without it: none)")
    private @Nullable Integer porch;

    @Option(
            names = "--redirected",
            description = "a firewall leads the ports 443 and 80 here: say addresses without port")
    private boolean redirected;

    @Option(
            names = "--seal-after",
            defaultValue = "PT10M",
            description = "how long a change may wait for a bundle (default PT10M)")
    private Duration sealAfter = Duration.ofMinutes(10);

    private final Supervisor supervisor =
            Supervisor.of(System.getenv(), ProcessHandle.current().pid());

    @Override
    public Integer call() throws InterruptedException {
        var known = Optional.ofNullable(name).map(Entrance::normal);
        if (known.isPresent() && !Entrance.isName(known.get())) {
            System.err.println("sotruong: --name takes a name with a dot, such as sotruong.local, and not " + name);
            return Main.USAGE;
        }
        var entrance = new Entrance(host, port, known, Optional.ofNullable(porch), redirected, Entrance::ownAddresses);
        var data = new DataFolder(folder);
        var premises = Premises.enter(data);
        if (premises == null) {
            System.err.println("sotruong: another program works in " + data.root() + "; stop it first");
            return Main.BROKEN;
        }
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            supervisor.stopping("đang dừng");
            stop.countDown();
            awaitQuietly(stopped);
        }));
        supervisor.says("đang mở sổ");
        var keys = Main.keys(data);
        try (premises) {
            switch (new Site(data).survey()) {
                case KEY_WITHOUT_STORE -> {
                    System.err.println(
                            "sotruong: " + new Site(data).stray() + " is a key to a store that is not here; restore it"
                                    + " with ./sotruong backup restore, or put that key away in a safe place first");
                    return Main.FINDING;
                }
                case EMPTY -> serve(data, keys, entrance, stop);
                case SCHOOL -> {
                    if (keys.state() == StoreKeys.State.READY) {
                        serve(data, keys, entrance, stop);
                    } else if (standsAlone(data)) {
                        var _ = Main.lacksKey(data, keys);
                        return Main.BROKEN;
                    } else {
                        serveLocked(data, keys, entrance, stop);
                    }
                }
            }
        } catch (PortTaken taken) {
            System.err.println("sotruong: " + taken.getMessage() + "; name another with --port or --porch");
            return Main.BROKEN;
        } finally {
            stopped.countDown();
        }
        return Main.DONE;
    }

    /** A server that its own people look after hears at its console what is wrong; a box says it on its page. */
    private static boolean standsAlone(DataFolder data) {
        return new Shares(data, Main.clock()).list().isEmpty()
                && !Files.exists(Main.facts().resolve(MachineMode.TOLD));
    }

    /** Waits with a page until a member of the board opens the store, and serves it then. */
    private void serveLocked(DataFolder data, StoreKeys lacking, Entrance wanted, CountDownLatch stop)
            throws InterruptedException {
        var shares = new Shares(data, Main.clock());
        var cause = LockedPages.cause(lacking.state(), Main.machine(), shares);
        var pages = new LockedPages(shares, cause);
        Entrance entrance;
        try (var web = Doors.locked(data, pages, wanted, Main.clock(), Main.random());
                var _ = supervisor.watch(() -> web.answers(PATIENCE))) {
            ready(web, "đang khoá");
            while (stop.getCount() > 0 && !pages.over().await(200, TimeUnit.MILLISECONDS)) {
                // the page is open
            }
            // the last answer is still on its way to the browser
            var _ = stop.await(2, TimeUnit.SECONDS);
            entrance = wanted.withPort(web.port());
        }
        var key = pages.key();
        if (key.isPresent() && stop.getCount() > 0) {
            serve(data, StoreKeys.told(key.get()), entrance, stop);
        }
    }

    private void serve(DataFolder data, StoreKeys keys, Entrance wanted, CountDownLatch stop)
            throws InterruptedException {
        var entrance = Files.exists(data.database()) ? wanted : wanted.withPort(setUp(data, keys, wanted, stop));
        while (stop.getCount() > 0) {
            try (var house = open(data, keys)) {
                if (!Founding.unfinished(house.db)) {
                    serve(house, entrance, stop);
                    return;
                }
            } catch (Migrations.Refused refused) {
                if (!refused.newer()) {
                    throw refused;
                }
                System.err.println("sotruong: " + refused.getMessage());
                stayClosed(data, keys, entrance, stop);
                return;
            }
            entrance = wanted.withPort(setUp(data, keys, wanted, stop));
        }
    }

    /** A new release may bring the store to another form first; that takes its time, but not for ever. */
    private House open(DataFolder data, StoreKeys keys) {
        var end = Main.ticks() + OPENING.toNanos();
        try (var _ = supervisor.watch(() -> Main.ticks() - end < 0)) {
            supervisor.says("đang mở sổ");
            return House.open(data, keys, sealAfter, Main.clock(), Main::ticks, Main.random());
        }
    }

    private void serve(House house, Entrance entrance, CountDownLatch stop) throws InterruptedException {
        try (var web = house.serve(entrance);
                var _ = new Clockwork(house.jobs());
                var _ = new Clockwork(List.of(certificate(web)));
                var _ = supervisor.watch(() -> web.answers(PATIENCE))) {
            nameplate(house.data).open(house.schoolCode());
            ready(web, "đang phục vụ");
            house.lastAudit.begin(AUDIT_AFTER);
            stop.await();
        }
    }

    /** The store holds what this release does not know: it stays closed and whole, and a page says so. */
    private void stayClosed(DataFolder data, StoreKeys keys, Entrance entrance, CountDownLatch stop)
            throws InterruptedException {
        try (var web = Doors.closed(data, keys, entrance, Main.clock(), Main.random());
                var _ = new Clockwork(List.of(certificate(web)));
                var _ = supervisor.watch(() -> web.answers(PATIENCE))) {
            nameplate(data).closed();
            ready(web, "đóng sổ: dữ liệu mới hơn bản đang chạy");
            stop.await();
        }
    }

    /** The router may give another address at any time, and gives the first one late after a power cut. */
    private static Clockwork.Job certificate(Web web) {
        return new Clockwork.Job("certificate", CERTIFICATE_LOOK, web::renew);
    }

    /** Keeps the set-up page open while there is no school, or while its first papers wait; gives the port it had. */
    private int setUp(DataFolder data, StoreKeys keys, Entrance entrance, CountDownLatch stop)
            throws InterruptedException {
        var code = new SetupCode(Main.random());
        var builder = House.builder(keys, sealAfter, Main.clock(), Main.random());
        try (var founding = Founding.begin(data, builder, Main.clock(), Main.random());
                var web = Doors.setUp(
                        data, keys, founding, new Door(code, Main.random()), entrance, Main.clock(), Main.random());
                var _ = new Clockwork(List.of(certificate(web)));
                var _ = supervisor.watch(() -> web.answers(PATIENCE))) {
            nameplate(data).setUp(code.forConsole());
            ready(web, "chờ thiết lập lần đầu");
            System.out.println(
                    "CODE " + code.forConsole() + "  (type it on the set-up page; another start, another code)");
            System.out.flush();
            while (stop.getCount() > 0 && !founding.over().await(200, TimeUnit.MILLISECONDS)) {
                // the page is open
            }
            // the last answer is still on its way to the browser
            var _ = stop.await(2, TimeUnit.SECONDS);
            return web.port();
        }
    }

    private static Nameplate nameplate(DataFolder data) {
        return new Nameplate(data, System.getenv().getOrDefault("RUNTIME_DIRECTORY", ""));
    }

    private void ready(Web web, String status) {
        supervisor.ready(status);
        System.out.println("READY " + web.address());
        System.out.flush();
    }

    /** What is not over by then is cut off: whatever was acknowledged is durable already. */
    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            var _ = stopped.await(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
