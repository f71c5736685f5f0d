package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.results.Confirmation.Step;

/**
 * Một bước xác nhận.
 *
 * @param by whose name stands under it; empty where nobody's does
 * @param fallen why it stands no more; empty while it does
 * @param seal of what is shown, for whoever may confirm it now; empty for the others
 */
public record StepLine(
        String step,
        String subject,
        String name,
        String by,
        @Nullable String at,
        String fallen,
        boolean stands,
        String seal) {

    /** The steps of a class and term that somebody sees; the headings are the subjects that are confirmed. */
    static List<StepLine> list(Asked asked, Telling telling, Confirmations confirmations, List<Heading> headings) {
        var number = Confirmations.number(asked.period());
        var state = Confirmations.standing(asked.handle(), asked.homeroom().id(), number);
        var lines = new ArrayList<StepLine>();
        if (asked.period() != Period.YEAR) {
            for (var heading : headings) {
                lines.add(step(asked, telling, confirmations, Step.SUBJECT, heading.id(), heading.name(), state));
            }
        }
        if (asked.sight().whole()) {
            for (var step : List.of(Step.HOMEROOM, Step.PRINCIPAL)) {
                lines.add(step(asked, telling, confirmations, step, "", telling.words("results.step." + step), state));
            }
        }
        return lines;
    }

    private static StepLine step(
            Asked asked,
            Telling telling,
            Confirmations confirmations,
            Step step,
            String subject,
            String name,
            Confirmations.State state) {
        var held = state.of(step, subject);
        var handle = asked.handle();
        var visitor = asked.visitor();
        var homeroom = asked.homeroom().id();
        var period = Confirmations.number(asked.period());
        var deed = new Confirmations.Deed(homeroom, period, step, subject, "");
        var offered = (held == null || !held.stands())
                && !visitor.readsOnly()
                && confirmations
                        .refusal(handle, visitor.actor(), visitor.person(), deed)
                        .isEmpty();
        return new StepLine(
                step.name(),
                subject,
                name,
                held == null ? "" : signer(handle, telling, homeroom, held),
                held == null ? null : held.at(),
                held == null || held.stands() ? "" : fallen(handle, telling, held),
                held != null && held.stands(),
                offered ? Confirmations.seal(handle, homeroom, period, subject) : "");
    }

    /** The name, and in whose place it stands where that is not the principal's own word. */
    private static String signer(Handle handle, Telling telling, String homeroom, Confirmation held) {
        var name = People.staffName(handle, held.by());
        return held.step() == Step.PRINCIPAL
                ? StandIns.told(handle, telling.language(), Confirmations.about(homeroom, held.period()), held.by())
                        .orElse(name)
                : name;
    }

    private static String fallen(Handle handle, Telling telling, Confirmation held) {
        var pupil = People.findPupil(handle, Objects.requireNonNullElse(held.voidedPupil(), ""))
                .map(Pupil::name)
                .map(each -> each.full())
                .orElse("");
        var subject = Objects.requireNonNullElse(held.voidedSubject(), "");
        var at = Formats.moment(Objects.requireNonNull(held.voidedAt()));
        return subject.isEmpty()
                ? telling.words("results.fallen.level", pupil, at)
                : telling.words("results.fallen.subject", pupil, telling.name(subject), at);
    }
}
