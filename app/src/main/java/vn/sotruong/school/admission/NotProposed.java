package vn.sotruong.school.admission;

/** Không đề nghị được: ends the transaction of a list whose assignments this person may not propose. */
final class NotProposed extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Enum<?> reason;

    NotProposed(Enum<?> reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }
}
