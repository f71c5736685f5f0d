package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.web.Language;
import vn.sotruong.school.board.StandIn.About;
import vn.sotruong.school.board.StandIn.Matter;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Lớp chờ quyết định của cấp trên: the principal's own class, where no deputy is left who could approve it. */
public final class SuperiorRoom implements StandIns.Room {
    private final Promotion promotion;
    private final Summers summers;

    public SuperiorRoom(Promotion promotion) {
        this.promotion = promotion;
        this.summers = new Summers(promotion);
    }

    @Override
    public List<StandIns.Waiting> listWaiting(Handle handle, Language language) {
        var words = new Words(handle, language);
        var waiting = new ArrayList<StandIns.Waiting>();
        ReviewTable.listWaiting(handle).stream()
                .map(Review::homeroom)
                .distinct()
                .map(each -> Roll.getHomeroom(handle, each))
                .filter(each -> promotion.waitsForSuperior(handle, each))
                .forEach(homeroom -> {
                    var lines = promotion.lines(handle, homeroom);
                    add(waiting, words, homeroom, lines, Matter.PROMOTION, State.SUBMITTED);
                    add(waiting, words, homeroom, lines, Matter.SUMMER, State.SUMMER_RESULT);
                });
        return waiting;
    }

    private static void add(
            List<StandIns.Waiting> waiting,
            Words words,
            Homeroom homeroom,
            List<Line> lines,
            Matter matter,
            State state) {
        var told = lines.stream()
                .filter(each -> each.state() == state)
                .map(each -> told(words, each))
                .toList();
        if (!told.isEmpty()) {
            waiting.add(new StandIns.Waiting(
                    Promotion.about(matter, homeroom.id()), homeroom.name(), told, Promotion.seal(lines, state)));
        }
    }

    private static String told(Words words, Line line) {
        var review = line.review();
        if (review == null) {
            return line.pupil().name().full();
        }
        var title = review.first().title();
        return line.pupil().name().full() + ": "
                + words.outcome(review.outcome().orElse(null)) + (title == null ? "" : ", " + words.say(title.key()));
    }

    @Override
    public Optional<Reason> approve(Actor actor, String staff, About about, String seal, StandIns.Word word) {
        var answer = about.matter() == Matter.SUMMER
                ? summers.approveAgain(actor, staff, about.homeroom(), seal, word)
                : promotion.approve(actor, staff, about.homeroom(), seal, word);
        return answer instanceof Answer.Refused(var reason) ? Optional.of(reason) : Optional.empty();
    }
}
