package vn.sotruong.school.admission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Level;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/**
 * Tình trạng trường lúc nhập: everything that decides what a list means.
 *
 * @param places where everybody is now, by pupil
 * @param nextNumbers the number that the next pupil of a class gets, by class
 */
record RollState(
        SchoolYear year,
        Level level,
        List<Homeroom> homerooms,
        List<Pupil> pupils,
        Map<String, Enrolment> places,
        Map<String, Integer> nextNumbers) {
    RollState {
        homerooms = List.copyOf(homerooms);
        pupils = List.copyOf(pupils);
        places = Map.copyOf(places);
        nextNumbers = Map.copyOf(nextNumbers);
    }

    static RollState read(Handle handle, SchoolYear year) {
        var homerooms = Roll.listHomerooms(handle, year.id());
        var level = Level.find(SchoolYears.getSchool(handle).level()).orElseThrow();
        var numbers = new HashMap<String, Integer>();
        homerooms.forEach(each -> numbers.put(each.id(), Roll.nextNumber(handle, each.id())));
        return new RollState(year, level, homerooms, People.listPupils(handle), Roll.mapPlaces(handle), numbers);
    }

    String homeroomName(String id) {
        return homerooms.stream()
                .filter(each -> each.id().equals(id))
                .map(Homeroom::name)
                .findFirst()
                .orElse("?");
    }
}
