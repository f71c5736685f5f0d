package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestDoor;

/** In a real browser, at a desk and on a phone: a code on paper becomes a password of one's own. */
class SignInStoryTest {
    private static final String NEW = "trời hôm nay nắng đẹp";

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void a_code_on_paper_becomes_a_password_of_ones_own() {
        try (var school = new TestSchool(folder);
                var door = school.door();
                var chromium = new Chromium()) {
            var admin = school.person("Lê Quang Minh", Post.Kind.ADMIN, Post.Kind.PRINCIPAL);
            school.person("Vũ Mai Hương", Post.Kind.PRINCIPAL, Post.Kind.BOARD);
            school.person("Trần Thị Thu Lan");
            var issued = school.issued("Nguyễn Văn An");

            var desk = watched(chromium.desk());
            signInAtDesk(desk, door, admin);
            var phone = watched(chromium.phone());
            firstVisit(phone, door, issued.code());

            desk.getByLabel("Tư cách: Quản trị").click();
            desk.waitForURL(door.web().address().toString());
            fits(desk, door, "/accounts", "register");
            desk.locator(".who summary").click();
            Chromium.shoot(desk, "accounts-person");
            desk.getByText("English").click();
            desk.getByText("People and rights").first().waitFor();
            desk.locator(".who summary").click();
            desk.getByText("Sign out").click();
            desk.locator("#password").waitFor();
            desk.goBack();
            assertThat(desk.content()).doesNotContain("Nguyễn Văn An");
        }
        assertThat(complaints).isEmpty();
    }

    private static void signInAtDesk(Page desk, TestDoor door, Account admin) {
        desk.navigate(door.web().address() + "accounts");
        Chromium.shoot(desk, "sign-in-desk");
        desk.getByLabel("Tên đăng nhập").fill(admin.username());
        desk.locator("#password").fill("sai mật khẩu");
        desk.keyboard().press("Enter");
        assertThat(desk.getByRole(AriaRole.ALERT).textContent()).contains("chưa đúng");
        Chromium.shoot(desk, "sign-in-wrong");
        desk.locator("#password").fill(TestSchool.PASSWORD);
        desk.keyboard().press("Enter");
        desk.waitForURL("**/accounts");
        assertThat(desk.getByText("Quản lý").count()).isZero();
        desk.getByLabel("Tư cách: Sử dụng").click();
        desk.waitForURL(door.web().address().toString());
        desk.navigate(door.web().address() + "accounts");
        assertThat(desk.getByText("Quản lý").count()).isPositive();
    }

    private static void firstVisit(Page phone, TestDoor door, String code) {
        phone.navigate(door.web().address() + "menu");
        Chromium.shoot(phone, "sign-in-phone");
        phone.locator("#username").fill("annv.thcshm");
        phone.locator("#password").fill(code);
        phone.keyboard().press("Enter");
        phone.waitForURL("**/password");
        phone.locator("#old").fill(code);
        phone.locator("#new").fill(NEW);
        phone.locator("#again").fill(NEW);
        Chromium.shoot(phone, "password-phone");
        phone.keyboard().press("Enter");
        phone.waitForURL(door.web().address().toString());
        phone.navigate(door.web().address() + "menu");
        assertThat(phone.locator("h1").textContent()).isEqualTo("Tất cả chức năng");
        noSidewaysScroll(phone);
    }

    private void fits(Page desk, TestDoor door, String path, String name) {
        desk.navigate(door.web().address().resolve(path).toString());
        Chromium.shoot(desk, name + "-desk");
        noSidewaysScroll(desk);
        desk.setViewportSize(390, 844);
        Chromium.shoot(desk, name + "-phone");
        noSidewaysScroll(desk);
        desk.setViewportSize(1366, 768);
    }

    private static void noSidewaysScroll(Page page) {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    /** The content policy must have nothing to complain of on our own pages. */
    private Page watched(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }
}
