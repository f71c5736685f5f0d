package vn.sotruong.sync.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;

class NotesTest {
    private static final String NONCE = "0123456789abcdef0123456789abcdef";

    private final SchoolState state = new SchoolState(
            List.of(new SchoolState.Stream("00c0ffee00c0ffee", 41, "a".repeat(64))),
            List.of(new SchoolState.Piece("00c0ffee00c0ffee", 50, 60, "b".repeat(64))),
            List.of());
    private final StateNote note = new StateNote(Cast.SCHOOL, Cast.UNIT, NONCE, "2026-11-21T16:00:00.000Z", 7, state);

    @Test
    void a_receipt_reads_back_as_itself() throws Exception {
        var receipt = Cast.receipt(3, Cast.first(4));
        var file = receipt.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        assertThat(Receipt.verify(file, Cast.AUTHORITY, Cast.NOW)).isEqualTo(receipt);
    }

    @Test
    void a_state_note_reads_back_as_itself() throws Exception {
        var file = note.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        assertThat(StateNote.verify(file, Cast.AUTHORITY, null)).isEqualTo(note);
        assertThat(note.state().find("00c0ffee00c0ffee").orElseThrow().last()).isEqualTo(41);
    }

    @Test
    void only_an_office_signs_receipts_and_notes() {
        var byDevice = note.signed(Cast.DEVICE.key().getPrivate(), Cast.DEVICE.certificate());
        assertThatThrownBy(() -> StateNote.verify(byDevice, Cast.AUTHORITY, null))
                .isInstanceOf(NoteRefused.class);
        var stranger = Cast.signer(Seat.OFFICE.commonName("X99999"));
        var byStranger = note.signed(stranger.key().getPrivate(), stranger.certificate());
        assertThatThrownBy(() -> StateNote.verify(byStranger, Cast.AUTHORITY, null))
                .isInstanceOf(NoteRefused.class);
    }

    @Test
    void one_kind_of_note_is_never_taken_for_another() {
        var file = note.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        assertThatThrownBy(() -> Receipt.verify(file, Cast.AUTHORITY, null)).isInstanceOf(NoteRefused.class);
        assertThatThrownBy(() -> Request.verify(file, Cast.AUTHORITY, null)).isInstanceOf(NoteRefused.class);
    }

    @Test
    void a_request_comes_from_the_schools_courier_or_device() throws Exception {
        var request =
                new Request(Request.Purpose.ASK_RECEIPTS, Cast.SCHOOL, Cast.UNIT, NONCE, "2026-11-21T16:00:00.000Z", 7);
        for (var bearer : List.of(Cast.COURIER, Cast.DEVICE)) {
            var file = request.signed(bearer.key().getPrivate(), bearer.certificate());
            assertThat(Request.verify(file, Cast.AUTHORITY, null).request()).isEqualTo(request);
        }
        for (var bearer : List.of(Cast.OTHER_DEVICE, Cast.OFFICE)) {
            var file = request.signed(bearer.key().getPrivate(), bearer.certificate());
            assertThatThrownBy(() -> Request.verify(file, Cast.AUTHORITY, null)).isInstanceOf(NoteRefused.class);
        }
    }

    @Test
    void an_enrolment_goes_there_and_back() throws Exception {
        var random = new SecureRandom();
        var device = Keys.newSigningKey(random);
        var courier = Keys.newSigningKey(random);
        var box = Cast.BOX.key();
        var own = Certificates.selfSigned(
                "device", device, Certificates.Use.SIGNER, Cast.NOW, Cast.NOW.plus(99, ChronoUnit.DAYS));
        var request = new EnrolmentRequest(
                Cast.SCHOOL,
                "Trường THCS Phước Kiển",
                EnrolmentRequest.csr(Seat.DEVICE, Cast.SCHOOL, device),
                EnrolmentRequest.csr(Seat.COURIER, Cast.SCHOOL, courier),
                EnrolmentRequest.csr(Seat.BOX, Cast.SCHOOL, box),
                EnrolmentRequest.at(Cast.NOW));
        var verified = EnrolmentRequest.verify(request.signed(device, own));
        assertThat(verified.request()).isEqualTo(request);
        assertThat(verified.device()).isEqualTo(own);
        assertThat(verified.hash()).isEqualTo(request.hash());

        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1:8443/")));
        var file = answer.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        assertThat(EnrolmentAnswer.verify(file)).isEqualTo(answer);
    }

    @Test
    void an_answer_under_another_authority_is_refused() {
        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1:8443/")));
        var file = answer.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        var random = new SecureRandom();
        var other = Certificates.selfSigned(
                "CA thử",
                Keys.newAuthorityKey(random),
                Certificates.Use.AUTHORITY,
                Cast.NOW,
                Cast.NOW.plus(99, ChronoUnit.DAYS));
        var forged = file.replace(Certificates.pem(Cast.AUTHORITY), Certificates.pem(other));
        assertThat(forged).isNotEqualTo(file);
        assertThatThrownBy(() -> EnrolmentAnswer.verify(forged)).isInstanceOf(NoteRefused.class);
    }

    @Test
    void no_flipped_bit_in_five_hundred_changes_a_state_note() {
        flip(note.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()), note, StateNote::verify);
    }

    @Test
    void no_flipped_bit_in_five_hundred_changes_a_receipt() {
        var receipt = Cast.receipt(3, Cast.first(4));
        flip(receipt.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate()), receipt, Receipt::verify);
    }

    @Test
    void no_flipped_bit_in_five_hundred_changes_an_enrolment_answer() {
        var answer = Cast.answer(List.of(URI.create("https://127.0.0.1:8443/")));
        var file = answer.signed(Cast.OFFICE.key().getPrivate(), Cast.OFFICE.certificate());
        flip(
                file.getBytes(ISO_8859_1),
                answer,
                (bytes, authority, at) -> EnrolmentAnswer.verify(new String(bytes, ISO_8859_1)));
    }

    private interface Verifying {
        Object verify(byte[] file, X509Certificate authority, Instant at) throws NoteRefused;
    }

    private static void flip(byte[] file, Object right, Verifying verifying) {
        var random = new Random(20261121);
        var unchanged = 0;
        for (int i = 0; i < 500; i++) {
            var changed = file.clone();
            var bit = random.nextInt(file.length * 8);
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(verifying.verify(changed, Cast.AUTHORITY, Cast.NOW))
                        .as("bit %d", bit)
                        .isEqualTo(right);
                unchanged++;
            } catch (NoteRefused refused) {
                assertThat(refused).hasMessageNotContaining(NONCE);
            }
        }
        assertThat(unchanged).isLessThan(50);
    }
}
