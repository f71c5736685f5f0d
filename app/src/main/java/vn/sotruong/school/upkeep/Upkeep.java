package vn.sotruong.school.upkeep;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vn.sotruong.ground.kernel.ClockDoubt;
import vn.sotruong.school.upkeep.Reading.Level;

/** Trông máy: all readings, the ones that need somebody first. */
public final class Upkeep {
    private static final Duration EXPIRES_SOON = Duration.ofDays(60);
    private static final Duration BACKUP_LATE = Duration.ofHours(36);
    private static final Duration BACKUP_MISSING = Duration.ofDays(7);
    private static final Duration RECEIPT_LATE = Duration.ofDays(2);

    private final Machine machine;
    private final Path data;
    private final Clock clock;
    private final int cores;
    private final House house;

    /** Việc của nhà: what other rooms know that belongs on the page. */
    public interface House {
        /** What is wrong with the clock. */
        Optional<ClockDoubt> doubt();

        /** The first day on which a certificate of this box no longer holds. */
        Instant certificatesHoldUntil();

        /** When the newest backup set was made. */
        Optional<Instant> lastBackup();

        /** When the newest set was opened again to see that it is whole; false when it was not. */
        Optional<Boolean> lastRehearsal();

        /** When the newest receipt was made. */
        Optional<Instant> lastReceipt();

        /** Whether a receiving office knows this school. */
        boolean enrolled();
    }

    /** @param data folder whose disk is watched */
    public Upkeep(Path data, Clock clock, int cores, House house) {
        this(new Machine(Path.of("/")), data, clock, cores, house);
    }

    Upkeep(Machine machine, Path data, Clock clock, int cores, House house) {
        this.machine = machine;
        this.data = data;
        this.clock = clock;
        this.cores = cores;
        this.house = house;
    }

    /** Every reading; what must be seen to comes first. */
    public List<Reading> list() {
        var readings = new ArrayList<Reading>();
        for (Supplier<Reading> each : List.<Supplier<Reading>>of(
                () -> machine.disk(data),
                machine::memory,
                () -> machine.load(cores),
                machine::heat,
                machine::power,
                machine::drive,
                machine::sticks,
                Machine::network,
                this::clock,
                this::certificates,
                this::backup,
                this::rehearsal,
                this::receipt)) {
            readings.add(each.get());
        }
        readings.addAll(machine.drives());
        readings.addAll(machine.battery());
        readings.sort(Comparator.comparingInt(each -> rank(each.level())));
        return readings;
    }

    private static int rank(Level level) {
        return switch (level) {
            case NOW -> 0;
            case SOON -> 1;
            case GOOD -> 2;
            case ABSENT -> 3;
        };
    }

    private Reading clock() {
        var level = house.doubt().isPresent() ? Level.NOW : Level.GOOD;
        return new Reading("clock", level, List.of(clock.instant()));
    }

    private Reading certificates() {
        var until = house.certificatesHoldUntil();
        var left = Duration.between(clock.instant(), until);
        var level = left.isNegative() ? Level.NOW : left.compareTo(EXPIRES_SOON) < 0 ? Level.SOON : Level.GOOD;
        return new Reading("certificates", level, List.of(until, Math.max(0, left.toDays())));
    }

    private Reading backup() {
        return house.lastBackup()
                .map(at -> new Reading("backup", age(at, BACKUP_LATE, BACKUP_MISSING), List.of(at)))
                .orElseGet(() -> new Reading("backup-none", Level.NOW, List.of()));
    }

    private Reading rehearsal() {
        return house.lastRehearsal()
                .map(sound -> new Reading(
                        sound ? "rehearsal" : "rehearsal-broken", sound ? Level.GOOD : Level.NOW, List.of()))
                .orElseGet(() -> new Reading("rehearsal-none", Level.SOON, List.of()));
    }

    private Reading receipt() {
        if (!house.enrolled()) {
            return new Reading("receipt-not-enrolled", Level.SOON, List.of());
        }
        return house.lastReceipt()
                .map(at -> new Reading("receipt", age(at, RECEIPT_LATE, BACKUP_MISSING), List.of(at)))
                .orElseGet(() -> new Reading("receipt-none", Level.SOON, List.of()));
    }

    private Level age(Instant at, Duration late, Duration missing) {
        var age = Duration.between(at, clock.instant());
        return age.compareTo(missing) > 0 ? Level.NOW : age.compareTo(late) > 0 ? Level.SOON : Level.GOOD;
    }
}
