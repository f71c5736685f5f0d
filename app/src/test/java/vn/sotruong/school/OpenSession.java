package vn.sotruong.school;

import java.util.Base64;
import java.util.HashMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.school.accounts.Accounts;

/** Phiên mở sẵn: somebody who is signed in already, with the line that says so; passwords are slow to check on purpose. */
final class OpenSession {
    private static final Entity SIGN_IN = Accounts.ENTITIES.stream()
            .filter(each -> each.table().equals("sign_in"))
            .findFirst()
            .orElseThrow();

    private OpenSession() {}

    /** Opens one. @return the cookie's value */
    static String begin(Tx tx, Random random, String account) {
        var secret = new byte[32];
        random.nextBytes(secret);
        var cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var token = SessionToken.parse(cookie).orElseThrow();
        var now = Moments.text(tx.now());
        var line = new HashMap<String, @Nullable Object>();
        line.put("id", tx.newId());
        line.put("account", account);
        line.put("username", null);
        line.put("outcome", "ADMITTED");
        line.put("capacity", "USE");
        line.put("address", "127.0.0.1");
        line.put("at", now);
        line.put("session_hash", token.hash());
        tx.create(SIGN_IN, line);
        tx.handle()
                .execute(
                        "INSERT INTO session (hash, id, account, address, began_at, seen_at, sign_in)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        token.hash(),
                        tx.newId(),
                        account,
                        "127.0.0.1",
                        now,
                        now,
                        line.get("id"));
        return cookie;
    }
}
