package vn.sotruong.school.gradebook;

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

/** Lối vào của buổi thử: {@code /enter?as=NAME} signs in one of the cast. */
final class Entrance implements Pages, Doorkeeper {
    private final Map<String, Visitor> people;
    private final Map<String, Visitor> inside = new ConcurrentHashMap<>();

    Entrance(Cast cast) {
        people = Map.of(
                "lan", visitor(cast.lan, "Trần Thu Lan", Need.ENTER_MARKS),
                "nam", visitor(cast.nam, "Nguyễn Hoài Nam", Need.ENTER_MARKS),
                "minh", visitor(cast.minh, "Lê Quang Minh", Need.ENTER_MARKS),
                "former", visitor(cast.former, "Phạm Văn Cũ", Need.ENTER_MARKS),
                "administering",
                        new Visitor(
                                cast.lan.actor().account(),
                                cast.lan.actor().session(),
                                cast.lan.staff(),
                                "Trần Thu Lan",
                                Capacity.ADMINISTRATION,
                                Set.of(),
                                Set.of(Need.CHANGE_PASSWORD, Need.SIGNED_IN, Need.ADMIN),
                                List.of(),
                                0),
                "principal", visitor(cast.minh, "Vũ Thị Hiệu", Need.PRINCIPAL),
                "clerk", visitor(cast.minh, "Hồ Văn Thư", Need.CLERK));
    }

    private static Visitor visitor(Teacher teacher, String name, Need need) {
        return new Visitor(
                teacher.actor().account(),
                teacher.actor().session(),
                teacher.staff(),
                name,
                Set.of(Need.CHANGE_PASSWORD, Need.SIGNED_IN, need));
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
                "/enter",
                ctx -> {
                    var token = SessionToken.fresh(new SecureRandom());
                    inside.put(token.hash(), java.util.Objects.requireNonNull(people.get(Web.text(ctx, "as"))));
                    Web.admit(ctx, token);
                    ctx.redirect("/menu");
                },
                Need.ANYONE);
    }
}
