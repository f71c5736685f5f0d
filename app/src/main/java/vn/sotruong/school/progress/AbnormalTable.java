package vn.sotruong.school.progress;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng quy tắc và báo cáo điểm bất thường. */
final class AbnormalTable {
    static final Entity ABNORMAL_RULE = Entity.of("abnormal_rule", Audience.SCHOOL_ONLY, "id");
    static final Entity ABNORMAL_REPORT = Entity.of("abnormal_report", Audience.SCHOOL_ONLY, "id");

    private AbnormalTable() {}

    /** What the school has set for itself. */
    static List<Abnormal.Rule> listRules(Handle handle) {
        return handle.createQuery("SELECT * FROM abnormal_rule")
                .map((row, context) -> new Abnormal.Rule(
                        Abnormal.Kind.valueOf(row.getString("id")),
                        row.getInt("threshold"),
                        row.getInt("least"),
                        row.getInt("active") == 1))
                .list();
    }

    static void put(Tx tx, Abnormal.Rule rule, String staff) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", rule.kind().name());
        row.put("threshold", (long) rule.threshold());
        row.put("least", (long) rule.least());
        row.put("active", rule.active() ? 1L : 0L);
        row.put("decided_by", staff);
        row.put("decided_at", Moments.text(tx.now()));
        var known = listRules(tx.handle()).stream().anyMatch(each -> each.kind() == rule.kind());
        if (known) {
            tx.amend(ABNORMAL_RULE, row, null);
        } else {
            tx.create(ABNORMAL_RULE, row);
        }
    }

    /** Every report, the newest first. */
    static List<Abnormal.Report> listReports(Handle handle) {
        return handle.createQuery("SELECT * FROM abnormal_report ORDER BY reported_at DESC, id DESC")
                .map((row, context) -> new Abnormal.Report(
                        row.getString("id"),
                        Abnormal.Kind.valueOf(row.getString("rule")),
                        row.getString("sheet"),
                        row.getString("col"),
                        row.getString("pupil"),
                        row.getString("found"),
                        row.getString("note"),
                        row.getString("reported_by"),
                        Instant.parse(row.getString("reported_at")),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        moment(row.getString("answered_at"))))
                .list();
    }

    static void create(Tx tx, Abnormal.Report report) {
        tx.create(ABNORMAL_REPORT, row(report));
    }

    static void put(Tx tx, Abnormal.Report report) {
        tx.status(ABNORMAL_REPORT, row(report), null);
    }

    private static Map<String, @Nullable Object> row(Abnormal.Report report) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", report.id());
        row.put("rule", report.kind().name());
        row.put("sheet", report.sheet());
        row.put("col", report.col());
        row.put("pupil", report.pupil());
        row.put("found", report.found());
        row.put("note", report.note());
        row.put("reported_by", report.reportedBy());
        row.put("reported_at", Moments.text(report.reportedAt()));
        row.put("answer", report.answer());
        row.put("answered_by", report.answeredBy());
        var answeredAt = report.answeredAt();
        row.put("answered_at", answeredAt == null ? null : Moments.text(answeredAt));
        return row;
    }

    private static @Nullable Instant moment(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
