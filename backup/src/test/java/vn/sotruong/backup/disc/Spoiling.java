package vn.sotruong.backup.disc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A real medium that is damaged between writing and reading back. */
record Spoiling(Medium medium, Damage damage) implements Medium {
    interface Damage {
        void happen() throws IOException;
    }

    @Override
    public String kind() {
        return medium.kind();
    }

    @Override
    public String place() {
        return medium.place();
    }

    @Override
    public Step write(Path set) {
        var written = medium.write(set);
        try {
            damage.happen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written;
    }

    @Override
    public Step copyIn(String name, Path into) {
        return medium.copyIn(name, into);
    }

    @Override
    public Step checkOwnSums() {
        return medium.checkOwnSums();
    }
}
