package vn.sotruong.school.movements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Certificates.Use;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.Signatures;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.school.gradebook.Column;
import vn.sotruong.school.gradebook.Teacher;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.Guardian;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Roll;

/** Two schools and the file between them; and whoever tampers with it. */
class TransferTest {
    @TempDir
    Path folder;

    private Town mai;
    private Town lan;

    @BeforeEach
    void open() {
        mai = new Town(folder.resolve("mai"), "79760512", "Trường THCS Hoa Mai");
        lan = new Town(folder.resolve("lan"), "79760999", "Trường THCS Hoa Lan");
    }

    @AfterEach
    void close() {
        mai.close();
        lan.close();
    }

    @Test
    void a_record_goes_from_school_to_school_and_nothing_is_typed_again() {
        mai.mark(mai.toanA, mai.an, "tx1", 85, "lan");
        mai.mark(mai.toanA, mai.an, "gk", 70, "lan");
        mai.write(tx -> {
            var father = new Guardian("FATHER", "Dương Văn Phúc", "0900000000");
            People.keepGuardians(tx, mai.an.id(), List.of(father), "phiếu nhập học");
            return null;
        });
        var file = leave(mai, mai.an);
        var id = ((Done) ask(lan, file)).id();
        assertThat(lan.desk.approve(lan.actor("principal"), lan.who("principal"), id, false))
                .isEqualTo(new Refused(Reason.FINGERPRINT_NOT_COMPARED));
        assertThat(lan.desk.approve(lan.actor("clerk2"), lan.who("clerk2"), id, true))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        var done = (Done) lan.desk.approve(lan.actor("principal"), lan.who("principal"), id, true);

        var pupil = lan.db.<Pupil>read(handle -> People.getPupil(handle, done.id()));
        assertThat(pupil.code()).isEqualTo(mai.an.code());
        assertThat(pupil.citizenNumber()).isEqualTo(mai.an.citizenNumber());
        assertThat(pupil.name()).isEqualTo(mai.an.name());
        assertThat(pupil.birthDate()).isEqualTo(mai.an.birthDate());
        assertThat(lan.db.<List<Guardian>>read(handle -> People.listGuardians(handle, pupil.id())))
                .containsExactly(new Guardian("FATHER", "Dương Văn Phúc", "0900000000"));
        assertThat(lan.db.<String>read(handle ->
                        Roll.findPlace(handle, pupil.id()).orElseThrow().homeroom()))
                .isEqualTo(lan.sevenB.id());
        assertThat(lan.db.<List<EarlierMark>>read(
                        handle -> EarlierMarkTable.listConfirmed(handle, List.of(pupil.id()), "2026-2027", 1, "toan")))
                .extracting(EarlierMark::col, EarlierMark::tenths, EarlierMark::origin)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gk", 70, "Trường THCS Hoa Mai"),
                        org.assertj.core.groups.Tuple.tuple("tx1", 85, "Trường THCS Hoa Mai"));
        var view = lan.views
                .find(new Teacher(lan.actor("minh"), lan.who("minh")), lan.toanB.id())
                .orElseThrow();
        var row = view.rows().stream()
                .filter(each -> each.pupil().equals(pupil.id()))
                .findFirst()
                .orElseThrow();
        assertThat(row.cells()).filteredOn(cell -> cell.column() == Column.GK).allSatisfy(cell -> {
            assertThat(cell.value().orElseThrow().text()).isEqualTo("7,0");
            assertThat(cell.open()).isFalse();
            assertThat(cell.origin()).isNotNull();
        });
        assertThat(lan.findings()).isEmpty();

        // the same transfer is taken once, however often its file is signed
        assertThat(upload(lan, file)).isEqualTo(Reason.FILE_TAKEN_ALREADY);
        assertThat(upload(lan, sign(mai, record(mai)))).isEqualTo(Reason.FILE_TAKEN_ALREADY);
    }

    @Test
    void who_comes_back_with_the_other_schools_file_is_recognised_by_the_identifier() {
        var there = take(lan, leave(mai, mai.an), lan.sevenA.id());
        var file = leave(lan, there);
        var here = take(mai, file, mai.sevenB.id());
        assertThat(here.id()).isEqualTo(mai.an.id());
        assertThat(here.code()).isEqualTo(mai.an.code());
        assertThat(here.status()).isEqualTo(PupilStatus.STUDYING);
        assertThat(mai.count("pupil")).isEqualTo(3);
    }

    @Test
    void a_signer_of_the_same_office_needs_no_telephone_but_still_two_people() {
        var officeKey = Keys.newSigningKey(new SecureRandom());
        var from = Instant.parse("2026-01-01T00:00:00Z");
        var until = Instant.parse("2028-01-01T00:00:00Z");
        var office = Certificates.selfSigned("office", officeKey, Use.AUTHORITY, from, until);
        mai.certificate = Certificates.issueFor(
                mai.deviceKey.getPublic(),
                "79760512/device",
                Use.SIGNER,
                List.of(),
                officeKey.getPrivate(),
                office,
                BigInteger.TEN,
                from,
                until);
        mai.authority = Optional.of(office);
        lan.authority = Optional.of(office);
        var file = leave(mai, mai.an);
        var id = ((Done) ask(lan, file)).id();
        assertThat(lan.desk.approve(lan.actor("clerk"), lan.who("clerk"), id, false))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(lan.desk.approve(lan.actor("principal"), lan.who("principal"), id, false))
                .isInstanceOf(Done.class);
    }

    @Test
    void a_file_of_no_school_is_refused_in_words_and_changes_nothing() throws Exception {
        var file = leave(mai, mai.an);
        var before = lan.db.<Long>read(ChangeLog::lastSeq);
        var random = new Random(3);
        for (var i = 0; i < 40; i++) {
            var bent = file.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 + random.nextInt(255));
            // a bit of the envelope that says nothing may differ; a bit of what is said may not
            if (TransferFile.open(bent, null, lan.clock.instant()) instanceof TransferFile.Reading.Opened(var opened)) {
                assertThat(opened.record().bytes()).isEqualTo(record(mai).bytes());
                continue;
            }
            assertThat(upload(lan, bent)).as("byte %d", i).isNotNull();
            assertThat(upload(lan, Arrays.copyOf(file, random.nextInt(file.length))))
                    .as("cut %d", i)
                    .isNotNull();
        }
        assertThat(upload(lan, new byte[0])).isEqualTo(Reason.FILE_MISSING);
        assertThat(upload(lan, new byte[TransferFile.LARGEST + 1])).isEqualTo(Reason.FILE_TOO_LARGE);
        assertThat(upload(lan, "PK\3\4 hay là một tệp nén".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.FILE_NOT_SIGNED);
        assertThat(lan.count("transfer_inbox")).isZero();
        assertThat(lan.db.<Long>read(ChangeLog::lastSeq)).isEqualTo(before);
    }

    @Test
    void a_well_signed_file_with_a_crafted_content_is_refused() throws Exception {
        leave(mai, mai.an);
        var good = record(mai);
        crafted(good, text -> text.replace("sotruong.transfer", "sotruong.other"));
        crafted(good, text -> text.replace("\"v\":1", "\"v\":2"));
        crafted(good, text -> text.replace("\"2014-03-08\"", "\"2014-13-08\""));
        crafted(good, text -> text.replace("\"sex\":\"MALE\"", "\"sex\":\"<b>\""));
        crafted(good, text -> text.replace("\"authority\":null,", "\"authority\":null,\"b\":1,"));
        crafted(good, text -> text.replace("\"An\"", "\"A\\n\""));
        crafted(good, text -> text.replace("\"An\"", "\"" + "A".repeat(501) + "\""));
        crafted(good, text -> text.replace("\"marks\":[]", "\"marks\":" + "[".repeat(100_000)));
        crafted(good, text -> text.replace("\"marks\":[]", "\"marks\":" + "{\"a\":".repeat(20) + "1" + "}".repeat(20)));
        crafted(
                good,
                text -> text.replace(
                        "\"marks\":[]",
                        "\"marks\":[{\"col\":\"tx1\",\"level\":null,\"origin\":null,\"semester\":1,\"subject\":\"toan\","
                                + "\"tenths\":101,\"year\":\"2026-2027\"}]"));
        // another school's name over this device's signature
        var stolen = new String(good.bytes(), StandardCharsets.UTF_8).replace("\"79760512\"", "\"79761234\"");
        assertThat(upload(lan, sign(mai, stolen.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Reason.FILE_SIGNER_OF_ANOTHER_SCHOOL);
        assertThat(lan.count("transfer_inbox")).isZero();
    }

    @Test
    void a_file_for_another_school_or_from_this_one_is_not_taken() {
        var asked = mai.ask(Kind.TRANSFER_OUT, "20/11/2026", null);
        mai.move(new Ask(
                asked.kind(), asked.pupil(), asked.date(), "", asked.reason(), "Trường khác", "79761111", "05/GCT"));
        var file = sign(mai, record(mai));
        assertThat(upload(lan, file)).isEqualTo(Reason.FILE_FOR_ANOTHER_SCHOOL);
        assertThat(upload(mai, file)).isEqualTo(Reason.FILE_OF_OURS);
    }

    @Test
    void an_identifier_that_is_anothers_here_stops_it() {
        lan.enrol("Nguyễn Văn Khác", mai.an.code(), lan.sevenA);
        var file = leave(mai, mai.an);
        upload(lan, file);
        var preview =
                lan.transfers.find(lan.actor("clerk"), lan.clock.instant()).orElseThrow();
        assertThat(preview.trouble()).contains(Reason.IDENTIFIER_OF_ANOTHER);
        assertThat(lan.transfers.askByFile(lan.actor("clerk"), lan.who("clerk"), "20/11/2026", lan.sevenA.id()))
                .isEqualTo(new Refused(Reason.IDENTIFIER_OF_ANOTHER));
        assertThat(lan.count("movement_request")).isZero();
    }

    @Test
    void who_is_here_already_is_not_taken_in_again() {
        lan.enrol("Dương Gia An", mai.an.code(), lan.sevenA);
        var file = leave(mai, mai.an);
        upload(lan, file);
        assertThat(lan.transfers
                        .find(lan.actor("clerk"), lan.clock.instant())
                        .orElseThrow()
                        .trouble())
                .contains(Reason.ALREADY_HERE);
        assertThat(lan.transfers.askByFile(lan.actor("clerk"), lan.who("clerk"), "20/11/2026", lan.sevenA.id()))
                .isEqualTo(new Refused(Reason.ALREADY_HERE));
    }

    @Test
    void the_file_opens_with_the_stock_tool_and_has_a_plain_name() throws Exception {
        var file = leave(mai, mai.an);
        var p7m = folder.resolve("an.p7m");
        var json = folder.resolve("an.json");
        Files.write(p7m, file);
        var openssl = new ProcessBuilder(
                        "openssl",
                        "cms",
                        "-verify",
                        "-inform",
                        "DER",
                        "-binary",
                        "-noverify",
                        "-in",
                        p7m.toString(),
                        "-out",
                        json.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(openssl.waitFor()).isZero();
        assertThat(Files.readAllBytes(json)).isEqualTo(record(mai).bytes());
        assertThat(mai.transfers.issue(event(mai)).orElseThrow().name())
                .isEqualTo("79760512-7926760512-2026-11-20.chuyentruong.p7m");
        assertThat(TransferFile.name("../../etc", "a/b\\c\r\n\"x", "2026-11-20"))
                .isEqualTo("etc-abcx-2026-11-20.chuyentruong.p7m");
        assertThat(TransferFile.name("79760512", null, "2026-11-20"))
                .isEqualTo("79760512-chua-co-ma-2026-11-20.chuyentruong.p7m");
    }

    @Test
    void the_golden_vector_is_read_and_written_byte_for_byte() throws IOException {
        var here = Path.of("src/test/java/vn/sotruong/school/movements");
        var json = here.resolve("transfer.golden.json");
        var p7m = here.resolve("transfer.golden.p7m");
        if ("write".equals(System.getProperty("golden"))) {
            var key = Keys.newSigningKey(new SecureRandom());
            var certificate = Certificates.selfSigned(
                    "device 79760512",
                    key,
                    Use.SIGNER,
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse("2029-01-01T00:00:00Z"));
            Files.write(json, golden().bytes());
            Files.write(p7m, TransferFile.sign(golden(), new TransferFile.Signer(key.getPrivate(), certificate)));
        }
        assertThat(Files.readAllBytes(json)).isEqualTo(golden().bytes());
        assertThat(TransferRecord.parse(Files.readAllBytes(json))).isEqualTo(golden());
        var opened = (TransferFile.Reading.Opened)
                TransferFile.open(Files.readAllBytes(p7m), null, Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(opened.file().record()).isEqualTo(golden());
        assertThat(opened.file().known()).isFalse();
        assertThat(opened.file().spoken()).matches("([0-9A-F]{4} ){7}[0-9A-F]{4}");
    }

    private static TransferRecord golden() {
        return new TransferRecord(
                null,
                List.of(new TransferRecord.Place(
                        "2026-2027", 7, "7A", LocalDate.parse("2026-09-05"), LocalDate.parse("2026-11-20"))),
                new TransferRecord.Leaving(
                        "0h4kq2v9x1m3c",
                        LocalDate.parse("2026-11-20"),
                        "Gia đình chuyển chỗ ở",
                        "05/GCT",
                        "Trường THCS Hoa Lan",
                        "79760999"),
                List.of(new TransferRecord.Guardian("Dương Văn Phúc", "FATHER", "0900000000")),
                "2026-11-20T02:00:00.000Z",
                List.of(
                        new TransferRecord.Mark("2026-2027", 1, "gdtc", "tx1", null, "D", null),
                        new TransferRecord.Mark("2026-2027", 1, "toan", "gk", 70, null, null),
                        new TransferRecord.Mark("2026-2027", 1, "toan", "tx1", 85, null, "Trường THCS Hoa Cúc")),
                new Profile(
                        new vn.sotruong.school.people.VietnameseName("Dương Gia", "An"),
                        LocalDate.parse("2014-03-08"),
                        vn.sotruong.school.people.Sex.MALE,
                        "Kinh",
                        "2060114201",
                        null),
                new TransferRecord.Sender("79760512", "Trường THCS Hoa Mai"),
                List.of(new TransferRecord.Status(
                        "TRANSFER_OUT", LocalDate.parse("2026-11-20"), "Gia đình chuyển chỗ ở", "Trường THCS Hoa Lan")),
                List.of(
                        new TransferRecord.SubjectName("toan", "SCORED", "Toán"),
                        new TransferRecord.SubjectName("gdtc", "COMMENT", "Giáo dục thể chất")));
    }

    private void crafted(TransferRecord good, UnaryOperator<String> change) {
        var text = new String(good.bytes(), StandardCharsets.UTF_8);
        var bent = change.apply(text);
        assertThat(bent).isNotEqualTo(text);
        assertThat(upload(lan, sign(mai, bent.getBytes(StandardCharsets.UTF_8))))
                .as(bent.substring(0, Math.min(bent.length(), 300)))
                .isEqualTo(Reason.FILE_NOT_A_TRANSFER);
    }

    private static byte[] leave(Town town, Pupil pupil) {
        var asked = new Ask(
                Kind.TRANSFER_OUT.name(),
                pupil.id(),
                "20/11/2026",
                "",
                "gia đình chuyển chỗ ở",
                "Trường khác",
                "",
                "05/GCT");
        assertThat(town.move(asked)).isInstanceOf(Done.class);
        return town.transfers.issue(event(town)).orElseThrow().bytes();
    }

    private static String event(Town town) {
        return town.db.read(handle -> handle.createQuery(
                        "SELECT id FROM status_event WHERE kind = 'TRANSFER_OUT' ORDER BY seq DESC LIMIT 1")
                .mapTo(String.class)
                .one());
    }

    private static TransferRecord record(Town town) {
        return town.db.read(handle -> town.transfers.record(handle, event(town)).orElseThrow());
    }

    private static byte[] sign(Town town, TransferRecord record) {
        return sign(town, record.bytes());
    }

    private static byte[] sign(Town town, byte[] content) {
        return Signatures.signAttached(content, town.deviceKey.getPrivate(), town.certificate);
    }

    /** Why the clerk's upload is refused; null when it waits to be looked at. */
    private static @org.jspecify.annotations.Nullable Reason upload(Town town, byte[] file) {
        return switch (town.transfers.upload(town.actor("clerk"), town.who("clerk"), file)) {
            case TransferFile.Reading.Refused(var reason) -> reason;
            case TransferFile.Reading.Opened opened -> null;
        };
    }

    private static Outcome ask(Town town, byte[] file) {
        return ask(town, file, town.sevenB.id());
    }

    private static Outcome ask(Town town, byte[] file, String homeroom) {
        assertThat(upload(town, file)).isNull();
        return town.transfers.askByFile(town.actor("clerk"), town.who("clerk"), "20/11/2026", homeroom);
    }

    private static Pupil take(Town town, byte[] file, String homeroom) {
        var id = ((Done) ask(town, file, homeroom)).id();
        var done = (Done) town.desk.approve(town.actor("principal"), town.who("principal"), id, true);
        return town.db.read(handle -> People.getPupil(handle, done.id()));
    }
}
