package vn.sotruong.school.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.Title;

/** Bảng {@code promotion_review}. */
final class ReviewTable {
    static final Entity PROMOTION_REVIEW = Entity.of("promotion_review", Audience.RECEIVER, "school_year", "pupil");

    private static final String NOT_CONSIDERED = "NOT_CONSIDERED";

    private ReviewTable() {}

    static Optional<Review> find(Handle handle, String schoolYear, String pupil) {
        return handle.createQuery("SELECT * FROM promotion_review WHERE school_year = :year AND pupil = :pupil")
                .bind("year", schoolYear)
                .bind("pupil", pupil)
                .map((row, context) -> review(row))
                .findOne();
    }

    static List<Review> list(Handle handle, String schoolYear) {
        return handle.createQuery("SELECT * FROM promotion_review WHERE school_year = :year")
                .bind("year", schoolYear)
                .map((row, context) -> review(row))
                .list();
    }

    static List<Review> listOfClass(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM promotion_review WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> review(row))
                .list();
    }

    /** Those that wait for the principal. */
    static List<Review> listWaiting(Handle handle, String schoolYear) {
        return handle.createQuery("""
                        SELECT * FROM promotion_review
                         WHERE school_year = :year AND state IN ('SUBMITTED', 'SUMMER_RESULT')""")
                .bind("year", schoolYear)
                .map((row, context) -> review(row))
                .list();
    }

    /** Those of whatever year that wait for an approval. */
    static List<Review> listWaiting(Handle handle) {
        return handle.createQuery(
                        "SELECT * FROM promotion_review WHERE state IN ('SUBMITTED', 'SUMMER_RESULT') ORDER BY homeroom, pupil")
                .map((row, context) -> review(row))
                .list();
    }

    /** Everybody of whatever year whose summer is not over. */
    static List<Review> listInSummer(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM promotion_review
                         WHERE state IN ('SUMMER_PENDING', 'SUMMER_RESULT', 'APPROVED_2')""").map((row, context) -> review(row)).list();
    }

    static void create(Tx tx, Review review) {
        tx.create(PROMOTION_REVIEW, row(review));
    }

    static void put(Tx tx, Review review, @Nullable String why) {
        tx.status(PROMOTION_REVIEW, row(review), why);
    }

    private static Map<String, @Nullable Object> row(Review review) {
        var row = new HashMap<String, @Nullable Object>();
        var first = review.first();
        row.put("school_year", review.schoolYear());
        row.put("pupil", review.pupil());
        row.put("homeroom", review.homeroom());
        row.put("state", review.state().name());
        row.put("ruled", name(first.ruled()));
        row.put("outcome", name(first.outcome()));
        row.put("grounds", text(first.grounds()));
        row.put("flagged", first.flagged() ? 1L : 0L);
        row.put("title", first.title() == null ? null : first.title().name());
        put(row, "", first.basis());
        ruling(row, first.ruling(), "ruling", "ruling_date", "ruling_text", "ruled_by");
        signed(row, first.listed(), "listed");
        signed(row, first.approved(), "approved");
        var second = review.second();
        row.put("again_ruled", second == null ? null : second.ruled().name());
        row.put("again", second == null ? null : second.outcome().name());
        row.put("again_grounds", second == null ? null : text(second.grounds()));
        put(row, "again_", second == null ? null : second.basis());
        ruling(
                row,
                second == null ? null : second.ruling(),
                "again_ruling",
                "again_date",
                "again_text",
                "again_ruled_by");
        signed(row, second == null ? null : second.approved(), "again");
        var issue = review.issue();
        row.put("decision", issue == null ? null : issue.decision());
        row.put("decision_date", issue == null ? null : issue.date().toString());
        signed(row, issue == null ? null : issue.signed(), "decided");
        row.put("cause", review.cause() == null ? null : review.cause().name());
        row.put("why", review.why());
        return row;
    }

    private static String name(@Nullable PromotionOutcome outcome) {
        return outcome == null ? NOT_CONSIDERED : outcome.name();
    }

    private static String text(List<Ground> grounds) {
        return grounds.stream().map(Enum::name).collect(Collectors.joining(" "));
    }

    private static void put(Map<String, @Nullable Object> row, String prefix, Review.@Nullable Basis basis) {
        row.put(prefix + "ruleset", basis == null ? null : basis.ruleset());
        row.put(prefix + "version", basis == null ? null : (long) basis.version());
        row.put(prefix + "inputs", basis == null ? null : basis.inputs());
    }

    private static void ruling(
            Map<String, @Nullable Object> row,
            @Nullable Ruling ruling,
            String number,
            String date,
            String text,
            String by) {
        row.put(number, ruling == null ? null : ruling.number());
        row.put(date, ruling == null ? null : ruling.date().toString());
        row.put(text, ruling == null ? null : ruling.text());
        row.put(by, ruling == null ? null : ruling.by());
    }

    private static void signed(Map<String, @Nullable Object> row, Review.@Nullable Signed signed, String prefix) {
        row.put(prefix + "_by", signed == null ? null : signed.by());
        row.put(prefix + "_at", signed == null ? null : signed.at());
    }

    private static Review review(ResultSet row) throws SQLException {
        var cause = row.getString("cause");
        return new Review(
                row.getString("school_year"),
                row.getString("pupil"),
                row.getString("homeroom"),
                State.valueOf(row.getString("state")),
                first(row),
                second(row),
                issue(row),
                cause == null ? null : Review.Cause.valueOf(cause),
                row.getString("why"));
    }

    private static Review.First first(ResultSet row) throws SQLException {
        var title = row.getString("title");
        return new Review.First(
                outcome(row.getString("ruled")),
                outcome(row.getString("outcome")),
                grounds(row.getString("grounds")),
                row.getInt("flagged") == 1,
                title == null ? null : Title.valueOf(title),
                basis(row, ""),
                ruling(row, "ruling", "ruling_date", "ruling_text", "ruled_by"),
                Objects.requireNonNull(signed(row, "listed")),
                signed(row, "approved"));
    }

    private static Review.@Nullable Second second(ResultSet row) throws SQLException {
        var ruled = row.getString("again_ruled");
        return ruled == null
                ? null
                : new Review.Second(
                        PromotionOutcome.valueOf(ruled),
                        PromotionOutcome.valueOf(row.getString("again")),
                        grounds(row.getString("again_grounds")),
                        Objects.requireNonNull(basis(row, "again_")),
                        ruling(row, "again_ruling", "again_date", "again_text", "again_ruled_by"),
                        signed(row, "again"));
    }

    private static Review.@Nullable Issue issue(ResultSet row) throws SQLException {
        var decision = row.getString("decision");
        return decision == null
                ? null
                : new Review.Issue(
                        decision,
                        LocalDate.parse(row.getString("decision_date")),
                        Objects.requireNonNull(signed(row, "decided")));
    }

    private static Review.@Nullable Basis basis(ResultSet row, String prefix) throws SQLException {
        var inputs = row.getString(prefix + "inputs");
        return inputs == null
                ? null
                : new Review.Basis(row.getString(prefix + "ruleset"), row.getInt(prefix + "version"), inputs);
    }

    private static @Nullable Ruling ruling(ResultSet row, String number, String date, String text, String by)
            throws SQLException {
        var given = row.getString(number);
        return given == null
                ? null
                : new Ruling(given, LocalDate.parse(row.getString(date)), row.getString(text), row.getString(by));
    }

    private static Review.@Nullable Signed signed(ResultSet row, String prefix) throws SQLException {
        var by = row.getString(prefix + "_by");
        return by == null ? null : new Review.Signed(by, row.getString(prefix + "_at"));
    }

    private static @Nullable PromotionOutcome outcome(String name) {
        return name.equals(NOT_CONSIDERED) ? null : PromotionOutcome.valueOf(name);
    }

    private static List<Ground> grounds(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ", -1)).map(Ground::valueOf).toList();
    }
}
