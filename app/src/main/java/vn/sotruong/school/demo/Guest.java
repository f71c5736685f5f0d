package vn.sotruong.school.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Người ngồi trước máy: one person's browser at the school's own door. It reads pages, fills in the forms that stand on
 * them and sends them as they are; whatever no page offers, it cannot do.
 */
final class Guest {
    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "<input\\b(?<input>[^>]*)>|<(?<kind>textarea|select)\\b(?<about>[^>]*)>(?<inside>.*?)</\\k<kind>>",
            Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)(?:=\"([^\"]*)\")?");
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern ALERT = Pattern.compile("role=\"alert\"[^>]*>(.*?)</p>", Pattern.DOTALL);
    private static final int SEE_OTHER = 303;
    private static final int OK = 200;

    private final URI door;
    private final Runnable breath;
    private final HttpClient client;
    private String page = "";
    private String path = "/";

    /**
     * Somebody at the door.
     *
     * @param trust knows the school's own authority
     * @param breath what passes before each click
     */
    Guest(URI door, SSLContext trust, Runnable breath) {
        this.door = door;
        this.breath = breath;
        client = HttpClient.newBuilder()
                .sslContext(trust)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /** TLS that trusts the school's own authority and nobody else. */
    static SSLContext trusting(Path authority) {
        try (var in = Files.newInputStream(authority)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Comes in, as the account's owner does. */
    Guest signIn(DemoAccount account) {
        open("/sign-in");
        submit("/sign-in", "username", account.username(), "password", account.password());
        return this;
    }

    /** Looks at a page. */
    String open(String address) {
        return take(HttpRequest.newBuilder(door.resolve(address)).GET());
    }

    /** Whether the page that is looked at has such a form. */
    boolean offers(String action, String... typed) {
        return find(action, List.of(typed)) != null;
    }

    /**
     * Sends the form of the page that is looked at, and looks at where it leads.
     *
     * @param typed names and values in turn; of several forms with that action the one that agrees with them is meant
     */
    String submit(String action, String... typed) {
        var fields = find(action, List.of(typed));
        if (fields == null) {
            throw new IllegalStateException("the page " + path + " has no such form: " + action);
        }
        var body = fields.stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return take(HttpRequest.newBuilder(door.resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** What the script of the page sends. */
    String send(String action, String json) {
        var token = TOKEN.matcher(page);
        if (!token.find()) {
            throw new IllegalStateException("the page " + path + " has no form at all");
        }
        var before = page;
        var answer = take(HttpRequest.newBuilder(door.resolve(action))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-CSRF", token.group(1))
                .POST(BodyPublishers.ofString(json)));
        page = before;
        return answer;
    }

    /** Where the last click led. */
    String path() {
        return path;
    }

    private String take(HttpRequest.Builder request) {
        breath.run();
        try {
            var asked = request.build();
            var answer = client.send(asked, BodyHandlers.ofString(StandardCharsets.UTF_8));
            path = asked.uri().getPath();
            if (answer.statusCode() == SEE_OTHER) {
                return open(answer.headers().firstValue("Location").orElse("/"));
            }
            page = answer.body();
            if (answer.statusCode() != OK) {
                var alert = ALERT.matcher(page);
                throw new IllegalStateException(
                        asked.method() + " " + asked.uri().getPath() + " was answered "
                                + answer.statusCode() + ": "
                                + (alert.find()
                                        ? alert.group(1).replaceAll("<[^>]*>", "")
                                        : page.lines().limit(3).toList()));
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the door", e);
        }
    }

    private @Nullable List<Map.Entry<String, String>> find(String action, List<String> typed) {
        var wanted = new LinkedHashMap<String, List<String>>();
        for (var i = 0; i < typed.size(); i += 2) {
            wanted.computeIfAbsent(typed.get(i), key -> new ArrayList<>()).add(typed.get(i + 1));
        }
        var forms = FORM.matcher(page);
        while (forms.find()) {
            if (plain(attributes(forms.group(1)).getOrDefault("action", "")).equals(action)) {
                var fields = fill(forms.group(2), wanted);
                if (fields != null) {
                    return fields;
                }
            }
        }
        return null;
    }

    /** What the form would send with these values in it; null where it is another form that is meant. */
    private static @Nullable List<Map.Entry<String, String>> fill(String form, Map<String, List<String>> wanted) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        var left = new LinkedHashMap<>(wanted);
        var inputs = FIELD.matcher(form);
        while (inputs.find()) {
            var lone = inputs.group("input");
            var about = attributes(lone == null ? inputs.group("about") : lone);
            var name = about.getOrDefault("name", "");
            var type = about.getOrDefault("type", "text");
            if (name.isEmpty() || type.equals("file")) {
                continue;
            }
            var value = plain(about.getOrDefault("value", ""));
            var said = wanted.get(name);
            var chosen = said == null ? about.containsKey("checked") : said.contains(value);
            switch (type) {
                case "checkbox", "radio" -> {
                    if (chosen) {
                        fields.add(Map.entry(name, value));
                    }
                }
                case "hidden" -> {
                    if (said != null && !said.contains(value)) {
                        return null;
                    }
                    fields.add(Map.entry(name, value));
                }
                default -> fields.add(Map.entry(name, said == null ? there(inputs, value) : said.getFirst()));
            }
            left.remove(name);
        }
        return left.keySet().stream().allMatch(name -> form.contains("name=\"" + name + "\""))
                ? with(fields, left)
                : null;
    }

    /** A button's own name and value come last. */
    private static List<Map.Entry<String, String>> with(
            List<Map.Entry<String, String>> fields, Map<String, List<String>> pressed) {
        pressed.forEach((name, values) -> fields.add(Map.entry(name, values.getFirst())));
        return fields;
    }

    private static String there(Matcher input, String value) {
        var kind = input.group("kind");
        return kind == null
                ? value
                : kind.equals("select") ? selected(input.group("inside")) : plain(input.group("inside"));
    }

    private static String selected(String options) {
        var first = "";
        var each = OPTION.matcher(options);
        for (var i = 0; each.find(); i++) {
            var about = attributes(each.group(1));
            if (i == 0 || about.containsKey("selected")) {
                first = plain(about.getOrDefault("value", ""));
            }
            if (about.containsKey("selected")) {
                return first;
            }
        }
        return first;
    }

    private static Map<String, String> attributes(String tag) {
        var found = new HashMap<String, String>();
        var each = ATTRIBUTE.matcher(tag);
        while (each.find()) {
            found.put(each.group(1), each.group(2) == null ? "" : each.group(2));
        }
        return found;
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
