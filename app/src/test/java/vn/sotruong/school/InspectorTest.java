package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestBrowser;

/** Người thanh tra: opened by two people, reads between two days, and writes nothing. */
class InspectorTest {
    private static final Pattern CODE = Pattern.compile("<b>([a-z2-9]{5}-[a-z2-9]{5})</b>");
    private static final String NEW = "trời hôm nay nắng đẹp";

    @TempDir
    private Path folder;

    @Test
    void an_inspector_is_approved_reads_for_a_time_and_every_write_is_refused() {
        try (var school = new Governed(folder)) {
            var admin = school.admin();
            admin.get("/inspectors");
            assertThat(propose(admin, "21/11/2026", "21/11/2027").statusCode()).isEqualTo(422);
            assertThat(propose(admin, "21/11/2026", "x").body()).contains("Thời gian chưa đúng", "Sở GDĐT");
            assertThat(propose(admin, "21/11/2026", "23/11/2026").statusCode()).isEqualTo(303);
            assertThat(school.one("SELECT count(*) FROM inspector")).isEqualTo("0");

            var proposal = school.one("SELECT id FROM proposal WHERE kind = 'INSPECTOR'");
            assertThat(Governed.approve(school.principal(), String.valueOf(proposal))
                            .statusCode())
                    .isEqualTo(303);
            var id = school.one("SELECT id FROM inspector");
            var username = String.valueOf(school.one("SELECT username FROM account WHERE inspector IS NOT NULL"));
            assertThat(username).isEqualTo("binhtv.thcshm");
            school.principal().get("/inspectors");
            assertThat(school.principal().post("/inspectors/" + id + "/code").statusCode())
                    .isEqualTo(403);
            admin.get("/inspectors");
            var code = CODE.matcher(admin.post("/inspectors/" + id + "/code").body());
            assertThat(code.find()).isTrue();
            assertThat(admin.post("/inspectors/" + id + "/code").statusCode()).isEqualTo(422);

            var inspector = school.signIn(username, code.group(1));
            inspector.get("/password");
            inspector.post("/password", "old", code.group(1), "new", NEW, "again", NEW);
            for (var path : List.of("/accounts", "/resets", "/audit", "/locks", "/sessions")) {
                assertThat(inspector.get(path).statusCode()).as(path).isEqualTo(200);
            }
            inspector.get("/menu");
            for (var path : List.of(
                    "/audit/verify",
                    "/resets",
                    "/access-rule",
                    "/sessions/pin",
                    "/capacity",
                    "/locks/decide",
                    "/proposals/approve")) {
                assertThat(inspector.post(path, "to", "ADMINISTRATION").statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(school.principal().get("/accounts").body())
                    .contains("Trần Văn Bình")
                    .contains("Chỉ xem");

            school.clock.forward(Duration.ofDays(3));
            assertThat(TestBrowser.location(inspector.get("/accounts"))).startsWith("/sign-in");
            var late = school.browser();
            late.get("/sign-in");
            var refused = late.post("/sign-in", "username", username, "password", NEW);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("chỉ dùng được trong thời gian");
        }
    }

    private static java.net.http.HttpResponse<String> propose(TestBrowser admin, String from, String last) {
        return admin.post(
                "/inspectors",
                "name",
                "Trần Văn Bình",
                "authority",
                "Sở GDĐT",
                "decision",
                "Số 7/QĐ ngày 20/11/2026",
                "from",
                from,
                "last",
                last);
    }
}
