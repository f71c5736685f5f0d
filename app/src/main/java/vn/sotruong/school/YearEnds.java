package vn.sotruong.school;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.closing.Stage;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.promotion.Review;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.roll.YearTurn;
import vn.sotruong.school.rollover.YearEnd;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.safekeeping.Session;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Điều kiện kết thúc năm học, as the other rooms know them. */
record YearEnds(Database db, Locks locks, Outbox outbox, Safekeeping safekeeping) implements YearEnd {
    private static final int TERMS = 2;

    /** Preschool keeps no books of marks and reviews nobody: groups go up by age. */
    private static boolean booked(Homeroom homeroom) {
        return homeroom.grade() > 0;
    }

    @Override
    public List<OpenBook> openBooks(Handle handle, String schoolYear) {
        var open = new ArrayList<OpenBook>();
        for (var homeroom : Roll.listHomerooms(handle, schoolYear)) {
            for (var semester = 1; booked(homeroom) && semester <= TERMS; semester++) {
                if (Closings.stage(handle, homeroom.id(), semester).compareTo(Stage.CLOSED) < 0) {
                    open.add(new OpenBook(homeroom.id(), semester));
                }
            }
        }
        return open;
    }

    @Override
    public @Nullable Instant lastClosed(Handle handle, String schoolYear) {
        var homerooms = Roll.listHomerooms(handle, schoolYear).stream()
                .filter(YearEnds::booked)
                .toList();
        if (homerooms.isEmpty()) {
            return SchoolYears.findYear(handle, schoolYear)
                    .map(year -> year.ends().atStartOfDay(Formats.ZONE).toInstant())
                    .orElse(null);
        }
        var moments = new ArrayList<Instant>();
        for (var homeroom : homerooms) {
            for (var semester = 1; semester <= TERMS; semester++) {
                locks.findClose(handle, homeroom.id(), semester)
                        .map(Lock::execution)
                        .map(each -> Objects.requireNonNull(each).at())
                        .ifPresent(moments::add);
            }
        }
        return moments.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    @Override
    public Map<String, Fate> fates(Handle handle, String schoolYear) {
        var fates = new HashMap<String, Fate>();
        var preschool = Roll.listHomerooms(handle, schoolYear).stream()
                .filter(each -> !booked(each))
                .map(Homeroom::id)
                .toList();
        if (!preschool.isEmpty()) {
            YearTurn.listPresent(handle, schoolYear).stream()
                    .filter(each -> preschool.contains(each.homeroom()))
                    .forEach(each -> fates.put(each.pupil(), Fate.UP));
        }
        Promotion.list(handle, schoolYear).forEach(each -> fates.put(each.pupil(), fate(each)));
        return fates;
    }

    private static Fate fate(Review review) {
        if (review.held()) {
            return Fate.HELD;
        }
        if (review.goesUp()) {
            return Fate.UP;
        }
        if (review.stays()) {
            return Fate.STAYS;
        }
        return review.considered() ? Fate.UNDECIDED : Fate.NOT_CONSIDERED;
    }

    @Override
    public boolean marked(Handle handle, String homeroom) {
        return CommittedMarks.anyIn(handle, homeroom);
    }

    @Override
    public int moving(Handle handle) {
        return Movements.listWaiting(handle).size();
    }

    @Override
    public Outside outside() {
        var status = outbox.status();
        var set = db.read(handle -> safekeeping.list(handle).stream()
                .filter(each -> each.session() == Session.NAM)
                .findFirst());
        var kinds = set.map(each -> safekeeping.verified(each.name())).orElse(Set.of());
        return new Outside(
                set.map(each -> each.name()).orElse(null),
                set.map(each -> each.madeAt()).orElse(null),
                kinds.contains("dvd"),
                kinds.contains("usb"),
                status.office() != null,
                status.deadline().oldest());
    }
}
