package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attachments.Kept;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.movements.Papers;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;

/** Who reads a scan is what the record says that refers to it, on the day of reading. */
class PaperReadersTest {
    private static final byte[] SCAN = "%PDF-1.7 a doctor's words".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void a_medical_scan_is_for_those_who_keep_the_record_and_for_them_only_as_long_as_they_do() {
        try (var school = new Governed(folder)) {
            var kept = keep(school, "Ngô Bích Vân");
            var loose = keep(school, "Ngô Bích Vân");
            refer(school, kept);
            assertThat(school.clerk().get("/attachments/" + kept).statusCode()).isEqualTo(200);
            assertThat(school.principal().get("/attachments/" + kept).statusCode())
                    .isEqualTo(200);
            assertThat(school.teacher().get("/attachments/" + kept).statusCode())
                    .isEqualTo(404);
            assertThat(school.admin().get("/attachments/" + kept).statusCode()).isEqualTo(404);
            assertThat(shown(school, kept, Need.INSPECTOR)).isFalse();
            assertThat(shown(school, kept, Need.HOMEROOM)).isFalse();
            // no record refers to it: not even to whoever put it there
            assertThat(school.clerk().get("/attachments/" + loose).statusCode()).isEqualTo(404);

            school.house.db.write(Governed.SETUP, tx -> {
                var today = LocalDate.ofInstant(tx.now(), ZoneId.of("Asia/Ho_Chi_Minh"));
                Accounts.postsOf(tx.handle(), Post.Kind.CLERK).forEach(post -> Accounts.end(tx, post, today, "thử"));
                return true;
            });
            assertThat(school.clerk().get("/attachments/" + kept).statusCode()).isEqualTo(404);
        }
    }

    private static boolean shown(Governed school, String attachment, Need need) {
        var papers = new Papers(school.house.moves.desk(), school.clock);
        var visitor = new Visitor("tk", "s", "ai", "Ai Đó", Set.of(Need.SIGNED_IN, need));
        return school.house.db.read(handle -> papers.shows(handle, attachment, visitor));
    }

    private static String keep(Governed school, String name) {
        return school.house.db.write(
                school.actor(name, Capacity.USE),
                tx -> ((Kept.As) Attachments.keep(tx, "benh-an.pdf", SCAN, Need.CLERK)).id());
    }

    private static void refer(Governed school, String attachment) {
        var exemption = Movements.ENTITIES.stream()
                .filter(each -> each.table().equals("exemption"))
                .findFirst()
                .orElseThrow();
        school.house.db.write(school.actor("Ngô Bích Vân", Capacity.USE), tx -> {
            var born = LocalDate.parse("2014-03-08");
            var pupil = People.admit(tx, VietnameseName.split("Lê An"), born, Sex.FEMALE, null, null, null);
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", tx.newId());
            row.put("pupil", pupil.id());
            row.put("subject", "gdtc");
            row.put("kind", "PRACTICE_ONLY");
            row.put("from_date", "2026-10-01");
            row.put("until_date", null);
            row.put("reason", "bệnh tim");
            row.put("decision", "05/QĐ");
            row.put("attachment", attachment);
            row.put("state", "WAITING");
            row.put("asked_by", school.staff("Ngô Bích Vân"));
            row.put("asked_at", "2026-10-01T01:00:00.000Z");
            row.put("decided_by", null);
            row.put("decided_at", null);
            return tx.create(exemption, row);
        });
    }
}
