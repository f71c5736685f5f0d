package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.results.Case;
import vn.sotruong.school.results.Missing;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Enrolment;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Danh sách xét của một lớp: everybody of a class with how far their review has come, and what the rules say now. */
final class Register {
    private final Results results;

    Register(Results results) {
        this.results = results;
    }

    static boolean open(Handle handle, Homeroom homeroom) {
        return SchoolYears.findYear(handle, homeroom.schoolYear())
                .filter(year -> year.state() == SchoolYear.State.OPEN)
                .isPresent();
    }

    List<Line> lines(Handle handle, Homeroom homeroom) {
        var reviews = reviews(handle, homeroom);
        var open = open(handle, homeroom);
        var people = roster(handle, homeroom, reviews, open);
        var cases = open ? Results.cases(handle, homeroom.id()) : Map.<String, Case>of();
        var missing = open
                ? results.incomplete(handle, homeroom.id()).stream().collect(Collectors.groupingBy(Missing::pupil))
                : Map.<String, List<Missing>>of();
        var lines = new ArrayList<Line>(people.size());
        people.forEach((pupil, number) -> {
            var review = reviews.get(pupil.id());
            var given = cases.get(pupil.id());
            var judged = judge(handle, homeroom, pupil, open, given);
            var lacks = missing.getOrDefault(pupil.id(), List.of());
            var overtaken = review != null
                    && judged != null
                    && review.state() != State.RETURNED
                    && !Promotion.holds(handle, review, judged);
            lines.add(new Line(number, pupil, state(review, judged, lacks), review, judged, overtaken, lacks));
        });
        lines.sort(Comparator.comparingInt(Line::number));
        return lines;
    }

    /** Those of the class, and of whoever has come into it since. */
    private static Map<String, Review> reviews(Handle handle, Homeroom homeroom) {
        var reviews = ReviewTable.listOfClass(handle, homeroom.id()).stream()
                .collect(Collectors.toMap(Review::pupil, Function.identity()));
        Roll.listEver(handle, homeroom.id()).stream()
                .map(Enrolment::pupil)
                .distinct()
                .filter(each -> !reviews.containsKey(each))
                .toList()
                .forEach(each -> ReviewTable.find(handle, homeroom.schoolYear(), each)
                        .ifPresent(found -> reviews.put(each, found)));
        return reviews;
    }

    private static @Nullable Judged judge(
            Handle handle, Homeroom homeroom, Pupil pupil, boolean open, @Nullable Case given) {
        if (open && pupil.status() != PupilStatus.STUDYING) {
            return Judged.NOT_CONSIDERED;
        }
        if (given != null) {
            return Judged.of(new Dossier.Marked(given));
        }
        return (open
                        ? Dossier.primary(handle, homeroom.schoolYear(), pupil.id())
                        : Dossier.find(handle, homeroom.schoolYear(), pupil.id()))
                .map(Judged::of)
                .orElse(null);
    }

    private static State state(@Nullable Review review, @Nullable Judged judged, List<Missing> missing) {
        if (review != null && review.state() != State.RETURNED) {
            return review.state();
        }
        if (judged == null || judged.incomplete() || !missing.isEmpty()) {
            return State.INCOMPLETE;
        }
        return review == null ? State.READY : State.RETURNED;
    }

    /** Who is in the class; who left the school out of it; and who was reviewed in it and has gone on. */
    private static Map<Pupil, Integer> roster(
            Handle handle, Homeroom homeroom, Map<String, Review> reviews, boolean open) {
        var people = new LinkedHashMap<Pupil, Integer>();
        var seen = new HashSet<String>();
        if (open) {
            for (var entry : Roll.list(handle, homeroom.id())) {
                people.put(entry.pupil(), entry.number());
                seen.add(entry.pupil().id());
            }
        }
        for (var entry : Roll.listFormer(handle, homeroom.id())) {
            var review = reviews.get(entry.pupil().id());
            var reviewed = review != null && review.homeroom().equals(homeroom.id());
            var elsewhere = open && place(handle, entry.pupil().id(), homeroom).isPresent();
            var left = open && entry.pupil().status() != PupilStatus.STUDYING;
            if (!elsewhere && (reviewed || left) && seen.add(entry.pupil().id())) {
                people.put(entry.pupil(), entry.number());
            }
        }
        var numbers = new HashMap<String, Integer>();
        if (!open) {
            Roll.listEver(handle, homeroom.id()).forEach(each -> numbers.put(each.pupil(), each.number()));
        }
        reviews.values().stream()
                .filter(each -> !open && each.homeroom().equals(homeroom.id()) && seen.add(each.pupil()))
                .forEach(each ->
                        people.put(People.getPupil(handle, each.pupil()), numbers.getOrDefault(each.pupil(), 0)));
        return people;
    }

    /** Another class of the same year in which the pupil is now. */
    private static Optional<Enrolment> place(Handle handle, String pupil, Homeroom homeroom) {
        return Roll.findPlace(handle, pupil)
                .filter(each ->
                        Roll.getHomeroom(handle, each.homeroom()).schoolYear().equals(homeroom.schoolYear()));
    }
}
