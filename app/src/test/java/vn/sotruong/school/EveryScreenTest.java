package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.Axe;
import vn.sotruong.ground.web.Chromium;
import vn.sotruong.ground.web.TestDoor;

/**
 * Walks through the whole house as each kind of person by the links on its pages, and holds axe, a phone's width and the
 * browser's console against every screen. A page that no link leads to is named as well.
 */
@Tag("browser")
final class EveryScreenTest {
    private static final Pattern ID = Pattern.compile("/[0-9a-z]{13}(?=/|$)|/[0-9]{4}-[0-9]{4}(?=/|$)");
    private static final Pattern FILE = Pattern.compile("\\.(xlsx|pdf|csv|pem|p7m|zip|txt|png|svg|css|js|crt)$");

    /** No pages: what scripts ask for, and files without an ending. */
    private static final Set<String> NO_LINK = Set.of(
            "/attachments/{id}",
            "/health",
            "/classes/{id}/attendance/state",
            "/lock",
            "/classes/{homeroom}/conduct/commit",
            // of a term that is confirmed, locked or closed: the demo school's is open
            "/rectifications/new",
            "/rectifications/{request}",
            "/outbox/enrolment-request",
            // of an update or a stick that is at hand: this machine is no appliance (looked at by their own tests)
            "/system/install",
            "/board/machine/change",
            "/media/enrol/{dev}",
            "/media/sticks/{stick}",
            // of something that waits, or of two that look alike: the demo school has none
            "/movements/requests/{id}",
            "/proposals/approve",
            "/pupils/compare",
            "/merges/new",
            "/staff/{staff}/edit",
            // of the summer: the demo school's year has not ended
            "/classes/{homeroom}/summer",
            // of a year before: this is the demo school's first
            "/year-setup/copy",
            "/sheets/{sheet}/cells/{pupil}/{column}/history",
            // of a cell that was committed in the same session, and of drafts at the way out
            "/drafts",
            "/sheets/{sheet}/cells/{pupil}/{column}/correction",
            "/sheets/{sheet}/changes",
            "/sheets/{sheet}/excel/columns",
            // of a primary school, and of a preschool: the demo school is neither
            "/classes/{homeroom}/traits",
            "/classes/{homeroom}/traits/commit",
            "/classes/{homeroom}/traits/correct",
            "/classes/{homeroom}/observations",
            "/classes/{homeroom}/observations/{pupil}",
            "/indicator-sets",
            "/static/{hash}/{room}/{file}");

    @TempDir
    private Path folder;

    private final Axe axe = new Axe();
    private final Map<String, Set<String>> complaints = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final Map<String, Integer> looks = new HashMap<>();

    private record Person(String username, String password, String role) {}

    private List<Person> seed() {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().execute("seed", "--past", "--data", folder.toString()))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        var byRole = new LinkedHashMap<String, Person>();
        out.toString(StandardCharsets.UTF_8)
                .lines()
                // the accounts end with an empty line
                .takeWhile(line -> !line.isBlank())
                .filter(line -> !line.contains("(phải đổi"))
                .forEach(line -> {
                    var role = line.substring(54)
                            .replaceFirst("^.{20}\\S*\\s+", "")
                            .strip();
                    // Teachers differ by what they teach, not by what they see.
                    byRole.putIfAbsent(
                            role.replaceFirst("dạy .*", "dạy"),
                            new Person(
                                    line.substring(0, 24).strip(),
                                    line.substring(25, 53).strip(),
                                    role));
                });
        return List.copyOf(byRole.values());
    }

    @Test
    void every_screen_is_whole_for_everybody_on_a_desk_and_on_a_phone() {
        var people = seed();
        var data = new DataFolder(folder);
        try (var house = House.open(data, Duration.ofMinutes(10), Clock.systemUTC(), new SecureRandom());
                var web = house.serve("127.0.0.1", 0);
                var chromium = new Chromium()) {
            look(chromium.desk(), web.address().resolve("/sign-in"), "nobody");
            look(chromium.desk(), web.address().resolve("/trust"), "nobody");
            for (var person : people) {
                var page = chromium.desk();
                walk(page, web.address(), person);
                page.context().close();
            }
            var declared = new TreeSet<>(TestDoor.paths(web));
            declared.removeIf(path -> FILE.matcher(path).find() || NO_LINK.contains(path) || visited(path));
            declared.forEach(path -> complain("no link leads to it", path));
        }
        assertThat(complaints.entrySet().stream()
                        .map(each -> each.getKey() + "\n      at " + String.join(", ", each.getValue()))
                        .toList())
                .as("what is wrong, and where")
                .isEmpty();
    }

    private boolean visited(String path) {
        var pattern = Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
        return seen.stream().anyMatch(each -> pattern.matcher(each).matches());
    }

    private void walk(Page page, URI home, Person person) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complain("console: " + message.text(), person.role() + " " + page.url());
            }
        });
        page.onPageError(error -> complain("script: " + error, person.role() + " " + page.url()));
        page.navigate(home.resolve("/sign-in").toString());
        page.fill("input[name=username]", person.username());
        page.fill("input[name=password]", person.password());
        page.click("form[action='/sign-in'] button");
        page.waitForURL(url -> !url.contains("/sign-in"));
        walk(page, home, person.role());
        page.navigate(home.toString());
        var other = page.locator("form[action='/capacity'] button");
        if (other.count() > 0) {
            other.click();
            walk(page, home, person.role() + ", the other capacity");
        }
    }

    private void walk(Page page, URI home, String role) {
        var waiting = new ArrayDeque<>(List.of("/", "/menu"));
        var known = new HashSet<>(waiting.stream().map(EveryScreenTest::kind).toList());
        while (!waiting.isEmpty()) {
            var path = waiting.removeFirst();
            look(page, home.resolve(path), role);
            for (var link : links(page)) {
                if (!FILE.matcher(link.replaceFirst("\\?.*", "")).find()
                        && !link.startsWith("/attachments/")
                        && known.add(kind(link))) {
                    waiting.add(link);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        return (List<String>) page.evaluate(
                "[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.download)"
                        + ".map(a => a.pathname + a.search)");
    }

    /** Pages of one kind differ by an id or a query only. */
    private static String kind(String path) {
        return ID.matcher(path.replaceFirst("[?#].*", "")).replaceAll("/*");
    }

    private void look(Page page, URI address, String role) {
        var answer = page.navigate(address.toString());
        var path = URI.create(page.url()).getPath();
        seen.add(path);
        if (answer != null && answer.status() != 200) {
            complain("status " + answer.status(), role + " " + path);
        }
        if (looks.merge(kind(path), 1, Integer::sum) > 2) {
            return;
        }
        check(page, role + " " + path + " at a desk");
        page.setViewportSize(390, 844);
        check(page, role + " " + path + " on a phone");
        if (Boolean.getBoolean("shoot")) {
            Chromium.shoot(page, name(role, path) + "-390");
        }
        page.setViewportSize(1366, 768);
        if (Boolean.getBoolean("shoot")) {
            Chromium.shoot(page, name(role, path) + "-1366");
        }
    }

    private static String name(String role, String path) {
        return "every" + kind(path).replaceAll("[^a-z0-9]+", "-") + "-" + role.replaceAll("[^\\p{L}]+", "-");
    }

    private void check(Page page, String where) {
        axe.violations(page).forEach(each -> complain(each, where));
        var overflow = (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        if (overflow > 0) {
            complain("scrolls sideways by " + overflow + " px", where);
        }
        if (page.locator("h1").count() != 1) {
            complain(page.locator("h1").count() + " headings of the first order", where);
        }
    }

    private void complain(String what, String where) {
        complaints.computeIfAbsent(what, key -> new TreeSet<>()).add(where);
    }
}
