package vn.sotruong.school.roll;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Classrooms;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Chỗ ngồi: what the roll tells the room of people about classes. */
public final class Seating implements Classrooms {
    private final AtomicReference<@Nullable Everybody> read = new AtomicReference<>();

    /** Mọi chỗ ngồi, as they stood at a version of the tables. */
    private record Everybody(String version, Map<String, Seat> seats) {}

    @Override
    public List<Classroom> list(Handle handle) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()).stream()
                        .map(Seating::room)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Map<String, Seat> seats(Handle handle) {
        var version = StayTable.version(handle)
                + SchoolYears.findOpenYear(handle).map(year -> " " + year.id()).orElse("");
        var kept = read.get();
        if (kept != null && kept.version().equals(version)) {
            return kept.seats();
        }
        var seats = readSeats(handle);
        read.set(new Everybody(version, seats));
        return seats;
    }

    private Map<String, Seat> readSeats(Handle handle) {
        var rooms = new HashMap<String, Classroom>();
        list(handle).forEach(room -> rooms.put(room.id(), room));
        var seats = new HashMap<String, Seat>();
        Roll.mapPlaces(handle).forEach((pupil, place) -> {
            var room = rooms.get(place.homeroom());
            if (room != null) {
                seats.put(pupil, new Seat(room, place.number()));
            }
        });
        return Map.copyOf(seats);
    }

    @Override
    public Optional<Seat> findSeat(Handle handle, String pupil) {
        return Roll.findPlace(handle, pupil)
                .map(place -> new Seat(room(Roll.getHomeroom(handle, place.homeroom())), place.number()));
    }

    @Override
    public Set<String> led(Handle handle, String staff, LocalDate on) {
        return Roll.listLed(handle, staff, on).stream().map(Homeroom::id).collect(Collectors.toSet());
    }

    @Override
    public Set<String> taught(Handle handle, String staff, LocalDate on) {
        return Roll.listAssignments(handle, staff, on).stream()
                .map(TeachingAssignment::homeroom)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Stay> stays(Handle handle, String pupil) {
        return StayTable.list(handle, pupil);
    }

    private static Classroom room(Homeroom homeroom) {
        return new Classroom(homeroom.id(), homeroom.name(), homeroom.grade());
    }
}
