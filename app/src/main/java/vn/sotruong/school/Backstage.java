package vn.sotruong.school;

import java.time.Duration;
import java.util.Optional;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.safekeeping.BackupCommand;
import vn.sotruong.school.safekeeping.Safekeeping;

/** Cửa sau: the school opened for one command, without its front door; nobody else works there meanwhile. */
final class Backstage implements BackupCommand.Opened {
    private final Premises premises;
    private final House house;

    private Backstage(Premises premises, House house) {
        this.premises = premises;
        this.house = house;
    }

    /** Opens, unless a running program has the folder. */
    static Optional<BackupCommand.Opened> open(DataFolder data) {
        var premises = Premises.enter(data);
        if (premises == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Backstage(premises, House.open(data, Main.keys(data), Duration.ZERO, Main.clock(), Main.random())));
    }

    @Override
    public Safekeeping safekeeping() {
        return house.safekeeping;
    }

    @Override
    public void close() {
        house.close();
        premises.close();
    }
}
