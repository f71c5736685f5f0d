package vn.sotruong.school.conduct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.YearConduct;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;

/** Rèn luyện của một em: results year by year, comments, rewards, discipline and violations. */
record PupilView(
        Pupil pupil,
        @Nullable Homeroom homeroom,
        List<Year> years,
        List<GradeTable.Told> comments,
        List<PupilRecord> records) {

    /** Một năm: both terms as far as they are given, and the year where it follows. */
    record Year(
            String year,
            @Nullable Entry first,
            @Nullable Entry second,
            @Nullable ConductLevel whole) {}

    static Optional<PupilView> of(Handle handle, String pupil) {
        return People.findPupil(handle, pupil).map(found -> {
            var first = new LinkedHashMap<String, Entry>();
            var second = new LinkedHashMap<String, Entry>();
            var order = new LinkedHashMap<String, Boolean>();
            for (var told : GradeTable.listGrades(handle, pupil)) {
                order.put(told.year(), true);
                (told.period().equals("1") ? first : second).put(told.year(), told.entry());
            }
            var years = new ArrayList<Year>();
            order.keySet().forEach(year -> years.add(year(year, first, second)));
            var records = new ArrayList<>(RecordTable.listOfPupil(handle, pupil));
            var homeroom = Roll.findPlace(handle, pupil)
                    .map(place -> Roll.getHomeroom(handle, place.homeroom()))
                    .orElse(null);
            return new PupilView(found, homeroom, years, GradeTable.listComments(handle, pupil), records);
        });
    }

    private static Year year(String year, Map<String, Entry> first, Map<String, Entry> second) {
        var one = first.get(year);
        var two = second.get(year);
        var a = one == null ? null : one.level();
        var b = two == null ? null : two.level();
        return new Year(year, one, two, a == null || b == null ? null : YearConduct.of(a, b));
    }
}
