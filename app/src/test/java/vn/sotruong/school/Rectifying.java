package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import vn.sotruong.ground.web.TestBrowser;

/** Đính chính, as people do it on its pages: asking, consenting, and being there together. */
final class Rectifying {
    private static final Pattern HIDDEN =
            Pattern.compile("name=\"(kind|homeroom|pupil|slot|detail|mark)\" value=\"([^\"]*)\"");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([0-9a-f]+)\"");

    private final Governed school;

    Rectifying(Governed school) {
        this.school = school;
    }

    /** Fills in the form at an address, and sends it. */
    static HttpResponse<String> ask(TestBrowser browser, String address, String... fields) {
        var form = browser.get(address);
        assertThat(form.statusCode()).as(form.body()).isEqualTo(200);
        return ask(browser, form, fields);
    }

    /** Sends a form that was opened before. */
    static HttpResponse<String> ask(TestBrowser browser, HttpResponse<String> form, String... fields) {
        var sent = new ArrayList<>(List.of("why", "Hội đồng xét lại ngày 20/11", "evidence", "Biên bản số 4"));
        HIDDEN.matcher(form.body()).results().forEach(each -> sent.addAll(List.of(each.group(1), each.group(2))));
        sent.addAll(List.of(fields));
        return browser.post("/rectifications", sent.toArray(String[]::new));
    }

    /** The id of the request to which an answer leads. */
    static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return TestBrowser.location(answer).substring("/rectifications/".length());
    }

    static String seal(TestBrowser browser, String id) {
        var seal = SEAL.matcher(browser.get("/rectifications/" + id).body());
        return seal.find() ? seal.group(1) : "";
    }

    HttpResponse<String> consent(String name, String id) {
        var browser = school.in(name);
        browser.get("/menu");
        return browser.post("/rectifications/" + id + "/consent", "seal", seal(browser, id));
    }

    HttpResponse<String> step(String name, String id, String deed) {
        school.in(name).get("/menu");
        return school.in(name).post("/rectifications/" + id + "/" + deed, "why", "chưa đủ hồ sơ");
    }

    HttpResponse<String> attend(String terminal, String id, String role, String who) {
        return attend(terminal, id, role, who, Governed.PASSWORD);
    }

    HttpResponse<String> attend(String terminal, String id, String role, String who, String password) {
        school.in(terminal).get("/rectifications/" + id);
        return school.in(terminal)
                .post(
                        "/rectifications/" + id + "/attend",
                        "role",
                        role,
                        "username",
                        school.username(who),
                        "password",
                        password);
    }

    HttpResponse<String> execute(String terminal, String id) {
        var browser = school.in(terminal);
        var shown = seal(browser, id);
        return browser.post(
                "/rectifications/" + id + "/execute",
                "seal",
                shown.isEmpty()
                        ? String.valueOf(school.one("SELECT seal FROM conduct_amendment WHERE id = '" + id + "'"))
                        : shown);
    }

    /** The three prove that they are there, and the one who asked has it written. */
    HttpResponse<String> together(String asker, String id, String leader, String member) {
        for (var each : List.of(List.of("LEADER", leader), List.of("BOARD", member), List.of("REQUESTER", asker))) {
            var there = attend(asker, id, each.getFirst(), each.getLast());
            assertThat(there.statusCode()).as(each + there.body()).isEqualTo(303);
        }
        return execute(asker, id);
    }

    static void refused(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(words);
    }
}
