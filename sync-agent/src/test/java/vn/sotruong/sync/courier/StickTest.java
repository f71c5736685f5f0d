package vn.sotruong.sync.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.sync.bundle.Cast;
import vn.sotruong.sync.spool.Spool;
import vn.sotruong.sync.spool.Spool.Tray;

class StickTest {
    @TempDir
    Path folder;

    private Spool spool;
    private Path usb;
    private Stick stick;

    @BeforeEach
    void open() throws Exception {
        var data = folder.resolve("data");
        spool = new Spool(data);
        usb = Files.createDirectory(folder.resolve("usb"));
        stick = new Stick(new CourierHome(data), CourierTest.enrolled(1), spool);
    }

    @Test
    void what_waits_is_written_to_the_stick_byte_for_byte() throws Exception {
        var row = Cast.row(3, 4);
        row.forEach(bundle -> spool.put(Tray.OUTBOX, bundle.label().fileName(), bundle.bytes()));
        assertThat(stick.export(usb).done()).hasSize(3);
        for (var bundle : row) {
            assertThat(usb.resolve("SOTRUONG-GUI/79761001/" + bundle.label().fileName()))
                    .hasBinaryContent(bundle.bytes());
        }
        assertThat(stick.export(usb).done()).hasSize(3);
    }

    @Test
    void receipts_of_exact_name_are_taken_and_everything_else_is_left() throws Exception {
        var back = Files.createDirectories(usb.resolve("SOTRUONG-NHAN/79761001"));
        var good = Cast.receipt(1, Cast.first(3)).signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        Files.write(back.resolve("79761001-receipt-1.p7m"), good);
        Files.write(back.resolve("79761001-receipt-1.p7m.exe"), good);
        Files.write(back.resolve("79761002-receipt-1.p7m"), good);
        Files.write(back.resolve(".79761001-receipt-2.p7m"), good);
        Files.createSymbolicLink(back.resolve("79761001-receipt-3.p7m"), Path.of("79761001-receipt-1.p7m"));
        Files.createDirectory(back.resolve("79761001-receipt-4.p7m"));
        var damaged = good.clone();
        damaged[good.length / 2] ^= 1;
        Files.write(back.resolve("79761001-receipt-5.p7m"), damaged);
        Files.write(back.resolve("79761001-receipt-6.p7m"), new byte[(1 << 20) + 1]);
        var result = stick.take(usb);
        assertThat(result.done()).containsExactly("79761001-receipt-1.p7m");
        assertThat(result.refused()).hasSize(2);
        assertThat(spool.list(Tray.INBOX, Pattern.compile(".*")))
                .singleElement()
                .satisfies(file -> assertThat(file).hasFileName("receipt-000000000001.p7m"));
        assertThat(stick.take(usb).done()).hasSize(1);
    }

    @Test
    void a_stick_without_the_folder_is_said_so() {
        assertThatThrownBy(() -> stick.take(usb)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void the_program_refuses_to_start_before_enrolment_and_moves_in_after_it() throws Exception {
        var data = folder.resolve("data");
        assertThat(Main.run("send", "--data", data.toString())).isEqualTo(1);
        assertThat(Main.run("watch", "--json", "--data", data.toString())).isEqualTo(1);
        assertThat(Main.run("init", "--school", Cast.SCHOOL, "--data", data.toString()))
                .isZero();
        assertThat(spool.find(Tray.INBOX, "courier-csr.pem")).isPresent();
        assertThat(Main.run("send", "--data", data.toString())).isEqualTo(1);
        assertThat(Main.run("send", "--nonsense")).isEqualTo(2);

        var other = folder.resolve("other");
        var home = new CourierHome(other);
        home.key(Clock.fixed(Cast.NOW, ZoneOffset.UTC), new SecureRandom());
        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1:1/")));
        assertThatThrownBy(() -> home.enrol(answer)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(home::enrolled).isInstanceOf(NotEnrolled.class);
    }
}
