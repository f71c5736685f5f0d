package vn.sotruong.school;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.results.Results;

/** Đã xét lên lớp: a pupil's review as it stands once everybody has done their part, step by step as the store demands. */
final class Reviewed {
    private static final String INPUTS = "0".repeat(64);
    private static final List<String> WINTER = List.of("LISTED", "SUBMITTED", "APPROVED_1");

    private Reviewed() {}

    /** Lên lớp or ở lại lớp to the end, or up to the summer where the outcome leaves something to it. */
    static void first(Tx tx, String year, String homeroom, String pupil, String outcome, String staff) {
        tx.create(Results.ENTITIES.getFirst(), result(tx, year, homeroom, pupil));
        var row = row(tx, year, homeroom, pupil, outcome, staff);
        tx.create(Promotion.ENTITIES.getFirst(), row);
        for (var state : WINTER.subList(1, WINTER.size())) {
            row.put("state", state);
            if (state.equals("APPROVED_1")) {
                sign(tx, row, "approved", staff);
            }
            tx.status(Promotion.ENTITIES.getFirst(), row, null);
        }
        row.put("state", outcome.equals("KIEM_TRA_LAI") ? "SUMMER_PENDING" : "FINAL");
        row.put("decision", "40/QĐ-THCS");
        row.put("decision_date", "2027-06-01");
        sign(tx, row, "decided", staff);
        tx.status(Promotion.ENTITIES.getFirst(), row, null);
    }

    /** What the summer came to. */
    static void second(Tx tx, String year, String homeroom, String pupil, String outcome, String staff) {
        var row = row(tx, year, homeroom, pupil, "KIEM_TRA_LAI", staff);
        sign(tx, row, "approved", staff);
        row.put("decision", "40/QĐ-THCS");
        row.put("decision_date", "2027-06-01");
        sign(tx, row, "decided", staff);
        row.put("again_ruled", outcome);
        row.put("again", outcome);
        row.put("again_grounds", "");
        row.put("again_ruleset", "TT22");
        row.put("again_version", 1L);
        row.put("again_inputs", "1".repeat(64));
        for (var state : List.of("SUMMER_RESULT", "APPROVED_2", "FINAL")) {
            row.put("state", state);
            if (state.equals("APPROVED_2")) {
                sign(tx, row, "again", staff);
            }
            tx.status(Promotion.ENTITIES.getFirst(), row, null);
        }
    }

    /** The year's result on which the review rests. */
    private static Map<String, @Nullable Object> result(Tx tx, String year, String homeroom, String pupil) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("school_year", year);
        row.put("pupil", pupil);
        row.put("homeroom", homeroom);
        row.put("ruleset", "TT22");
        row.put("version", 1L);
        row.put("clause", null);
        row.put("inputs", INPUTS);
        for (var column : List.of("choices", "subjects", "first", "second", "year")) {
            row.put(column, "");
        }
        row.put("absences", 0L);
        row.put("computed_at", Moments.text(tx.now()));
        return row;
    }

    private static void sign(Tx tx, Map<String, @Nullable Object> row, String act, String staff) {
        row.put(act + "_by", staff);
        row.put(act + "_at", Moments.text(tx.now()));
    }

    private static Map<String, @Nullable Object> row(
            Tx tx, String year, String homeroom, String pupil, String outcome, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        for (var column : List.of(
                "title",
                "ruling",
                "ruling_date",
                "ruling_text",
                "ruled_by",
                "approved_by",
                "approved_at",
                "again_ruled",
                "again",
                "again_grounds",
                "again_ruleset",
                "again_version",
                "again_inputs",
                "again_ruling",
                "again_date",
                "again_text",
                "again_ruled_by",
                "again_by",
                "again_at",
                "decision",
                "decision_date",
                "decided_by",
                "decided_at",
                "cause",
                "why")) {
            row.put(column, null);
        }
        row.put("school_year", year);
        row.put("pupil", pupil);
        row.put("homeroom", homeroom);
        row.put("state", "LISTED");
        row.put("ruled", outcome);
        row.put("outcome", outcome);
        row.put("grounds", "");
        row.put("flagged", 0L);
        row.put("ruleset", "TT22");
        row.put("version", 1L);
        row.put("inputs", INPUTS);
        sign(tx, row, "listed", staff);
        return row;
    }
}
