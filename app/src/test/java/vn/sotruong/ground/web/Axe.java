package vn.sotruong.ground.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Axe, held against a page: WCAG 2.2 AA and best practice, as far as a machine can tell. */
public final class Axe {
    private static final String RUN = """
            async () => {
              const found = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                resultTypes: ['violations'],
              });
              return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')
                + ' {' + n.html.slice(0, 120) + '}').join(' | '));
            }""";

    private final String script;

    public Axe() {
        try (var in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the page as it stands, a line a rule. */
    @SuppressWarnings("unchecked")
    public List<String> violations(Page page) {
        // Put there by the debugger: the page's own policy allows no script but ours.
        page.evaluate("() => { if (!window.axe) { " + script + " } }");
        return (List<String>) page.evaluate(RUN);
    }
}
