package vn.sotruong.school.people;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.people.Classrooms.Classroom;

/** Soát danh sách và hồ sơ đầu năm: what each class still lacks, and the homeroom teacher's signature under it. */
public final class Review {
    private final Database db;
    private final Classrooms rooms;
    private final Clock clock;

    public Review(Database db, Classrooms rooms, Clock clock) {
        this.db = db;
        this.rooms = rooms;
        this.clock = clock;
    }

    /** Chữ ký của giáo viên chủ nhiệm. */
    public record Signature(String staff, Instant at, int pupils, int incomplete) {}

    /**
     * Một lớp.
     *
     * @param signed null while nobody has signed
     * @param signer their name
     * @param mine whether this visitor signs here
     */
    public record Line(
            Classroom room,
            int pupils,
            int incomplete,
            @Nullable Signature signed,
            String signer,
            boolean mine) {}

    /** The classes that somebody sees: all for leaders and the clerk, the own ones for a homeroom teacher. */
    List<Line> lines(Viewer viewer) {
        return db.read(handle -> lines(handle, viewer));
    }

    private List<Line> lines(Handle handle, Viewer viewer) {
        var led = viewer.holds(Need.HOMEROOM) ? rooms.led(handle, viewer.staff(), today()) : Set.<String>of();
        var counts = counts(handle);
        var signatures = ReviewTable.map(handle);
        var lines = new ArrayList<Line>();
        for (var room : rooms.list(handle)) {
            var mine = led.contains(room.id());
            if (mine || RecordPolicy.seesEveryRecord(viewer)) {
                var count = counts.getOrDefault(room.id(), new int[2]);
                var signed = signatures.get(room.id());
                var signer = signed == null
                        ? ""
                        : People.findStaff(handle, signed.staff())
                                .map(each -> each.name().full())
                                .orElse("");
                lines.add(new Line(room, count[0], count[1], signed, signer, mine));
            }
        }
        return lines;
    }

    /** Pupils and incomplete records, by class. */
    private Map<String, int[]> counts(Handle handle) {
        var judge = PupilList.judge(handle);
        var seats = rooms.seats(handle);
        var counts = new HashMap<String, int[]>();
        for (var pupil : People.listPupils(handle)) {
            var seat = seats.get(pupil.id());
            if (seat != null) {
                var count = counts.computeIfAbsent(seat.room().id(), key -> new int[2]);
                count[0]++;
                if (!judge.of(pupil).isEmpty()) {
                    count[1]++;
                }
            }
        }
        return counts;
    }

    /** Signs the list and the records of a class; signing again takes the place of the earlier signature. */
    Optional<Reason> sign(Actor actor, Viewer viewer, String room) {
        return db.write(actor, tx -> {
            var line = lines(tx.handle(), viewer).stream()
                    .filter(each -> each.room().id().equals(room) && each.mine())
                    .findFirst();
            if (line.isEmpty()) {
                return Optional.of(Reason.NOT_YOURS);
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("homeroom", room);
            row.put("staff", viewer.staff());
            row.put("at", Moments.text(tx.now()));
            row.put("pupils", (long) line.get().pupils());
            row.put("incomplete", (long) line.get().incomplete());
            if (line.get().signed() == null) {
                tx.create(ReviewTable.RECORD_REVIEW, row);
            } else {
                tx.amend(ReviewTable.RECORD_REVIEW, row, null);
            }
            return Optional.empty();
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
