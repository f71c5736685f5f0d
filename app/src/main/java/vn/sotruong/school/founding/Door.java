package vn.sotruong.school.founding;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vn.sotruong.ground.web.SessionToken;

/** Cửa thiết lập: knows the browsers on which somebody typed the console's code since this program started. */
public final class Door {
    private final SetupCode code;
    private final SecureRandom random;
    private final Set<String> admitted = ConcurrentHashMap.newKeySet();

    public Door(SetupCode code, SecureRandom random) {
        this.code = code;
        this.random = random;
    }

    public boolean knows(Optional<SessionToken> browser) {
        return browser.map(SessionToken::hash).filter(admitted::contains).isPresent();
    }

    SetupCode.Match compare(String typed) {
        return code.compare(typed);
    }

    /** A token for the browser on which the right code was typed. */
    SessionToken admit() {
        var token = SessionToken.fresh(random);
        admitted.add(token.hash());
        return token;
    }
}
