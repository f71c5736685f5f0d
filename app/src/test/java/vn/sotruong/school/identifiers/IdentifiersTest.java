package vn.sotruong.school.identifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;
import static vn.sotruong.school.SampleSchool.TODAY;

import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.TestDoor;
import vn.sotruong.school.Entrance;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.admission.Admission;
import vn.sotruong.school.people.Health;
import vn.sotruong.school.people.Identification;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilList;
import vn.sotruong.school.people.PupilPages;
import vn.sotruong.school.people.PupilRecords;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.Seating;
import vn.sotruong.school.workbook.SampleFile;

/** Codes of the upper database: compared, confirmed by a second person, bound for ever, superseded only in the open. */
class IdentifiersTest {
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]{64})\"");
    private static final LocalDate BORN = LocalDate.parse("2014-03-02");
    private static final List<String> HEADS =
            List.of("STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính (Nam/Nữ)");

    @TempDir
    private Path folder;

    private Database db;
    private TestDoor door;
    private String room;
    private Pupil an;
    private Pupil binh;
    private Pupil chi;
    private Pupil known;

    @BeforeEach
    void open() {
        db = SampleSchool.create(folder);
        room = SampleSchool.openClasses(db, "7A", "7B").getFirst().id();
        an = admit("Dương Gia An", Sex.MALE, null);
        binh = admit("Lê Thị Bình", Sex.FEMALE, null);
        chi = admit("Trần Ngọc Hoà", Sex.FEMALE, null);
        known = admit("Võ Minh Khôi", Sex.MALE, "2600000009");
        db.write(CLERK, tx -> {
            Roll.enrol(tx, Roll.getHomeroom(tx.handle(), room), List.of(an, binh, chi, known), TODAY);
            return true;
        });
        var entrance = new Entrance(Map.of(
                "clerk", Entrance.visitor("vt1", "Đặng Thu Hà", Need.CLERK),
                "clerk2", Entrance.visitor("vt2", "Đỗ Thu Hà", Need.CLERK),
                "personnel", Entrance.visitor("ns", "Lê Văn Minh", Need.PERSONNEL),
                "principal", Entrance.visitor("ht", "Nguyễn Thanh Hòa", Need.PRINCIPAL),
                "teacher", Entrance.visitor("gv", "Trần Thị Lan", Need.ENTER_MARKS)));
        var seating = new Seating();
        door = TestDoor.open(
                folder,
                entrance,
                List.of(
                        entrance,
                        new IdentifierPages(db, new Identifiers(db)),
                        new PupilPages(
                                db,
                                new PupilRecords(db, seating, CLOCK),
                                new PupilList(seating, CLOCK),
                                seating,
                                new Health(db, CLOCK))));
    }

    @AfterEach
    void close() {
        door.close();
        db.close();
    }

    private List<String> told(String staff, Need need) {
        var visitor = Entrance.visitor(staff, staff, need);
        return db.read(handle -> new Identifiers(db).reminders(handle, visitor)).stream()
                .map(each -> each.key())
                .toList();
    }

    private List<String> findings() {
        return Audit.verify(db, SampleSchool.SCHEMA, List.of()).findings();
    }

    private Pupil admit(String name, Sex sex, @Nullable String code) {
        return db.write(CLERK, tx -> People.admit(tx, VietnameseName.split(name), BORN, sex, "Kinh", code, null));
    }

    private @Nullable String code(Pupil pupil) {
        return stored(pupil).code();
    }

    private Pupil stored(Pupil pupil) {
        return db.read(handle -> People.getPupil(handle, pupil.id()));
    }

    private TestBrowser entered(String who) {
        var browser = door.browser();
        browser.get("/enter/" + who);
        return browser;
    }

    private static byte[] list() {
        return SampleFile.sheet(
                "DS",
                List.of("CƠ SỞ DỮ LIỆU NGÀNH"),
                HEADS,
                List.of(1, "2600000001", "Dương Gia An", "02/03/2014", "Nam"),
                List.of(2, "0600000002", "Lê Thị Bình", LocalDate.parse("2014-03-03"), "Nữ"),
                List.of(3, 2600000003L, "Trần Ngọc Hòa", "02/03/2014", "Nữ"),
                List.of(4, "2600000004", "Người Trường Khác", "02/03/2014", "Nam"),
                List.of(5, "2600000055", "Võ Minh Khôi", "02/03/2014", "Nam"));
    }

    private String upload(TestBrowser who, String kind, String name, byte[] file) {
        who.get("/identifiers");
        var answer = who.upload("/identifiers?kind=" + kind, "file", name, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return TestBrowser.location(answer);
    }

    private static String seal(String page) {
        var found = SEAL.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> confirm(TestBrowser who, String file, String... rows) {
        var fields = new ArrayList<>(List.of("seal", seal(who.get(file).body())));
        for (var row : rows) {
            fields.addAll(List.of("row", row));
        }
        return who.post(file + "/confirm", fields.toArray(String[]::new));
    }

    @Test
    void codes_are_compared_and_bound_once_by_two_people() {
        var clerk = entered("clerk");
        var file = upload(clerk, "PUPIL", "hs.xlsx", list());
        assertThat(clerk.get(file).body())
                .contains("Người gửi tệp không tự xác nhận", "Đã có mã khác", "Trường không có người")
                .doesNotContain("Xác nhận gắn mã");
        assertThat(confirm(clerk, file).body()).contains("Cần người thứ hai");
        assertThat(code(an)).isNull();

        assertThat(told("vt1", Need.CLERK)).as("brought it").isEmpty();
        assertThat(told("vt2", Need.CLERK)).containsExactly("identifiers.today.files");
        assertThat(told("gv", Need.ENTER_MARKS)).isEmpty();
        var second = entered("clerk2");
        assertThat(second.get(file).body()).contains("Gần giống: gắn mã này", "Xác nhận gắn mã");
        assertThat(confirm(second, file).statusCode()).isEqualTo(303);
        assertThat(code(an)).isEqualTo("2600000001");
        assertThat(code(binh)).as("near and not ticked").isNull();
        assertThat(code(chi)).as("Hoà is Hòa").isEqualTo("2600000003");
        assertThat(code(known)).isEqualTo("2600000009");
        assertThat(second.get(file).statusCode()).isEqualTo(404);
        assertThat(told("vt2", Need.CLERK)).isEmpty();

        var again = upload(clerk, "PUPIL", "hs.xlsx", list());
        assertThat(confirm(entered("principal"), again, "4").statusCode()).isEqualTo(303);
        assertThat(code(binh)).as("ticked, with its zero").isEqualTo("0600000002");
        assertThat(findings()).isEmpty();
        var lines = db.read(handle -> handle.createQuery("SELECT audience FROM change WHERE ent = 'binding'")
                .mapTo(String.class)
                .list());
        assertThat(lines).hasSize(3).containsOnly("RECEIVER");
    }

    @Test
    void what_excel_did_to_a_code_is_said_in_words_and_never_bound() {
        var clerk = entered("clerk");
        var file = upload(
                clerk,
                "PUPIL",
                "hs.xlsx",
                SampleFile.sheet(
                        "DS",
                        HEADS,
                        List.of(1, "1,23E+11", "Dương Gia An", "02/03/2014", "Nam"),
                        List.of(2, 60000002, "Lê Thị Bình", "02/03/2014", "Nữ"),
                        List.of(3, "99214000001", "Trần Ngọc Hoà", "02/03/2014", "Nữ"),
                        List.of(4, "=1+1", "Võ Minh Khôi", "02/03/2014", "Nam")));
        var page = clerk.get(file).body();
        assertThat(page)
                .contains("Excel đã rút gọn mã (dạng 1,23E+11)", "mất số 0 ở đầu", "Ô này không phải mã")
                .doesNotContain("Khớp.");
        assertThat(confirm(entered("clerk2"), file, "2", "3", "4", "5").body()).contains("Không có dòng nào để gắn");
        assertThat(List.of(Optional.ofNullable(code(an)), Optional.ofNullable(code(binh))))
                .containsOnly(Optional.empty());
    }

    @Test
    void a_csv_file_in_utf_8_is_read_and_another_encoding_is_refused_whole() {
        var text =
                "\ufeffMã học sinh;Họ và tên;Ngày sinh;Giới tính\r\n\"0600000001\";\"Dương Gia An\";02/03/2014;Nam\r\n";
        var clerk = entered("clerk");
        var file = upload(clerk, "PUPIL", "hs.csv", text.getBytes(StandardCharsets.UTF_8));
        confirm(entered("clerk2"), file);
        assertThat(code(an)).isEqualTo("0600000001");
        var bad = clerk.upload(
                "/identifiers?kind=PUPIL",
                "file",
                "hs.csv",
                "Mã;Họ và tên;Ngày sinh\r\nÁÂ".getBytes(Charset.forName("windows-1252")));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("không phải UTF-8");
        assertThat(clerk.upload("/identifiers?kind=PUPIL", "file", "a.xlsx", new byte[] {'P', 'K', 3, 4, 0})
                        .body())
                .contains("Tệp bị hỏng");
        assertThat(clerk.upload(
                                "/identifiers?kind=PUPIL",
                                "file",
                                "a.csv",
                                "Mã học sinh,Họ và tên\n1,A B".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("Thiếu cột ngày sinh hoặc giới tính");
        assertThat(clerk.upload("/identifiers?kind=STAFF", "file", "a.csv", text.getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("phần việc của người khác");
        assertThat(entered("teacher").get("/identifiers").statusCode()).isEqualTo(403);
    }

    @Test
    void two_alike_and_a_code_that_stands_twice_are_bound_to_nobody() {
        admit("Dương Gia An", Sex.MALE, null);
        var clerk = entered("clerk");
        var file = upload(
                clerk,
                "PUPIL",
                "hs.xlsx",
                SampleFile.sheet(
                        "DS",
                        HEADS,
                        List.of(1, "2600000001", "Dương Gia An", "02/03/2014", "Nam"),
                        List.of(2, "2600000002", "Lê Thị Bình", "02/03/2014", "Nữ"),
                        List.of(3, "2600000002", "Trần Ngọc Hoà", "02/03/2014", "Nữ")));
        assertThat(clerk.get(file).body()).contains("nhiều người giống", "có hai dòng trong tệp");
        assertThat(confirm(entered("clerk2"), file, "2", "3", "4").statusCode()).isEqualTo(422);
    }

    @Test
    void what_changed_since_it_was_shown_is_not_bound() {
        var file = upload(entered("clerk"), "PUPIL", "hs.xlsx", list());
        var second = entered("clerk2");
        var seal = seal(second.get(file).body());
        db.write(CLERK, tx -> People.identifyPupil(tx, an.id(), "2600000777"));
        assertThat(second.post(file + "/confirm", "seal", seal).body()).contains("đã thay đổi sau khi");
        assertThat(second.post(file + "/confirm", "seal", "0").statusCode()).isEqualTo(422);
        assertThat(code(chi)).isNull();
        assertThat(second.post(file + "/discard").statusCode()).isEqualTo(303);
        assertThat(second.get(file).statusCode()).isEqualTo(404);
    }

    @Test
    void classes_and_staff_get_their_codes_the_same_way() {
        var lan = db.write(CLERK, tx -> People.engage(tx, VietnameseName.split("Trần Thị Lan"), null));
        var classes = SampleFile.sheet("Lop", List.of("Mã lớp", "Tên lớp"), List.of("0079A7", "7A"));
        confirm(entered("principal"), upload(entered("clerk"), "HOMEROOM", "lop.xlsx", classes));
        assertThat(db.<Optional<String>>read(handle -> Identifiers.findClassCode(handle, room)))
                .contains("0079A7");
        var staff = SampleFile.sheet(
                "GV",
                List.of("Mã giáo viên", "Họ và tên", "Ngày sinh", "Giới tính"),
                List.of("7900000001", "Trần Thị Lan", "01/01/1980", "Nữ"));
        var file = upload(entered("personnel"), "STAFF", "gv.xlsx", staff);
        assertThat(confirm(entered("principal"), file).statusCode()).isEqualTo(422);
        assertThat(confirm(entered("principal"), file, "2").statusCode()).isEqualTo(303);
        assertThat(db.<Staff>read(handle -> People.getStaff(handle, lan.id())).code())
                .isEqualTo("7900000001");
        var school =
                SampleFile.sheet("T", List.of("Mã trường", "Tên trường"), List.of("79760599", "Trường THCS Hoa Mai"));
        assertThat(entered("clerk")
                        .get(upload(entered("clerk"), "SCHOOL", "t.xlsx", school))
                        .body())
                .contains("Đã có mã khác");
        for (var sql : List.of(
                "UPDATE class_code SET code = 'X'",
                "DELETE FROM class_code",
                "REPLACE INTO class_code SELECT homeroom, 'X', seq FROM class_code",
                "UPDATE binding SET code = 'X'",
                "DELETE FROM binding",
                "REPLACE INTO binding SELECT * FROM binding")) {
            refusedBySql(sql, "class_code", "binding");
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_wrong_code_of_a_class_or_of_the_school_is_superseded_by_two_people_and_stays_to_be_seen() {
        var clerk = entered("clerk");
        var principal = entered("principal");
        var heads = List.of("Mã lớp", "Tên lớp");
        confirm(
                principal,
                upload(clerk, "HOMEROOM", "lop.xlsx", SampleFile.sheet("L", heads, List.of("0079B7", "7A"))));
        assertThat(clerk.get("/identifiers?wrong=7a").body()).contains("0079B7", "value=\"HOMEROOM\"");
        var ask = new String[] {
            "kind", "HOMEROOM", "subject", room, "code", "0079A7", "document", "12/CV", "why", "nhầm với 7B"
        };
        assertThat(clerk.post("/identifiers/changes", ask).statusCode()).isEqualTo(303);
        assertThat(clerk.post("/identifiers/changes", ask).statusCode())
                .as("one at a time")
                .isEqualTo(422);
        var change = one("SELECT id FROM unit_code_change");
        assertThat(clerk.post("/identifiers/changes/" + change, "answer", "yes").statusCode())
                .isEqualTo(403);
        refusedBySql(
                "INSERT INTO unit_code VALUES ('x', 'HOMEROOM', '" + room + "', '0079A7', '" + change + "', 1)",
                "unit_code");
        principal.get("/identifiers");
        assertThat(principal
                        .post("/identifiers/changes/" + change, "answer", "yes")
                        .statusCode())
                .isEqualTo(303);
        assertThat(db.<Optional<String>>read(handle -> Identifiers.findClassCode(handle, room)))
                .contains("0079A7");
        assertThat(principal.get("/identifiers").body()).contains("0079B7", "0079A7", "nhầm với 7B");

        // the right owner of the code gets it, in the ordinary way
        confirm(
                principal,
                upload(clerk, "HOMEROOM", "lop.xlsx", SampleFile.sheet("L", heads, List.of("0079B7", "7B"))));
        assertThat(db.read(Identifiers::classCodes)).hasSize(2).containsValues("0079A7", "0079B7");

        // the school's own: compared and confirmed; another code in the file is no match but a matter for two people
        var ours = List.of("Mã trường", "Tên trường");
        assertThat(principal.get("/identifiers").body()).contains("Trường chưa được so mã: <b>1</b>");
        var file = upload(
                clerk, "SCHOOL", "t.xlsx", SampleFile.sheet("T", ours, List.of("79760512", "Trường THCS Hoa Mai")));
        assertThat(confirm(clerk, file).body()).contains("Cần người thứ hai");
        assertThat(confirm(principal, file).statusCode()).isEqualTo(303);
        assertThat(principal.get("/identifiers").body()).contains("Trường chưa được so mã: <b>0</b>");
        assertThat(clerk.get("/identifiers?wrong=hoa mai".replace(" ", "%20")).body())
                .contains("value=\"SCHOOL\"");
        clerk.post(
                "/identifiers/changes",
                "kind",
                "SCHOOL",
                "subject",
                "79760512",
                "code",
                "79760599",
                "document",
                "13/CV",
                "why",
                "sáp nhập");
        var second = one("SELECT id FROM unit_code_change WHERE kind = 'SCHOOL'");
        principal.get("/identifiers");
        principal.post("/identifiers/changes/" + second, "answer", "yes");
        assertThat(db.<Optional<String>>read(Identifiers::findSchoolCode)).contains("79760599");
        assertThat(one("SELECT id FROM school"))
                .as("the school's own key stays")
                .isEqualTo("79760512");

        for (var sql : List.of(
                "UPDATE unit_code SET code = 'X'",
                "DELETE FROM unit_code",
                "REPLACE INTO unit_code SELECT * FROM unit_code",
                "UPDATE unit_code_change SET new_code = 'X'",
                "DELETE FROM unit_code_change")) {
            refusedBySql(sql, "unit_code", "unit_code_change");
        }
        assertThat(findings()).isEmpty();
        var audiences = db.read(handle -> handle.createQuery(
                        "SELECT DISTINCT audience FROM change WHERE ent IN ('unit_code', 'unit_code_change')")
                .mapTo(String.class)
                .list());
        assertThat(audiences).containsExactly("RECEIVER");
    }

    private String one(String sql) {
        return db.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private void refusedBySql(String sql, String... tables) {
        assertThatThrownBy(() -> db.write(CLERK, tx -> {
                    for (var table : tables) {
                        for (var guard : List.of("insert", "update", "delete")) {
                            tx.handle().execute("DROP TRIGGER guard_" + table + "_" + guard);
                        }
                    }
                    return tx.handle().execute(sql);
                }))
                .as(sql)
                .rootCause()
                .message()
                .containsAnyOf(
                        "never altered", "never erased", "belongs to one", "that two people made", "decided once");
    }

    @Test
    void a_wrong_code_is_superseded_in_the_open_and_its_right_owner_gets_it() {
        var clerk = entered("clerk");
        clerk.get("/identifiers?wrong=khoi");
        var ask = new String[] {
            "kind", "PUPIL", "subject", known.id(), "code", "2600000010", "document", "15/SGDĐT", "why", "gắn nhầm"
        };
        assertThat(clerk.post("/identifiers/changes", "kind", "PUPIL", "subject", an.id(), "document", "1", "why", "x")
                        .body())
                .contains("chưa có mã");
        assertThat(clerk.post("/identifiers/changes", ask).statusCode()).isEqualTo(303);
        assertThat(clerk.post("/identifiers/changes", ask).body()).contains("đang chờ");
        assertThat(code(known)).isEqualTo("2600000009");
        var change = db.read(Identifiers::changes).getFirst().id();
        assertThat(clerk.post("/identifiers/changes/" + change, "answer", "yes").statusCode())
                .isEqualTo(403);
        assertThat(new Identifiers(db)
                        .decide(new Identifiers.Clerk(CLERK, "vt1", Set.of(Need.CLERK, Need.PRINCIPAL)), change, true))
                .contains(Reason.SAME_PERSON);
        assertThat(told("ht", Need.PRINCIPAL)).containsExactly("identifiers.today.changes");
        assertThat(told("vt1", Need.PRINCIPAL)).as("asked for it").isEmpty();
        var principal = entered("principal");
        principal.get("/identifiers");
        assertThat(principal
                        .post("/identifiers/changes/" + change, "answer", "yes")
                        .statusCode())
                .isEqualTo(303);
        assertThat(code(known)).isEqualTo("2600000010");
        assertThat(principal.get("/identifiers").body()).contains("2600000009", "2600000010", "gắn nhầm", "Đã thay");
        // the first code stands in its column for ever, and its right owner gets it by a line of their own
        var column = db.read(handle -> handle.createQuery("SELECT code FROM pupil WHERE id = :id")
                .bind("id", known.id())
                .mapTo(String.class)
                .one());
        assertThat(column).isEqualTo("2600000009");
        var file = upload(
                clerk,
                "PUPIL",
                "hs.xlsx",
                SampleFile.sheet("DS", HEADS, List.of(1, "2600000009", "Dương Gia An", "02/03/2014", "Nam")));
        confirm(principal, file);
        assertThat(code(an)).isEqualTo("2600000009");
        db.write(CLERK, tx -> {
            People.changeStatus(tx, stored(known), vn.sotruong.school.people.PupilStatus.PAUSED, "nghỉ dài");
            return true;
        });
        assertThat(code(known)).isEqualTo("2600000010");
        var sent = db.read(handle -> handle.createQuery(
                        "SELECT DISTINCT audience FROM change WHERE ent IN ('binding_change', 'code_succession')")
                .mapTo(String.class)
                .list());
        assertThat(sent).containsExactly("RECEIVER");
        for (var sql : List.of(
                "UPDATE code_succession SET code = 'X'",
                "DELETE FROM code_succession",
                "INSERT INTO code_succession VALUES ('n', '" + chi.id() + "', '2600000009', NULL, 'none', 1)",
                "UPDATE binding_change SET state = 'REFUSED'")) {
            refusedBySql(sql, "code_succession", "binding_change");
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    @Tag("scenario-10")
    void an_identifier_stays_for_ever_against_page_list_program_and_sql() {
        var clerk = entered("clerk");
        clerk.get("/pupils/" + known.id() + "/edit");
        for (var field : List.of("code", "id", "citizen_number")) {
            clerk.post(
                    "/pupils/" + known.id() + "/edit", field, "2600000088", "was." + field, "2600000009", "why", "x");
        }
        assertThat(code(known)).isEqualTo("2600000009");
        assertThat(db.<Identification>write(CLERK, tx -> People.identifyPupil(tx, known.id(), "2600000088")))
                .isInstanceOf(Identification.Refused.class);

        var admission = new Admission(db, CLOCK);
        admission.upload(
                CLERK,
                "ds.xlsx",
                SampleFile.sheet(
                        "DS",
                        List.of("Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính"),
                        List.of("7A", "2600000088", "Võ Minh Khôi", "02/03/2014", "Nam")));
        admission.find(CLERK).ifPresent(preview -> admission.confirm(CLERK, preview.seal()));
        assertThat(code(known)).isEqualTo("2600000009");

        var file = upload(
                clerk,
                "PUPIL",
                "hs.xlsx",
                SampleFile.sheet("DS", HEADS, List.of(1, "2600000088", "Võ Minh Khôi", "02/03/2014", "Nam")));
        assertThat(confirm(entered("clerk2"), file, "2").statusCode()).isEqualTo(422);
        assertThat(code(known)).isEqualTo("2600000009");

        for (var sql : List.of(
                "UPDATE pupil SET code = '2600000088' WHERE code = '2600000009'",
                "UPDATE pupil SET code = NULL",
                "DELETE FROM pupil",
                "INSERT INTO pupil SELECT * FROM pupil WHERE true ON CONFLICT DO UPDATE SET code = NULL")) {
            assertThatThrownBy(() -> db.write(CLERK, tx -> tx.handle().execute(sql)))
                    .as(sql)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(code(known)).isEqualTo("2600000009");
        assertThat(findings()).isEmpty();
    }

    @Test
    @Tag("scenario-10")
    void with_the_triggers_dropped_by_hand_the_audit_names_each_row() {
        var alone = admit("Nguyễn Chưa Lớp", Sex.MALE, "2600000044");
        var clerk = entered("clerk");
        confirm(
                entered("principal"),
                upload(
                        clerk,
                        "HOMEROOM",
                        "lop.xlsx",
                        SampleFile.sheet("L", List.of("Mã lớp", "Tên lớp"), List.of("0079A7", "7A"))));
        confirm(entered("clerk2"), upload(clerk, "PUPIL", "hs.xlsx", list()));
        var binding = db.read(handle -> handle.createQuery("SELECT id FROM binding WHERE kind = 'PUPIL' LIMIT 1")
                .mapTo(String.class)
                .one());
        assertThat(findings()).isEmpty();
        db.write(CLERK, tx -> {
            var triggers = tx.handle()
                    .createQuery("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN"
                            + " ('pupil', 'class_code', 'binding')")
                    .mapTo(String.class)
                    .list();
            new HashSet<>(triggers).forEach(name -> tx.handle().execute("DROP TRIGGER " + name));
            tx.handle().execute("UPDATE pupil SET code = '2600000088' WHERE id = ?", known.id());
            tx.handle().execute("UPDATE class_code SET code = '0079A8'");
            tx.handle().execute("UPDATE binding SET code = '2600000088' WHERE id = ?", binding);
            tx.handle().execute("DELETE FROM pupil WHERE id = ?", alone.id());
            return true;
        });
        var report = String.join("\n", findings());
        assertThat(report)
                .contains(
                        "pupil " + known.id() + ": code is not what its journal line",
                        "class_code " + room + ": code is not what",
                        "binding " + binding + ": code is not what",
                        "pupil " + alone.id() + ": the journal has this row, the table has not",
                        "the trigger pupil_code_is_final is missing or altered");
    }

    @Test
    @Tag("browser")
    void it_stands_on_a_desk_and_on_a_phone() {
        var clerk = entered("clerk");
        var file = upload(clerk, "PUPIL", "danh-sach-ma-dinh-danh-hoc-sinh-2026.xlsx", list());
        clerk.get("/identifiers");
        clerk.post(
                "/identifiers/changes",
                "kind",
                "PUPIL",
                "subject",
                known.id(),
                "document",
                "15/SGDĐT",
                "why",
                "gắn nhầm");
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                show(page, "clerk", "/identifiers?wrong=khoi");
                show(page, "clerk2", file);
                show(page, "principal", "/identifiers");
            }
        }
    }

    private void show(Page page, String who, String path) {
        page.navigate(door.web().address().resolve("/enter/" + who).toString());
        page.navigate(door.web().address().resolve(path).toString());
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(page.url())
                .isEqualTo(0);
        Chromium.shoot(page, "identifiers-" + who + "-" + page.viewportSize().width);
    }
}
