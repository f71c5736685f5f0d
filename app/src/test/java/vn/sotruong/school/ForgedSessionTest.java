package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.web.SessionToken;

/** A session that was put into the store past the program: nobody is let in by it, and the audit names it. */
class ForgedSessionTest {
    private static final String COPIED = """
            INSERT INTO session (hash, id, account, capacity, address, began_at, seen_at, sign_in)
            SELECT ?, 'forged', account, capacity, address, began_at, seen_at, sign_in FROM session
             WHERE account = (SELECT id FROM account WHERE username = ?)""";

    @TempDir
    private Path folder;

    @Test
    void rows_that_no_sign_in_made_let_nobody_in_and_are_found() {
        try (var school = new Governed(folder)) {
            assertThat(school.principal().get("/sessions").statusCode()).isEqualTo(200);
            var token = SessionToken.fresh(new SecureRandom());
            var username = school.username("Nguyễn Thị Hoa");
            for (var attack : List.of(
                    // another secret for a sign-in that is in the journal
                    COPIED,
                    // the row that stands, given another secret, or another owner
                    "UPDATE session SET hash = ? WHERE account = (SELECT id FROM account WHERE username = ?)")) {
                raw(school, attack, token.hash(), username);
                assertThat(knows(school, token)).as(attack).isFalse();
                assertThat(findings(school)).as(attack).anyMatch(each -> each.startsWith("session "));
                raw(school, "DELETE FROM session WHERE hash = ?", token.hash());
            }
            var teacher = school.teacher();
            assertThat(teacher.get("/sessions").statusCode()).isEqualTo(200);
            raw(
                    school,
                    "UPDATE session SET account = (SELECT id FROM account WHERE username = ?)"
                            + " WHERE account = (SELECT id FROM account WHERE username = ?)",
                    username,
                    school.username("Trần Thị Lan"));
            assertThat(teacher.get("/sessions").statusCode()).isEqualTo(303);
            assertThat(findings(school)).anyMatch(each -> each.startsWith("session "));
            raw(school, "DELETE FROM session");
        }
    }

    private static boolean knows(Governed school, SessionToken token) {
        return school.house.signIns.find(token).isPresent();
    }

    private static List<String> findings(Governed school) {
        return Audit.verify(school.house.db, SchoolSchema.SCHEMA, List.of()).findings();
    }

    private static void raw(Governed school, String sql, Object... values) {
        school.house.db.write(Governed.SETUP, tx -> tx.handle().execute(sql, values));
    }
}
