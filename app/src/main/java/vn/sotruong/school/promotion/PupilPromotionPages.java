package vn.sotruong.school.promotion;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Roll;

/** Trang xét lên lớp của một học sinh qua các năm: what the year came to, and beside it what the summer made of it. */
public final class PupilPromotionPages implements Pages {
    private final Promotion promotion;

    public PupilPromotionPages(Promotion promotion) {
        this.promotion = promotion;
    }

    @Override
    public void routes(Routes at) {
        at.get("/pupils/{pupil}/promotion", this::show, Need.HOMEROOM, Need.PRINCIPAL, Need.CLERK, Need.INSPECTOR);
    }

    /** Một nội dung trong hè. */
    public record Item(String name, String before, String after) {}

    /**
     * Một năm.
     *
     * @param rulings of the principal, in writing
     * @param again empty where the summer came to nothing
     * @param issue the decision that confirmed it; empty before
     */
    public record Year(
            String schoolYear,
            String homeroom,
            String state,
            String level,
            String conduct,
            String outcome,
            List<String> why,
            List<String> rulings,
            String title,
            List<Item> items,
            String levelAgain,
            String again,
            String issue) {}

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        var id = ctx.pathParam("pupil");
        var model = promotion.db().read(handle -> {
            var pupil = People.findPupil(handle, id);
            if (pupil.isEmpty() || !sees(handle, visitor, id)) {
                return Optional.<Map<String, Object>>empty();
            }
            var words = new Words(handle, Web.language(ctx));
            var years = Roll.listYears(handle).stream()
                    .flatMap(year -> Promotion.find(handle, year, id).stream())
                    .map(review -> year(handle, words, review))
                    .toList();
            return Optional.of(Map.<String, Object>of("pupil", pupil.get(), "years", years));
        });
        if (model.isEmpty()) {
            Web.refuse(ctx, Reason.NOT_YOUR_CLASS);
            return;
        }
        ctx.render("promotion/pupil.peb", model.get());
    }

    private boolean sees(Handle handle, Visitor visitor, String pupil) {
        return PromotionPages.seesAll(visitor)
                || (visitor.capacity() != Capacity.ADMINISTRATION
                        && Roll.findPlace(handle, pupil)
                                .filter(place ->
                                        Roll.leads(handle, visitor.person(), place.homeroom(), promotion.today()))
                                .isPresent());
    }

    private static Year year(Handle handle, Words words, Review review) {
        var dossier = Dossier.find(handle, review.schoolYear(), review.pupil());
        var entered = Summers.entered(handle, review);
        var items = new ArrayList<Item>();
        for (var owed : Summers.owed(handle, review)) {
            dossier.ifPresent(each -> items.add(new Item(
                    words.owed(owed, each.ruleset()),
                    words.value(owed.form(), owed.before()),
                    words.value(owed.form(), entered.getOrDefault(owed.key(), "")))));
        }
        var rulings = new ArrayList<String>();
        ruling(words, review.first().ruling()).ifPresent(rulings::add);
        var second = review.second();
        if (second != null) {
            ruling(words, second.ruling()).ifPresent(rulings::add);
        }
        var title = review.first().title();
        var issue = review.issue();
        return new Year(
                review.schoolYear().replace('-', '–'),
                Roll.getHomeroom(handle, review.homeroom()).name(),
                review.state().name(),
                dossier.map(each -> words.key(each.levels().getFirst())).orElse(""),
                dossier.map(each -> words.key(each.levels().getLast())).orElse(""),
                words.outcome(review.first().outcome()),
                words.grounds(review.first().grounds()),
                rulings,
                title == null ? "" : words.say(title.key()),
                items,
                second == null
                        ? ""
                        : dossier.map(each -> words.key(each.levelAgain(entered)))
                                .orElse(""),
                second == null ? "" : words.outcome(second.outcome()),
                issue == null
                        ? ""
                        : words.say(
                                "promotion.pupil.issue",
                                issue.decision(),
                                Formats.day(issue.date()),
                                words.staff(issue.signed().by())));
    }

    private static Optional<String> ruling(Words words, @Nullable Ruling ruling) {
        return Optional.ofNullable(ruling)
                .map(each -> words.say(
                        "promotion.ruling",
                        each.number(),
                        Formats.day(each.date()),
                        words.staff(each.by()),
                        each.text()));
    }
}
