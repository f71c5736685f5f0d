package vn.sotruong.ground.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.ClockDoubtful;

/**
 * Bảng {@code refusal}: who wanted to do what they may not, when and why not. No value that was typed stands there.
 *
 * <p>One session leaves one line a minute of the same thing, and one account so many an hour for the same reason:
 * whoever tries without end fills no disk, and cheap attempts hide no weighty one.
 */
public final class Refusals {
    /** Its lines stay in the school. */
    public static final Entity REFUSAL = Entity.of("refusal", Audience.SCHOOL_ONLY, "id");

    /** Where nobody's room but the door itself refuses. */
    public static final String DOOR = "web";

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int MOST_AN_HOUR = 60;

    /** What is no id of ours is not repeated. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_./-]{1,120}");

    private Refusals() {}

    /**
     * Lý do.
     *
     * @param room the last part of the package of whoever refused
     */
    record Why(String room, String reason) {}

    /** Why a work was refused, from what it answered or threw; empty where it was not, or not for a weighty reason. */
    static Optional<Why> of(@Nullable Object answer) {
        return switch (answer) {
            case Optional<?> some when some.isPresent() && some.get() instanceof Enum<?> reason -> of(reason);
            case Refusal refusal -> Optional.ofNullable(refusal.reason()).flatMap(Refusals::of);
            case ClockDoubtful _ -> Optional.of(new Why(DOOR, "CLOCK"));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Why> of(Enum<?> reason) {
        try {
            var type = reason.getDeclaringClass();
            var pack = type.getPackageName();
            return type.getField(reason.name()).isAnnotationPresent(Weighty.class)
                    ? Optional.of(new Why(pack.substring(pack.lastIndexOf('.') + 1), reason.name()))
                    : Optional.empty();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void keep(Tx tx, Occasion occasion, Why why) {
        var named = tx.about().isEmpty() ? occasion.record() : tx.about();
        var record = ID.matcher(named).matches() ? named : "";
        var recent = tx.handle()
                .createQuery("""
                        SELECT count(*) FILTER (WHERE session = :session AND room = :room AND reason = :reason
                                                  AND deed = :deed AND record = :record AND at > :minute) > 0
                            OR count(*) FILTER (WHERE room = :room AND reason = :reason) >= :most
                          FROM refusal WHERE account = :account AND at > :hour""")
                .bind("account", tx.actor().account())
                .bind("session", tx.actor().session())
                .bind("room", why.room())
                .bind("reason", why.reason())
                .bind("deed", occasion.deed())
                .bind("record", record)
                .bind("minute", Moments.text(tx.now().minus(AGAIN)))
                .bind("hour", Moments.text(tx.now().minus(Duration.ofHours(1))))
                .bind("most", MOST_AN_HOUR)
                .mapTo(Boolean.class)
                .one();
        if (recent) {
            return;
        }
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", tx.newId());
        row.put("account", tx.actor().account());
        row.put("session", tx.actor().session());
        row.put("room", why.room());
        row.put("reason", why.reason());
        row.put("deed", occasion.deed());
        row.put("record", record);
        row.put("at", Moments.text(tx.now()));
        tx.create(REFUSAL, row);
    }
}
