package vn.sotruong.ground.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Thời điểm: instants as the journal writes them, UTC to the millisecond. */
public final class Moments {
    /** The clock runs on its own, with no signed time note of the last day. */
    static final String HOLDOVER = "holdover";

    /** The clock stood where no honest clock can stand, and nobody had vouched for it. */
    static final String SUSPECT = "suspect";

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Moments() {}

    /** The text of a moment: sorts as the moments do. */
    public static String text(Instant moment) {
        return FORM.format(moment);
    }

    static Instant toMilliseconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
