package vn.sotruong.sync.courier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.sync.bundle.Cast;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

/** The courier as a program: real processes, a real office on loopback. */
class ProgramTest {
    private static final Pattern RECEIPT = Pattern.compile("receipt-.*");

    @TempDir
    Path folder;

    private TestOffice office;
    private Path data;
    private Spool spool;

    @BeforeEach
    void open() throws Exception {
        office = new TestOffice(Files.createDirectory(folder.resolve("office")), "127.0.0.1");
        data = folder.resolve("data");
        spool = new Spool(data);
        var home = Files.createDirectories(data.resolve("courier"));
        Keys.writePrivate(home.resolve("courier.key"), Cast.COURIER.key().getPrivate());
        Files.writeString(home.resolve("courier.pem"), Certificates.pem(Cast.COURIER.certificate()));
        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1:" + office.port() + "/")));
        var signed = answer.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        spool.put(Tray.OUTBOX, "enrol-" + Cast.SCHOOL + ".pem", signed.getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void a_send_delivers_and_says_so() {
        put(3);
        assertThat(said("send", "--data", data.toString()))
                .contains("Đã nhận kết quả đăng ký với nơi nhận UBND xã Nhà Bè.")
                .contains("Đã giao 3 gói, nhận về 3 biên nhận.")
                .endsWith("=0");
        assertThat(said("send", "--json", "--data", data.toString()))
                .contains("{\"code\":0,\"event\":\"courier.nothing\",\"receipts\":0,\"sent\":[]}")
                .endsWith("=0");
        assertThat(spool.list(Tray.INBOX, RECEIPT)).hasSize(3);
    }

    @Test
    void an_office_that_is_away_is_a_broken_machine_and_nothing_is_lost() {
        put(1);
        office.close();
        assertThat(said("send", "--tries", "1", "--data", data.toString()))
                .contains("không mất gì")
                .endsWith("=3");
        assertThat(spool.list(Tray.OUTBOX, Outbox.BUNDLE)).hasSize(1);
    }

    @Test
    void a_watching_courier_killed_again_and_again_delivers_everything_once() throws Exception {
        var row = Cast.row(6, 5);
        for (var bundle : row) {
            spool.put(Tray.OUTBOX, bundle.label().fileName(), bundle.bytes());
            var courier = start();
            Thread.sleep(600 + 150L * (bundle.label().from() % 4));
            courier.destroyForcibly().waitFor();
        }
        var courier = start();
        try {
            for (int i = 0; i < 300 && spool.list(Tray.INBOX, RECEIPT).size() < row.size(); i++) {
                Thread.sleep(200);
            }
        } finally {
            courier.destroy();
        }
        assertThat(spool.list(Tray.INBOX, RECEIPT)).hasSize(row.size());
        assertThat(office.seqs).hasSize(30).doesNotHaveDuplicates();
        assertThat(courier.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void put(int bundles) {
        Cast.row(bundles, 5)
                .forEach(bundle -> spool.put(Tray.OUTBOX, bundle.label().fileName(), bundle.bytes()));
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "watch",
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("courier.log").toFile())
                .start();
    }

    private static String said(String... words) {
        var out = System.out;
        var err = System.err;
        var said = new ByteArrayOutputStream();
        try (var print = new PrintStream(said, true, UTF_8)) {
            System.setOut(print);
            System.setErr(print);
            var code = Main.run(words);
            return said.toString(UTF_8) + "=" + code;
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
