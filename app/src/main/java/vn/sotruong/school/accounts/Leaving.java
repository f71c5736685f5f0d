package vn.sotruong.school.accounts;

import java.util.Optional;
import vn.sotruong.ground.web.Visitor;

/** Trước khi đăng xuất: what a room wants somebody to decide before they leave. */
@FunctionalInterface
public interface Leaving {
    /** The page that asks, which signs them out by a form with {@code keep}; empty where nothing waits. */
    Optional<String> before(Visitor visitor);
}
