package vn.sotruong.ground.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, driven by Playwright. One at a time; close it. */
public final class Chromium implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var flags = new ArrayList<>(List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
        if (System.getProperty("user.name").equals("root")) {
            flags.add("--no-sandbox");
        }
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setHeadless(true)
                        .setArgs(flags));
    }

    /** A fresh person at a desk: no cookies, 1366 × 768. */
    public Page desk() {
        return page(1366, 768);
    }

    /** A fresh person with a phone: 390 × 844. */
    public Page phone() {
        return page(390, 844);
    }

    /** A fresh person at a desk whose browser runs no scripts. */
    public Page deskWithoutScripts() {
        return browser.newContext(context(1366, 768).setJavaScriptEnabled(false))
                .newPage();
    }

    /** A fresh person before a screen of that size; half a desk's is a desk at 200 %. */
    public Page page(int width, int height) {
        return browser.newContext(context(width, height)).newPage();
    }

    private static Browser.NewContextOptions context(int width, int height) {
        return new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale("vi-VN")
                .setTimezoneId("Asia/Ho_Chi_Minh")
                .setViewportSize(width, height);
    }

    /** Keeps what the page looks like as {@code target/screens/NAME.png}; a busy machine may need a second try. */
    public static void shoot(Page page, String name) {
        var picture =
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screens", name + ".png"));
        try {
            page.screenshot(picture);
        } catch (PlaywrightException notPainted) {
            page.waitForTimeout(1_000);
            page.screenshot(picture);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
