package vn.sotruong.school.incidents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng phản ánh, các bước của nó, what went upward, and the register of use. */
final class FaultTable {
    static final Entity FAULT_REPORT = Entity.of("fault_report", Audience.SCHOOL_ONLY, "id");
    static final Entity FAULT_STEP = Entity.of("fault_step", Audience.SCHOOL_ONLY, "id");
    static final Entity UPSTREAM_REPORT = Entity.of("upstream_report", Audience.RECEIVER, "id");
    static final Entity USAGE_RECORD = Entity.of("usage_record", Audience.SCHOOL_ONLY, "id");
    static final List<Entity> ENTITIES = List.of(FAULT_REPORT, FAULT_STEP, UPSTREAM_REPORT, USAGE_RECORD);

    private FaultTable() {}

    /** Every report, the newest first. */
    static List<FaultReport> list(Handle handle) {
        var steps = new HashMap<String, List<FaultReport.Step>>();
        handle.createQuery("SELECT * FROM fault_step ORDER BY at, seq")
                .map((row, context) -> steps.computeIfAbsent(row.getString("report"), _ -> new ArrayList<>())
                        .add(new FaultReport.Step(
                                FaultReport.Deed.valueOf(row.getString("deed")),
                                row.getString("body"),
                                row.getString("by_staff"),
                                Instant.parse(row.getString("at")))))
                .list();
        return handle.createQuery("SELECT * FROM fault_report ORDER BY filed_at DESC, id")
                .map((row, context) -> new FaultReport(
                        row.getString("id"),
                        FaultReport.Kind.valueOf(row.getString("kind")),
                        row.getString("body"),
                        row.getString("page"),
                        row.getString("photo"),
                        row.getString("filed_by"),
                        Instant.parse(row.getString("filed_at")),
                        FaultReport.State.valueOf(row.getString("state")),
                        steps.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    static Optional<FaultReport> find(Handle handle, String id) {
        return list(handle).stream().filter(each -> each.id().equals(id)).findFirst();
    }

    static void create(Tx tx, FaultReport report) {
        tx.create(FAULT_REPORT, row(report));
    }

    static void put(Tx tx, FaultReport report) {
        tx.status(FAULT_REPORT, row(report), null);
    }

    static void step(Tx tx, String report, FaultReport.Deed deed, String body, String staff) {
        tx.create(
                FAULT_STEP,
                Map.of(
                        "id",
                        tx.newId(),
                        "report",
                        report,
                        "deed",
                        deed.name(),
                        "body",
                        body,
                        "by_staff",
                        staff,
                        "at",
                        Moments.text(tx.now())));
    }

    static void sendUp(Tx tx, FaultReport.Kind kind, String body, String staff) {
        tx.create(
                UPSTREAM_REPORT,
                Map.of(
                        "id", tx.newId(),
                        "kind", kind.name(),
                        "body", body,
                        "sent_by", staff,
                        "sent_at", Moments.text(tx.now())));
    }

    private static Map<String, @Nullable Object> row(FaultReport report) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", report.id());
        row.put("kind", report.kind().name());
        row.put("body", report.body());
        row.put("page", report.page());
        row.put("photo", report.photo());
        row.put("filed_by", report.filedBy());
        row.put("filed_at", Moments.text(report.filedAt()));
        row.put("state", report.state().name());
        return row;
    }

    /** The register, the newest first. */
    static List<UsageRecord> listUsage(Handle handle) {
        return handle.createQuery("SELECT * FROM usage_record ORDER BY on_date DESC, recorded_at DESC, id")
                .map((row, context) -> new UsageRecord(
                        row.getString("id"),
                        UsageRecord.Kind.valueOf(row.getString("kind")),
                        row.getString("staff"),
                        LocalDate.parse(row.getString("on_date")),
                        row.getString("body"),
                        UsageRecord.Authority.valueOf(row.getString("authority")),
                        row.getString("decision"),
                        row.getString("recorded_by"),
                        row.getString("recorded_at"),
                        row.getString("withdrawn")))
                .list();
    }

    static void create(Tx tx, UsageRecord record) {
        tx.create(USAGE_RECORD, row(record));
    }

    static void put(Tx tx, UsageRecord record, String why) {
        tx.status(USAGE_RECORD, row(record), why);
    }

    private static Map<String, @Nullable Object> row(UsageRecord record) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", record.id());
        row.put("kind", record.kind().name());
        row.put("staff", record.staff());
        row.put("on_date", record.on().toString());
        row.put("body", record.body());
        row.put("authority", record.authority().name());
        row.put("decision", record.decision());
        row.put("recorded_by", record.recordedBy());
        row.put("recorded_at", record.recordedAt());
        row.put("withdrawn", record.withdrawn());
        return row;
    }
}
