package vn.sotruong.school.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.SchoolSchema;

final class AttachmentsTest {
    private static final Actor CLERK = new Actor("tk-clerk", "s1");
    private static final byte[] SCAN = "%PDF-1.7 a decision".getBytes(US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void a_scan_comes_back_as_it_was_to_those_whom_a_referring_room_shows_it_and_to_nobody_else() {
        var readers = EnumSet.of(Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR, Need.PERSONNEL);
        Referrer room = (handle, attachment, visitor) -> readers.stream().anyMatch(visitor::holds);
        try (var db = open();
                var door = TestDoor.open(folder, entrance, List.of(entrance, new AttachmentPages(db, List.of(room))))) {
            var id = keep(db, "../../QĐ 12\r\n<script>.pdf", SCAN);
            for (var who : List.of("clerk", "principal", "inspector", "personnel")) {
                var browser = door.browser();
                browser.get("/enter/" + who);
                var answer = browser.get("/attachments/" + id);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(new String(SCAN, US_ASCII));
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
                assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                        .startsWith("attachment;")
                        .doesNotContain("<", "/", "\\");
            }
            var teacher = door.browser();
            teacher.get("/enter/teacher");
            assertThat(teacher.get("/attachments/" + id).statusCode()).isEqualTo(404);
            assertThat(door.browser().get("/attachments/" + id).statusCode()).isNotEqualTo(200);
            // the room changes its mind: whoever kept the scan keeps no right to it
            readers.clear();
            var keeper = door.browser();
            keeper.get("/enter/clerk");
            assertThat(keeper.get("/attachments/" + id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void what_is_no_paper_is_refused_whatever_its_name() {
        try (var db = open()) {
            assertThat(kept(db, "a.pdf", new byte[0])).isEqualTo(new Kept.Refused(Reason.EMPTY));
            assertThat(kept(db, "a.pdf", "<html>".getBytes(US_ASCII))).isEqualTo(new Kept.Refused(Reason.NOT_A_PAPER));
            var large = new byte[Attachments.LARGEST + 1];
            System.arraycopy(SCAN, 0, large, 0, SCAN.length);
            assertThat(kept(db, "a.pdf", large)).isEqualTo(new Kept.Refused(Reason.TOO_LARGE));
            assertThat(db.<Long>read(handle -> handle.createQuery("SELECT count(*) FROM attachment_content")
                            .mapTo(Long.class)
                            .one()))
                    .isZero();
        }
    }

    @Test
    void one_person_keeps_so_much_a_day_and_no_more() {
        try (var db = open()) {
            var large = new byte[Attachments.LARGEST];
            System.arraycopy(SCAN, 0, large, 0, SCAN.length);
            for (var sent = 0L; sent + large.length <= Attachments.MOST_A_DAY; sent += large.length) {
                assertThat(kept(db, "a.pdf", large)).isInstanceOf(Kept.As.class);
            }
            assertThat(kept(db, "a.pdf", SCAN)).isEqualTo(new Kept.Refused(Reason.TOO_MUCH_TODAY));
        }
    }

    @Test
    void no_statement_alters_a_kept_scan_and_the_audit_names_one_altered_behind_its_guard() {
        try (var db = open()) {
            var id = keep(db, "qd.pdf", SCAN);
            for (var attack : List.of(
                    "UPDATE attachment_content SET content = x'00'",
                    "DELETE FROM attachment_content",
                    "INSERT OR REPLACE INTO attachment_content SELECT sha256, x'00' FROM attachment_content",
                    "UPDATE attachment SET name = 'x'",
                    "DELETE FROM attachment")) {
                assertThatThrownBy(() -> db.write(CLERK, tx -> tx.handle().execute(attack)))
                        .as(attack)
                        .hasStackTraceContaining("attachment");
            }
            assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings())
                    .isEmpty();
            db.write(CLERK, tx -> {
                tx.handle().execute("DROP TRIGGER attachment_content_is_final");
                return tx.handle().execute("UPDATE attachment_content SET content = x'255044462d00'");
            });
            assertThat(Audit.verify(db, SchoolSchema.SCHEMA, List.of()).findings())
                    .anyMatch(finding -> finding.startsWith("attachment " + id + ":"))
                    .anyMatch(finding -> finding.contains("attachment_content_is_final"));
        }
    }

    private final Entrance entrance = new Entrance(Map.of(
            "clerk", Entrance.visitor("clerk", "Lê Thị Thư", Need.CLERK),
            "principal", Entrance.visitor("principal", "Trần Văn Hiệu", Need.PRINCIPAL),
            "inspector", Entrance.visitor("inspector", "Ngô Thanh Tra", Need.INSPECTOR),
            "personnel", Entrance.visitor("personnel", "Phạm Nhân Sự", Need.PERSONNEL),
            "teacher", Entrance.visitor("teacher", "Nguyễn Thị Lan", Need.ENTER_MARKS)));

    private Database open() {
        var random = new SecureRandom();
        return Database.create(
                folder.resolve("so.db"),
                DatabaseKey.random(random),
                SampleSchool.CLOCK,
                random,
                SchoolSchema.SCHEMA,
                "79760512");
    }

    private static Kept kept(Database db, String name, byte[] content) {
        return db.write(CLERK, tx -> Attachments.keep(tx, name, content, Need.PERSONNEL));
    }

    private static String keep(Database db, String name, byte[] content) {
        return ((Kept.As) kept(db, name, content)).id();
    }
}
