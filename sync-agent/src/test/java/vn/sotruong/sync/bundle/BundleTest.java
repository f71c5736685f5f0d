package vn.sotruong.sync.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    @TempDir
    Path folder;

    @Test
    void what_was_sealed_is_what_is_opened() throws Exception {
        var sealed = Cast.first(23);
        var opened = Cast.open(file(sealed.bytes()));
        assertThat(opened.label()).isEqualTo(sealed.label());
        assertThat(opened.signed().id()).isEqualTo(sealed.id());
        assertThat(opened.entries()).hasSize(23);
        assertThat(opened.entries().get(4)).isEqualTo(Cast.entries(1, 23).get(4));
        assertThat(opened.entries().get(0).bytes())
                .isEqualTo(Cast.entries(1, 23).get(0).bytes());
        assertThat(sealed.label().fileName()).isEqualTo("79761001-00c0ffee00c0ffee-1-23.sotruong.zip");
    }

    @Test
    void either_recipient_opens_it_and_nobody_else() throws Exception {
        var bundle = file(Cast.first(3).bytes());
        var reader = new BundleReader(Cast.AUTHORITY);
        reader.open(bundle, Cast.SO.key().getPrivate(), Cast.SO.certificate(), null);
        assertThatThrownBy(() -> reader.open(bundle, Cast.BOX.key().getPrivate(), Cast.BOX.certificate(), null))
                .isInstanceOfSatisfying(
                        BundleRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.SEAL));
    }

    @Test
    void a_heartbeat_is_a_bundle_of_nothing_with_the_state() throws Exception {
        var stretch = new BundleWriter.Stretch(
                Cast.SCHOOL, Cast.UNIT, Cast.EPOCH, 1, Cast.genesis(), "a".repeat(64), "holdover", Cast.NOW, List.of());
        var sealed = Cast.writer().seal(stretch);
        assertThat(sealed.label().type()).isEqualTo(Label.Type.HEARTBEAT);
        assertThat(Cast.open(file(sealed.bytes())).entries()).isEmpty();
    }

    @Test
    void a_first_bundle_begins_at_the_genesis() {
        var stretch = Cast.stretch(1, "a".repeat(64), Cast.entries(1, 2));
        assertThatThrownBy(() -> Cast.writer().seal(stretch)).isInstanceOf(NotCanonical.class);
    }

    @Test
    void a_line_of_the_school_alone_is_never_sealed_open() {
        var secret =
                new Entry.Open(Cast.line(1, "0123456789abcdef0123456789abcdef").bytes());
        assertThatThrownBy(() -> Cast.writer().seal(Cast.stretch(1, Cast.genesis(), List.of(secret))))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void changes_with_a_hole_are_never_sealed() {
        var holed = List.of(Cast.entries(1, 1).get(0), Cast.entries(3, 1).get(0));
        assertThatThrownBy(() -> Cast.writer().seal(Cast.stretch(1, Cast.genesis(), holed)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void the_head_is_read_from_the_first_bytes_alone() throws Exception {
        var bytes = Cast.first(300).bytes();
        var head = Container.head(ByteBuffer.wrap(bytes, 0, 4096));
        assertThat(head.total()).isEqualTo(bytes.length);
        assertThat(SignedLabel.verify(head, Cast.AUTHORITY, Cast.NOW).label().to())
                .isEqualTo(300);
    }

    @Test
    void every_truncation_is_refused() throws Exception {
        var bytes = Cast.first(2).bytes();
        var reader = new BundleReader(Cast.AUTHORITY);
        for (int length = 0; length < bytes.length; length++) {
            var cut = file(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> reader.check(cut, Cast.NOW)).isInstanceOf(BundleRefused.class);
        }
    }

    @Test
    void no_flipped_bit_in_five_hundred_is_accepted() throws Exception {
        var bytes = Cast.first(3).bytes();
        var random = new Random(20261121);
        for (int i = 0; i < 500; i++) {
            var changed = bytes.clone();
            var bit = random.nextInt(bytes.length * 8);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var bundle = file(changed);
            assertThatThrownBy(() -> Cast.open(bundle)).as("bit %d", bit).isInstanceOf(BundleRefused.class);
        }
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("bundle"), bytes);
    }
}
