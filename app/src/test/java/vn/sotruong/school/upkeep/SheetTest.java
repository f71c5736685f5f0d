package vn.sotruong.school.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.Entrance;
import vn.sotruong.ground.web.LanCertificate;
import vn.sotruong.ground.web.Masthead;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.TestBrowser;
import vn.sotruong.ground.web.Web;
import vn.sotruong.ground.web.WebSettings;
import vn.sotruong.ground.web.trial.TrialPages;
import vn.sotruong.school.print.QrTest;

/** The leaf in the staff room: what hangs there leads to the door, and its fingerprint is the authority's. */
class SheetTest {
    private static final String SCHOOL = "Trường THCS Hoa Mai";

    @TempDir
    static Path data;

    private static Web web;
    private static LanCertificate lan;

    @BeforeAll
    static void open() {
        var entrance = new Entrance(
                Entrance.EVERYWHERE,
                0,
                Optional.of("sotruong.local"),
                Optional.of(0),
                true,
                () -> List.of("192.168.1.20"));
        var clock = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
        var room = new TrialPages();
        lan = new LanCertificate(KeyDrawer.plain(data), entrance, Clock.systemUTC(), new SecureRandom());
        web = Web.open(
                new WebSettings(entrance, lan::keyStore),
                room,
                () -> new Masthead(SCHOOL, "2026–2027"),
                new SecureRandom(),
                List.of(room, new SheetPages(() -> SCHOOL, clock)));
    }

    @AfterAll
    static void close() {
        web.close();
    }

    private static TestBrowser signedIn(Need need) {
        var browser = new TestBrowser(web.address(), lan.authorityFile());
        browser.get("/");
        browser.post("/enter", "need", need.name());
        return browser;
    }

    private static String fingerprint() throws Exception {
        var authority =
                Certificates.readPem(Files.readString(lan.authorityFile())).getFirst();
        return Certificates.fingerprint(authority).toUpperCase(Locale.ROOT);
    }

    @Test
    void the_codes_lead_to_the_porch_by_number_and_to_the_door_by_name() throws Exception {
        var admin = signedIn(Need.ADMIN);
        assertThat(QrTest.read(
                        QrTest.painted(admin.get("/device/sheet/first.svg").body())))
                .isEqualTo("http://192.168.1.20/");
        assertThat(QrTest.read(
                        QrTest.painted(admin.get("/device/sheet/daily.svg").body())))
                .isEqualTo("https://sotruong.local/");
        assertThat(admin.get("/device/sheet/daily.svg").headers().firstValue("content-type"))
                .contains("image/svg+xml; charset=utf-8");
    }

    @Test
    void the_page_says_both_addresses_the_fingerprint_and_each_machines_steps() throws Exception {
        var page = signedIn(Need.ADMIN).get("/device/sheet").body();
        assertThat(page)
                .contains(SCHOOL, "https://sotruong.local/", "https://192.168.1.20/", "http://192.168.1.20/")
                .contains("Windows", "Android", "iPhone", "Firefox", "22/11/2026");
        assertThat(page.replaceAll("</span><span>|:", "")).contains(fingerprint());
        assertThat(signedIn(Need.ENTER_MARKS).get("/device/sheet").statusCode()).isEqualTo(403);
    }

    @Test
    void the_paper_is_one_leaf_and_a_phone_reads_its_codes() throws Exception {
        var file = signedIn(Need.ADMIN).download("/device/sheet.pdf");
        try (var document = Loader.loadPDF(file)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            var words = new PDFTextStripper().getText(document);
            assertThat(words).contains(SCHOOL, "https://sotruong.local/", "https://192.168.1.20/", "22/11/2026");
            assertThat(words.replaceAll("[:\\s]", "")).contains(fingerprint());
            var leaf = new PDFRenderer(document).renderImageWithDPI(0, 150);
            Files.createDirectories(Path.of("target", "screens"));
            ImageIO.write(
                    leaf, "png", Path.of("target", "screens", "to-dan-giay.png").toFile());
            int half = leaf.getWidth() / 2;
            assertThat(QrTest.read(leaf.getSubimage(0, 0, half, leaf.getHeight() / 2)))
                    .isEqualTo("http://192.168.1.20/");
            assertThat(QrTest.read(leaf.getSubimage(half, 0, half, leaf.getHeight() / 2)))
                    .isEqualTo("https://sotruong.local/");
        }
    }

    @Test
    @Tag("browser")
    void it_looks_right_on_a_desk_on_a_phone_and_with_its_codes_shown() throws Exception {
        var session = signedIn(Need.ADMIN).sessionCookie().orElseThrow();
        try (var chromium = new Chromium()) {
            for (var page : List.of(chromium.desk(), chromium.phone())) {
                var wide = page.viewportSize().width;
                page.context()
                        .addCookies(List.of(new Cookie(session.getName(), session.getValue())
                                .setUrl(web.address().toString())));
                page.navigate(web.address().resolve("/device/sheet").toString());
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(wide);
                assertThat(page.evaluate("[...document.images].every(each => each.naturalWidth > 0)"))
                        .isEqualTo(true);
                assertThat(new Axe().violations(page)).isEmpty();
                Chromium.shoot(page, "to-dan-" + wide);
            }
        }
    }
}
