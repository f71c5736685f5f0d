package vn.sotruong.school;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Doorkeeper;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.SessionToken;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;

/** Lối vào để thử: lets a known person in by name, so that a room's pages can be tried without its accounts. */
public final class Entrance implements Pages, Doorkeeper {
    private final Map<String, Visitor> people;
    private final Map<String, Visitor> inside = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** @param people by the word that lets them in */
    public Entrance(Map<String, Visitor> people) {
        this.people = Map.copyOf(people);
    }

    public static Visitor visitor(String staff, String name, Need need) {
        var capacity = need == Need.BOARD || need == Need.ADMIN ? Capacity.ADMINISTRATION : Capacity.USE;
        var may = Set.of(Need.SIGNED_IN, need);
        return new Visitor("tk-" + staff, "s-" + staff, staff, name, capacity, Set.of(), may, List.of(), 0);
    }

    @Override
    public Optional<Visitor> find(SessionToken token) {
        return Optional.ofNullable(inside.get(token.hash()));
    }

    @Override
    public Optional<Visitor> findAgain(Handle handle, SessionToken token) {
        return find(token);
    }

    @Override
    public void routes(Routes at) {
        at.get(
                "/enter/{who}",
                ctx -> {
                    var token = SessionToken.fresh(random);
                    inside.put(
                            token.hash(),
                            Optional.ofNullable(people.get(ctx.pathParam("who")))
                                    .orElseThrow());
                    Web.admit(ctx, token);
                    ctx.result("inside");
                },
                Need.ANYONE);
    }
}
