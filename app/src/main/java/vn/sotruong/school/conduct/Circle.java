package vn.sotruong.school.conduct;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.conduct.ConductPolicy.Deed;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.TeachingAssignment;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Ai đối với lớp nào: the facts that the policy asks for, read in the transaction whose act they allow. */
final class Circle {
    private Circle() {}

    private static final Set<Deed> READING = Set.of(Deed.READ_CLASS, Deed.READ_NOTES);

    /** Why a deed is not done; a page that only shows asks {@link #allows}. */
    static Optional<Reason> refusal(Handle handle, Deed deed, Author author, String homeroom, LocalDate on) {
        var refusal = unentitled(handle, deed, author, homeroom, on);
        return READING.contains(deed) ? refusal : refusal.or(() -> unconfirmed(handle, author));
    }

    /** Whether the account is one whose password was reset and that the principal has not confirmed since. */
    static Optional<Reason> unconfirmed(Handle handle, Author author) {
        return Standing.full(handle, author.actor().account())
                ? Optional.empty()
                : Optional.of(Reason.RESET_UNCONFIRMED);
    }

    private static Optional<Reason> unentitled(Handle handle, Deed deed, Author author, String homeroom, LocalDate on) {
        if (Roll.findHomeroom(handle, homeroom).isEmpty()) {
            return Optional.of(Reason.NOT_YOUR_CLASS);
        }
        return ConductPolicy.refusal(deed, standing(handle, author, homeroom, on));
    }

    /** Whether the post and the class entitle somebody to a deed: what their page offers. */
    static boolean allows(Handle handle, Deed deed, Author author, String homeroom, LocalDate on) {
        return unentitled(handle, deed, author, homeroom, on).isEmpty();
    }

    private static ConductPolicy.Standing standing(Handle handle, Author author, String homeroom, LocalDate on) {
        return new ConductPolicy.Standing(
                administers(author.actor()),
                Roll.leads(handle, author.staff(), homeroom, on),
                !taught(handle, author.staff(), homeroom, on).isEmpty(),
                author.may().contains(Need.PRINCIPAL),
                author.may().contains(Need.INSPECTOR));
    }

    static boolean administers(Actor actor) {
        return actor.capacity() == Capacity.ADMINISTRATION;
    }

    /** Whether somebody reads every class. */
    static boolean governs(Author author) {
        return !administers(author.actor())
                && (author.may().contains(Need.PRINCIPAL) || author.may().contains(Need.INSPECTOR));
    }

    /** The subjects that somebody teaches in a class. */
    static List<String> taught(Handle handle, String staff, String homeroom, LocalDate on) {
        return Roll.listAssignments(handle, staff, on).stream()
                .filter(each -> each.homeroom().equals(homeroom))
                .map(TeachingAssignment::subject)
                .toList();
    }

    /** The classes of the open year. */
    static List<Homeroom> classes(Handle handle) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of());
    }

    /** The classes of a year that somebody reads: all of them, or those that they lead. */
    static List<Homeroom> readable(Handle handle, Author author, String year, LocalDate on) {
        if (governs(author)) {
            return Roll.listHomerooms(handle, year);
        }
        if (administers(author.actor())) {
            return List.of();
        }
        return Roll.listLed(handle, author.staff(), on).stream()
                .filter(each -> each.schoolYear().equals(year))
                .toList();
    }
}
