package vn.sotruong.ground.kernel;

/** Không ghi vì đồng hồ đáng ngờ: the write was refused and nothing changed. */
public final class ClockDoubtful extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClockDoubtful(ClockDoubt doubt) {
        super("the clock is " + doubt.kind() + ": it says " + doubt.wall() + ", the newest trace is of "
                + doubt.last());
    }
}
