package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.backup.sqlite.Sqlite;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.sync.bundle.Chain;
import vn.sotruong.sync.bundle.Epoch;

/** Somebody with the disk and the key rewrites history and calls it a restore; and a school that really restored. */
final class RestoreStoryTest {
    private static final String PASSWORD = "mùa xuân ở trường";
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([0-9a-z]+)\"");
    private static final Pattern EPOCH = Pattern.compile("name=\"epoch\" value=\"([0-9a-z]+)\"");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private Audit.Anchor receipt;

    @BeforeEach
    void found() {
        var data = new DataFolder(folder);
        try (var _ = Premises.enter(data);
                var house = House.found(data, "79760512", Duration.ofMinutes(10), Clock.systemUTC(), random)) {
            var hash = house.hashes.hash(PASSWORD);
            house.db.write(new Actor("setup", "test"), tx -> {
                SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
                SchoolYears.open(
                        tx,
                        new SchoolYear(
                                "2026-2027",
                                LocalDate.parse("2026-09-05"),
                                LocalDate.parse("2027-05-31"),
                                SchoolYear.State.OPEN));
                Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
                person(tx, hash, "Trần Văn Hiệu", Post.Kind.PRINCIPAL);
                person(tx, hash, "Lê Thị An", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Bình", Post.Kind.BOARD);
                person(tx, hash, "Lê Thị Chi", Post.Kind.BOARD);
                person(tx, hash, "Nguyễn Thị Lan");
                return null;
            });
            receipt = new Audit.Anchor(
                    house.db.read(ChangeLog::lineage).epoch().id(),
                    house.db.read(ChangeLog::lastSeq),
                    house.audit().head(),
                    "biên nhận số 2");
        }
    }

    private static void person(Tx tx, String hash, String name, Post.Kind... posts) {
        var staff = People.engage(tx, VietnameseName.split(name), null);
        for (var post : posts) {
            Accounts.create(tx, staff.id(), post, "12/QĐ-THCS", LocalDate.parse("2026-09-01"), null);
        }
        Accounts.create(tx, staff, "thcshm", hash, false);
    }

    private House open() {
        return House.open(new DataFolder(folder), Duration.ofMinutes(10), Clock.systemUTC(), random);
    }

    private TestBrowser signIn(Web web, String name) {
        var browser = new TestBrowser(web.address(), folder.resolve("keys/lan/authority.pem"));
        browser.get("/sign-in");
        var answer = browser.post("/sign-in", "username", name + ".thcshm", "password", PASSWORD);
        assertThat(answer.statusCode()).as(name).isEqualTo(303);
        browser.get("/password");
        return browser;
    }

    private static String shown(TestBrowser browser, Pattern field) {
        var found = field.matcher(browser.get("/audit").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static HttpResponse<String> request(TestBrowser browser, String decision, String reason) {
        return browser.post("/audit/restores", "epoch", shown(browser, EPOCH), "decision", decision, "reason", reason);
    }

    private static HttpResponse<String> confirm(TestBrowser browser) {
        return browser.post("/audit/restores/confirm", "request", shown(browser, REQUEST));
    }

    private String verify() {
        var standing = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var code = Main.commandLine().execute("audit", "verify", "--data", folder.toString());
            return code + " " + said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(standing);
        }
    }

    /** Changes what a subject is called in line and row, and rewrites the rest of the journal as a new lineage. */
    private void forge(String from, String to) throws Exception {
        var data = new DataFolder(folder);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()))) {
            connection.setAutoCommit(false);
            var guards = new LinkedHashMap<String, String>();
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")) {
                while (found.next()) {
                    guards.put(found.getString(1), found.getString(2));
                }
            }
            try (var statement = connection.createStatement()) {
                for (var each : guards.keySet()) {
                    statement.execute("DROP TRIGGER " + each);
                }
                rewrite(connection, from, to);
                statement.execute("UPDATE subject SET name = '" + to + "' WHERE name = '" + from + "'");
                for (var each : guards.values()) {
                    statement.execute(each);
                }
            }
            connection.commit();
        }
    }

    private void rewrite(Connection connection, String from, String to) throws Exception {
        try (var statement = connection.createStatement()) {
            long first;
            try (var row = statement.executeQuery("SELECT seq FROM subject WHERE name = '" + from + "'")) {
                first = row.getLong(1);
            }
            Epoch epoch;
            try (var row = statement.executeQuery("SELECT e.id, hex(c.head), c.at FROM epoch e, change c"
                    + " WHERE c.seq = " + (first - 1) + " ORDER BY e.first_seq DESC")) {
                var head = HexFormat.of().formatHex(HexFormat.of().parseHex(row.getString(2)));
                epoch = Epoch.random(random, new Epoch.Parent(row.getString(1), first - 1, head));
                statement.execute("INSERT INTO epoch VALUES ('%s', '79760512', '%s', %d, '%s', %d, '%s')"
                        .formatted(epoch.id(), row.getString(1), first - 1, head, first, row.getString(3)));
            }
            var head = Chain.genesis("79760512", epoch);
            try (var lines = connection.prepareStatement("SELECT seq, line FROM change WHERE seq >= ? ORDER BY seq");
                    var update = connection.prepareStatement("UPDATE change SET line = ?, head = ? WHERE seq = ?")) {
                lines.setLong(1, first);
                try (var row = lines.executeQuery()) {
                    while (row.next()) {
                        var line = new String(row.getBytes(2), StandardCharsets.UTF_8)
                                .replace(from, to)
                                .getBytes(StandardCharsets.UTF_8);
                        head = Chain.next(head, Chain.lineHash(line));
                        update.setBytes(1, line);
                        update.setBytes(2, head);
                        update.setLong(3, row.getLong(1));
                        update.addBatch();
                    }
                }
                update.executeBatch();
            }
        }
    }

    @Test
    void a_rewriting_that_calls_itself_a_restore_is_found_and_no_page_calls_the_book_sound() throws Exception {
        assertThat(verify()).startsWith("0 ").contains("sound: ");
        forge("Toán", "Tính");
        assertThat(verify())
                .startsWith("1 ")
                .contains("as a restore does, and nobody has confirmed such a restore", "NOT SOUND, 1 findings");
        try (var house = open();
                var web = house.serve("127.0.0.1", 0)) {
            var report = Audit.verify(house.db, SchoolSchema.SCHEMA, List.of(receipt));
            assertThat(report.sound()).isFalse();
            assertThat(report.unconfirmed().getFirst().left())
                    .containsExactly("biên nhận số 2 (" + receipt.seq() + ")");
            var principal = signIn(web, "hieutv");
            principal.get("/audit");
            principal.post("/audit/verify");
            assertThat(principal.get("/audit").body())
                    .contains("Khôi phục chưa được xác nhận", "Nếu không ai khôi phục: đừng xác nhận")
                    .containsPattern("Nhật ký bắt đầu lại sau dòng [0-9]+,")
                    .doesNotContain("khớp nhau");
            // it may not be waved through by one, nor by two of the same kind, nor by somebody else
            assertThat(signIn(web, "lannt").get("/audit").statusCode()).isEqualTo(403);
            assertThat(request(principal, " ", "máy hỏng").statusCode()).isEqualTo(422);
            assertThat(request(principal, "21/QĐ", "").body()).contains("vì sao phải khôi phục", "value=\"21/QĐ\"");
            var an = signIn(web, "anlt");
            assertThat(request(an, "21/QĐ-THCS", "máy hỏng ổ cứng").statusCode())
                    .isEqualTo(303);
            assertThat(confirm(an).statusCode()).isEqualTo(422);
            assertThat(confirm(signIn(web, "binhlt")).body()).contains("phải là hiệu trưởng và một thành viên");
            assertThat(house.db.<String>read(
                            handle -> handle.createQuery("SELECT group_concat(room || ' ' || reason) FROM refusal")
                                    .mapTo(String.class)
                                    .one()))
                    .as("each of the two tries leaves one line")
                    .isEqualTo("audit SAME_PERSON,audit NOT_THE_TWO");
            assertThat(house.audit().sound()).isFalse();
        }
        assertThat(verify()).startsWith("1 ");
    }

    @Test
    void a_restore_that_the_principal_and_a_member_confirm_is_a_note_and_the_next_one_is_a_finding_again()
            throws Exception {
        forge("Toán", "Tính");
        try (var house = open();
                var web = house.serve("127.0.0.1", 0)) {
            var principal = signIn(web, "hieutv");
            assertThat(request(principal, "21/QĐ-THCS", "máy hỏng ổ cứng").statusCode())
                    .isEqualTo(303);
            var epoch = house.db.read(ChangeLog::lineage).epoch().id();
            var twice = signIn(web, "anlt")
                    .post("/audit/restores", "epoch", epoch, "decision", "22/QĐ", "reason", "máy hỏng");
            assertThat(twice.statusCode()).isEqualTo(422);
        }
        try (var house = open();
                var web = house.serve("127.0.0.1", 0)) {
            assertThat(confirm(signIn(web, "anlt")).statusCode()).isEqualTo(303);
            var principal = signIn(web, "hieutv");
            principal.get("/audit");
            principal.post("/audit/verify");
            assertThat(principal.get("/audit").body())
                    .contains("Sổ và nhật ký khớp nhau. Sổ đã được khôi phục 1 lần", "21/QĐ-THCS", "Lê Thị An xác nhận")
                    .containsPattern("bắt đầu lại sau dòng [0-9]+ theo quyết định");
            var report = Audit.verify(house.db, SchoolSchema.SCHEMA, List.of(receipt));
            assertThat(report.sound()).isTrue();
            assertThat(report.notes().getFirst()).contains("21/QĐ-THCS", "biên nhận số 2");
            assertThatThrownBy(() -> house.db.write(
                            new Actor("thief", "s"),
                            tx -> tx.handle().execute("UPDATE restore_confirmation SET reason = 'khác'")))
                    .hasStackTraceContaining("restore_confirmation:");
        }
        assertThat(verify()).startsWith("0 ").contains("note: ", "21/QĐ-THCS");
        forge("Tin học", "Tin");
        assertThat(verify()).startsWith("1 ");
    }

    @Test
    void what_was_changed_while_the_machine_was_off_is_told_to_those_who_lead_before_anybody_asks() throws Exception {
        var data = new DataFolder(folder);
        try (var connection = Sqlite.openWriter(data.database(), DatabaseKey.readFrom(data.databaseKey()));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER guard_subject_update");
            statement.execute("UPDATE subject SET name = 'Tính' WHERE name = 'Toán'");
        }
        try (var house = open();
                var web = house.serve("127.0.0.1", 0)) {
            var principal = signIn(web, "hieutv");
            assertThat(principal.get("/").body()).doesNotContain("không khớp hoặc chưa được xác nhận");
            house.lastAudit.begin(Duration.ofMillis(1));
            for (var i = 0; i < 300 && !principal.get("/").body().contains("không khớp hoặc chưa được xác nhận"); i++) {
                Thread.sleep(100);
            }
            assertThat(principal.get("/").body())
                    .contains("Kiểm tra nhật ký thấy 2 chỗ không khớp hoặc chưa được xác nhận", "href=\"/audit\"");
            assertThat(signIn(web, "anlt").get("/").body()).contains("Kiểm tra nhật ký thấy 2 chỗ");
            assertThat(signIn(web, "lannt").get("/").body()).doesNotContain("Kiểm tra nhật ký thấy");
            assertThat(principal.get("/audit").body())
                    .contains("name is not what its journal line", "chốt giữ bị gỡ", "guard_subject_update")
                    .doesNotContain("khớp nhau");
            assertThat(house.db.<String>read(handle -> handle.createQuery(
                                    "SELECT CAST(line AS TEXT) FROM change WHERE ent = 'lowered_guards'")
                            .mapTo(String.class)
                            .one()))
                    .contains("guard_subject_update");
        }
        try (var house = open()) {
            assertThat(house.db.lowered()).isEmpty();
        }
    }
}
