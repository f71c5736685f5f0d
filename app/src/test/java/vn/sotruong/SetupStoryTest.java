package vn.sotruong;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;

/**
 * Từ thư mục trống đến con điểm đầu tiên: a new user, the real program, three files that LibreOffice wrote, and nothing
 * that a person at the screen could not do.
 */
@Tag("browser")
@Tag("setup")
class SetupStoryTest {
    private static final Path LISTS = Path.of("src/test/java/vn/sotruong/lists");
    private static final String PRINCIPALS = "mưa rơi trên mái tôn";
    private static final String ADMINS = "đường làng nhiều cây";
    private static final String LANS = "con đò sang sông sớm";

    /** What a person clicks, picks and fills: the story by hand takes about three seconds for each. */
    private int gestures;

    @TempDir
    private Path folder;

    private Programs programs;
    private Chromium chromium;

    @BeforeEach
    void open() throws Exception {
        programs = new Programs(folder.resolve("logs"));
        chromium = new Chromium();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        programs.close();
    }

    @Test
    void a_new_user_comes_from_an_empty_folder_to_the_first_mark() throws Exception {
        var school = programs.serve(Programs.SCHOOL, "serve", "--data", folder.resolve("data"), "--port", 0);
        found(school);
        var admin = signIn(school, "saomai_thcssm", ADMINS);
        importStaff(admin, school);
        importClasses(admin, school);
        openYear(admin, school);
        importPupils(admin, school);
        askForAccounts(admin, school);
        approve(signIn(school, "hoant.thcssm", PRINCIPALS), school);
        var code = printSlips(admin, school);
        enterMark(school, code);
        assertThat(gestures)
                .as("clicks and fields from the empty folder to the mark")
                .isLessThan(110);
    }

    private void found(URI school) throws Exception {
        var today = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"));
        var first = today.getMonthValue() < 9 ? today.getYear() - 1 : today.getYear();
        var desk = chromium.desk();
        desk.navigate(school.toString());
        look(desk, "thiet-lap-ma");
        fill(desk, "setup", programs.findSaid(Pattern.compile("(?m)^CODE (\\S+)")));
        click(desk, "Bắt đầu");
        fill(desk, "name", "Trường THCS Sao Mai");
        fill(desk, "code", "79000123");
        fill(desk, "abbr", "thcssm");
        fill(desk, "district", "saomai");
        fill(desk, "address", "Số 1 đường Sao Mai");
        fill(desk, "starts", "05/09/" + (first - 1));
        fill(desk, "ends", "31/05/" + (first + 1));
        fill(desk, "leadership", "34/QĐ-UBND");
        fill(desk, "decision", "12/QĐ-THCSSM");
        fill(desk, "decided", "20/08/" + first);
        person(desk, 0, "Nguyễn Thanh Hòa", "", PRINCIPALS);
        person(desk, 1, "Hoàng Đăng Khoa", "Quản trị hệ thống", ADMINS);
        person(desk, 2, "Vũ Thị Hồng Nhung", "Thường trực ban", "");
        person(desk, 4, "Phạm Quốc Toàn", "Giữ bản sao lưu", "");
        look(desk, "thiet-lap");
        click(desk, "Lập trường");
        desk.waitForSelector("text=Có 1 chỗ cần xem lại");
        look(desk, "thiet-lap-loi");
        fill(desk, "starts", "05/09/" + first);
        person(desk, 0, "Nguyễn Thanh Hòa", "", PRINCIPALS);
        person(desk, 1, "Hoàng Đăng Khoa", "Quản trị hệ thống", ADMINS);
        click(desk, "Lập trường");
        desk.waitForSelector("text=SOTRUONG THE-1");
        look(desk, "thiet-lap-giay");
        for (var i = 0; i < 3; i++) {
            desk.locator("form[action$='/received'] button").first().click();
            gestures++;
        }
        desk.waitForSelector("text=Mọi thẻ đã được trao");
        click(desk, "Mở trường");
        desk.waitForSelector("text=Trường đã mở");
        look(desk, "thiet-lap-xong");
        programs.awaitSaid(Pattern.compile("READY \\S+\\s[\\s\\S]*READY \\S+"));
        desk.context().close();
    }

    private void person(Page desk, int row, String name, String task, String password) {
        fill(desk, "person." + row, name);
        if (!task.isEmpty()) {
            fill(desk, "task." + row, task);
        }
        if (!password.isEmpty()) {
            fill(desk, "password." + row, password);
            fill(desk, "again." + row, password);
        }
    }

    private void importStaff(Page admin, URI school) {
        go(admin, school, "/imports");
        look(admin, "nhap-excel");
        go(admin, school, "/imports/staff");
        look(admin, "nhap-giao-vien");
        upload(admin, "giao-vien.xlsx");
        admin.waitForSelector("text=11 mới, 4 thay đổi, 0 không đổi, 0 cần sửa");
        look(admin, "xem-truoc-giao-vien");
        click(admin, "Ghi danh sách này");
        admin.waitForSelector("text=Đã ghi 11 người mới, 4 thay đổi");
    }

    private void importClasses(Page admin, URI school) {
        go(admin, school, "/imports/classes");
        upload(admin, "lop-phan-cong.xlsx");
        admin.waitForSelector("text=4 mới, 0 thay đổi, 0 không đổi, 0 cần sửa");
        look(admin, "xem-truoc-lop");
        click(admin, "Ghi danh sách này");
        admin.waitForSelector("text=Đã ghi 4 lớp mới");
        admin.waitForSelector("text=48 phân công đã trình hiệu trưởng");
    }

    private void openYear(Page admin, URI school) {
        go(admin, school, "/year-setup");
        look(admin, "mo-nam-hoc");
        go(admin, school, "/year-setup/subjects");
        look(admin, "mon-hoc");
        click(admin, "Mở các môn đã chọn");
        admin.waitForSelector("text=Số tiết cả năm");
        look(admin, "so-tiet");
        click(admin, "Ghi số tiết cho mọi lớp");
        admin.waitForSelector("text=Sẽ mở 96 sổ");
        look(admin, "so-diem");
        click(admin, "Mở 96 sổ");
        admin.waitForSelector("text=0 sổ chưa mở");
        go(admin, school, "/year-setup/books");
        admin.waitForSelector("text=Mọi sổ điểm đã mở");
    }

    private void importPupils(Page admin, URI school) {
        go(admin, school, "/pupils/import");
        upload(admin, "hoc-sinh.xlsx");
        admin.waitForSelector("text=Tất cả 40 dòng đều đúng");
        click(admin, "Ghi danh sách này");
        admin.waitForSelector("text=Đã xếp 40 em vào lớp");
    }

    private void askForAccounts(Page admin, URI school) {
        go(admin, school, "/staffing/accounts");
        look(admin, "de-nghi-tai-khoan");
        admin.locator("form[action='/staffing/accounts'] button.go").click();
        gestures++;
    }

    private void approve(Page principal, URI school) {
        go(principal, school, "/proposals");
        look(principal, "de-nghi");
        principal.locator("form[action='/proposals/approve'] button.go").click();
        principal.locator("input[name=decision]").fill("15/QĐ-THCSSM");
        principal.locator("form[action='/proposals/approve'] button.go").click();
        gestures += 3;
        principal.waitForSelector("text=/[Đđ]ã duyệt|Kết quả/");
        look(principal, "da-duyet");
        go(principal, school, "/year-setup");
        principal.waitForSelector("text=44 trong 48 phân công đã có hiệu lực");
        go(principal, school, "/windows");
        fill(principal, "name", "Nhập điểm học kỳ I");
        principal.locator("select[name=semester]").selectOption("1");
        click(principal, "Công bố");
        principal.waitForSelector("text=Đã công bố.");
        look(principal, "dot-nhap");
    }

    private String printSlips(Page admin, URI school) {
        go(admin, school, "/slips");
        admin.locator("form[action='/slips'] button.go").click();
        gestures++;
        var slip = admin.locator("section.slip", new Page.LocatorOptions().setHasText("Trần Thị Lan"));
        return slip.locator("dd").last().textContent().strip();
    }

    private void enterMark(URI school, String code) {
        var lan = signIn(school, "lantt.thcssm", code);
        lan.locator("#old").fill(code);
        lan.locator("#new").fill(LANS);
        lan.locator("#again").fill(LANS);
        lan.locator("form[action='/password'] button.go").click();
        gestures += 4;
        go(lan, school, "/sheets");
        lan.locator("a[href^='/sheets/']").first().click();
        lan.locator("td.c-tx1 input").first().click();
        lan.keyboard().type("85");
        lan.keyboard().press("Enter");
        lan.waitForSelector("text=Bản nháp: 1 ô CHƯA ghi sổ");
        lan.click("#commit");
        lan.click("dialog[open] .btn.go");
        lan.waitForSelector("text=Đã ghi sổ 1 ô điểm");
        gestures += 6;
        lan.reload();
        assertThat(lan.locator("td.c-tx1 input").first().inputValue()).isEqualTo("8,5");
        look(lan, "con-diem-dau-tien");
    }

    private Page signIn(URI school, String username, String password) {
        var page = chromium.desk();
        page.navigate(school.resolve("/sign-in").toString());
        page.fill("#username", username);
        page.fill("#password", password);
        page.click("form[action='/sign-in'] button.go");
        gestures += 3;
        return page;
    }

    private void go(Page page, URI school, String path) {
        page.navigate(school.resolve(path).toString());
        gestures++;
    }

    private void upload(Page page, String file) {
        page.setInputFiles("input[name=file]", LISTS.resolve(file));
        click(page, "Kiểm tra tệp");
        gestures++;
    }

    private void fill(Page page, String field, String value) {
        page.locator("[name='" + field + "']").fill(value);
        gestures++;
    }

    private void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click(new Locator.ClickOptions().setTimeout(90_000));
        gestures++;
    }

    /** Keeps the page as a picture at both widths; nothing may stand out at the side of a phone. */
    private static void look(Page page, String name) {
        try {
            Files.createDirectories(Path.of("target", "screens"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Chromium.shoot(page, "begin-" + name);
        page.setViewportSize(390, 844);
        Chromium.shoot(page, "begin-" + name + "-390");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s on a phone", name)
                .isEqualTo(true);
        page.setViewportSize(1366, 768);
    }
}
