package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.roll.Enrolment.Ended;

/** Kết thúc năm học ở sổ lớp: what ends with a school year, and how it is put back. */
public final class YearTurn {
    private YearTurn() {}

    /**
     * Phân công đã kết thúc: what a year's end took from people.
     *
     * @param teaching ids of assignments that had no end
     * @param later by id, assignments that had an end after that day, and which
     * @param homerooms ids of homeroom teachers' rows that had no end
     * @param substitutions by id, until when each was to last
     */
    public record Duties(
            List<String> teaching,
            Map<String, String> later,
            List<String> homerooms,
            Map<String, String> substitutions) {
        public Duties {
            teaching = List.copyOf(teaching);
            later = Map.copyOf(later);
            homerooms = List.copyOf(homerooms);
            substitutions = Map.copyOf(substitutions);
        }
    }

    /** Everybody who is in a class of that year now, by class and number. */
    public static List<Enrolment> listPresent(Handle handle, String schoolYear) {
        return EnrolmentTable.listOfYear(handle, schoolYear).stream()
                .filter(each -> each.until() == null)
                .toList();
    }

    /** Everybody who was in a class of that year when it ended, by class and number. */
    public static List<Enrolment> listEnded(Handle handle, String schoolYear) {
        return EnrolmentTable.listOfYear(handle, schoolYear).stream()
                .filter(each -> each.ended() == Ended.YEAR)
                .toList();
    }

    /** Ends a place with its year: the class goes on showing this pupil. */
    public static void end(Tx tx, Enrolment place, LocalDate day, String why) {
        tx.status(Roll.ENROLMENT, EnrolmentTable.row(place.endingOn(day, Ended.YEAR)), why);
    }

    /** Gives a place back that ended with its year. */
    public static void resume(Tx tx, Enrolment place, String why) {
        tx.status(Roll.ENROLMENT, EnrolmentTable.row(place.resumed()), why);
    }

    /** Takes a place back that came of a roll-over: it never held. */
    public static void takeBack(Tx tx, Enrolment place, String why) {
        tx.status(Roll.ENROLMENT, EnrolmentTable.row(place.endingOn(place.from(), Ended.TAKEN_BACK)), why);
    }

    /** Ends whatever duties of that year's classes hold on that day or later. */
    public static Duties endDuties(Tx tx, String schoolYear, LocalDate day, String why) {
        var handle = tx.handle();
        var teaching = new ArrayList<String>();
        var later = new LinkedHashMap<String, String>();
        for (var each : TeachingAssignmentTable.listEver(handle, schoolYear)) {
            var until = each.until();
            if (until != null && !until.isAfter(day)) {
                continue;
            }
            if (until == null) {
                teaching.add(each.id());
            } else {
                later.put(each.id(), until.toString());
            }
            tx.status(Roll.TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(each.endingOn(day)), why);
        }
        var homerooms = new ArrayList<String>();
        var substitutions = new LinkedHashMap<String, String>();
        for (var homeroom : Roll.listHomerooms(handle, schoolYear)) {
            HomeroomTeacherTable.findPresent(handle, homeroom.id()).ifPresent(held -> {
                homerooms.add(held.id());
                var end = day.isBefore(held.from()) ? held.from() : day;
                tx.status(Roll.HOMEROOM_TEACHER, HomeroomTeacherTable.row(held.endingOn(end)), why);
            });
            for (var each : SubstitutionTable.listOpen(handle, homeroom.id(), day)) {
                substitutions.put(each.id(), each.until().toString());
                tx.status(SubstitutionTable.SUBSTITUTION, SubstitutionTable.row(each.endingOn(day)), why);
            }
        }
        return new Duties(teaching, later, homerooms, substitutions);
    }

    /** Gives back what {@link #endDuties} ended. */
    public static void resumeDuties(Tx tx, String schoolYear, Duties duties, String why) {
        var handle = tx.handle();
        for (var each : TeachingAssignmentTable.listEver(handle, schoolYear)) {
            var later = duties.later().get(each.id());
            if (duties.teaching().contains(each.id())) {
                tx.status(Roll.TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(each.resumed()), why);
            } else if (later != null) {
                var until = LocalDate.parse(later);
                tx.status(Roll.TEACHING_ASSIGNMENT, TeachingAssignmentTable.row(each.endingOn(until)), why);
            }
        }
        for (var id : duties.homerooms()) {
            HomeroomTeacherTable.findById(handle, id)
                    .ifPresent(held -> tx.status(Roll.HOMEROOM_TEACHER, HomeroomTeacherTable.row(held.resumed()), why));
        }
        duties.substitutions()
                .forEach((id, until) -> SubstitutionTable.find(handle, id)
                        .ifPresent(each -> tx.status(
                                SubstitutionTable.SUBSTITUTION,
                                SubstitutionTable.row(each.lasting(LocalDate.parse(until))),
                                why)));
    }

    /** The classes of a year whose lists their homeroom teachers have signed off. */
    public static List<Homeroom> listSigned(Handle handle, String schoolYear) {
        return Roll.listHomerooms(handle, schoolYear).stream()
                .filter(each -> Classes.findList(handle, each.id())
                        .filter(list -> list.signedAt() != null)
                        .isPresent())
                .toList();
    }
}
