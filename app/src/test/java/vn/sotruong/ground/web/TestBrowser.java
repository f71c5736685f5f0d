package vn.sotruong.ground.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import vn.sotruong.backup.seal.Certificates;

/** A client that keeps cookies, follows nothing by itself, and trusts one authority alone. */
public final class TestBrowser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private final URI address;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client;
    private String token = "";

    public TestBrowser(URI address, Path authority) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(authority))
                .cookieHandler(cookies)
                .build();
    }

    /** A page; its forgery token is kept for the next {@link #post}. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** A file. */
    public byte[] download(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A form with the token of the last page that had one. Fields and values in turn. */
    public HttpResponse<String> post(String path, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("csrf", token));
        return postBare(path, all.toArray(String[]::new));
    }

    /** A form exactly as given. */
    public HttpResponse<String> postBare(String path, String... fields) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields))));
    }

    /** JSON as a script sends it. */
    public HttpResponse<String> postJson(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-CSRF", token)
                .POST(BodyPublishers.ofString(json)));
    }

    /** A file in a multipart form, with the token. */
    public HttpResponse<String> upload(String path, String field, String fileName, byte[] file) {
        var edge = "----sotruong-edge";
        var head = part(edge, "name=\"csrf\"") + token + "\r\n"
                + part(edge, "name=\"" + field + "\"; filename=\"" + fileName + "\"");
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(file),
                BodyPublishers.ofString("\r\n--" + edge + "--\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(body));
    }

    /** A file in a multipart form among other fields, with the token. */
    public HttpResponse<String> uploadWith(
            String path, Map<String, String> fields, String field, String fileName, byte[] file) {
        var edge = "----sotruong-edge";
        var head = new StringBuilder(part(edge, "name=\"csrf\"") + token + "\r\n");
        fields.forEach((name, value) ->
                head.append(part(edge, "name=\"" + name + "\"")).append(value).append("\r\n"));
        head.append(part(edge, "name=\"" + field + "\"; filename=\"" + fileName + "\""));
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                BodyPublishers.ofByteArray(file),
                BodyPublishers.ofString("\r\n--" + edge + "--\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(body));
    }

    private static String part(String edge, String disposition) {
        return "--" + edge + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    }

    /** Where a redirect leads. */
    public static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Any request, for attacks. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            var found = TOKEN.matcher(answer.body());
            if (found.find()) {
                token = found.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String token() {
        return token;
    }

    public Optional<HttpCookie> sessionCookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("__Host-sotruong"))
                .findFirst();
    }

    private static String form(String... fields) {
        var out = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            out.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(fields[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    /** TLS with one trusted authority. */
    public static SSLContext trusting(Path authority) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority",
                    Certificates.readPem(Files.readString(authority)).getFirst());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
