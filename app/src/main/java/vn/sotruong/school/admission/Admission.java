package vn.sotruong.school.admission;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.admission.Plan.Fate;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelFile;

/** Nhập danh sách học sinh từ Excel: take a file, show what it would do, and do exactly that once confirmed. */
public final class Admission {
    static final List<Field> COLUMNS = List.of(
            Field.HOMEROOM,
            Field.CODE,
            Field.FULL_NAME,
            Field.BIRTH_DATE,
            Field.SEX,
            Field.ETHNICITY,
            Field.CITIZEN_NUMBER,
            Field.STATUS);

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String FROM_EXCEL = "nhập từ Excel";
    private static final Duration WAITS = Duration.ofDays(1);

    private final Database db;
    private final Clock clock;

    public Admission(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Kết quả nhận tệp. */
    public sealed interface Upload {
        /** The file waits for confirmation. */
        record Waits(Preview preview) implements Upload {}

        /**
         * The file is not used at all.
         *
         * @param reason a constant of {@link ExcelFile.Reason} or {@link Reason}
         * @param detail the heading that the reason speaks of
         */
        record Refused(Enum<?> reason, String detail) implements Upload {}
    }

    /**
     * Bản xem trước.
     *
     * @param seal what must come back with the confirmation
     */
    public record Preview(String fileName, String uploadedAt, Plan plan, Aside aside, String seal) {}

    /** Kết quả xác nhận. */
    public sealed interface Confirmation {
        /**
         * Everything was written.
         *
         * @param placed pupils who got a place, by class
         * @param known pupils who were there already
         */
        record Done(Map<String, Long> placed, int known) implements Confirmation {}

        /** Nothing was written. */
        record Refused(Reason reason) implements Confirmation {}
    }

    /** Lý do từ chối. */
    public enum Reason {
        /** No row with headings such as Họ tên and Ngày sinh. */
        NO_HEADINGS,
        /** The headings lack one that every list needs. */
        HEADING_MISSING,
        /** Two columns have the same heading. */
        HEADING_TWICE,
        /** There are headings and nobody below. */
        NO_PUPILS,
        /** No school year is open. */
        NO_YEAR,
        /** No file waits: it was confirmed, thrown away, or waited too long. */
        NOTHING_WAITS,
        /** The file or the school is no longer what was shown. */
        CHANGED_MEANWHILE,
        /** Some rows are bad. */
        BAD_ROWS,
        /** Everybody in the list is there already. */
        NOTHING_NEW
    }

    /** Takes a file in the place of the one that may wait. */
    public Upload upload(Actor actor, String fileName, byte[] file) {
        var year = db.read(SchoolYears::findOpenYear);
        if (year.isEmpty()) {
            return new Upload.Refused(Reason.NO_YEAR, "");
        }
        return switch (rows(file)) {
            case Rows.Refused(var reason, var detail) -> new Upload.Refused(reason, detail);
            case Rows.Read(var rows, var aside) -> {
                var hash = hash(file);
                db.write(actor, tx -> {
                    PupilListTable.removeOlderThan(tx, Moments.text(tx.now().minus(WAITS)));
                    PupilListTable.put(tx, shortened(fileName), file, hash);
                    return true;
                });
                yield db.read(handle -> PupilListTable.find(handle, actor.account())
                        .<Upload>map(waiting -> new Upload.Waits(preview(handle, waiting, rows, aside, year.get())))
                        .orElseGet(() -> new Upload.Refused(Reason.NOTHING_WAITS, "")));
            }
        };
    }

    /** What waits for this account, compared with the school as it is now. */
    public Optional<Preview> find(Actor actor) {
        return db.read(handle -> {
            var year = SchoolYears.findOpenYear(handle);
            var read = read(handle, actor);
            if (year.isEmpty() || read.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(preview(
                    handle, read.get().waiting(), read.get().rows(), read.get().aside(), year.get()));
        });
    }

    private Preview preview(
            Handle handle, PupilListTable.Waiting waiting, List<ListRow> rows, Aside aside, SchoolYear year) {
        var plan = Planning.plan(rows, RollState.read(handle, year), today());
        return new Preview(waiting.fileName(), waiting.uploadedAt(), plan, aside, plan.seal(waiting.hash()));
    }

    private record FileRead(PupilListTable.Waiting waiting, List<ListRow> rows, Aside aside) {}

    private static Optional<FileRead> read(Handle handle, Actor actor) {
        return PupilListTable.find(handle, actor.account())
                .flatMap(waiting ->
                        rows(PupilListTable.file(handle, actor.account())) instanceof Rows.Read(var rows, var aside)
                                ? Optional.of(new FileRead(waiting, rows, aside))
                                : Optional.empty());
    }

    /** Writes all that the preview showed, in one transaction; {@code seal} is the preview's. */
    public Confirmation confirm(Actor actor, String seal) {
        // the file is read before the transaction, so that the one writer does not wait for it
        var read = db.read(handle -> read(handle, actor));
        if (read.isEmpty()) {
            return new Confirmation.Refused(Reason.NOTHING_WAITS);
        }
        var hash = read.get().waiting().hash();
        return db.write(actor, tx -> confirm(tx, read.get().rows(), hash, seal));
    }

    private Confirmation confirm(Tx tx, List<ListRow> rows, String hash, String seal) {
        var year = SchoolYears.findOpenYear(tx.handle());
        var still = PupilListTable.find(tx.handle(), tx.actor().account()).map(PupilListTable.Waiting::hash);
        if (year.isEmpty() || !still.equals(Optional.of(hash))) {
            return new Confirmation.Refused(Reason.CHANGED_MEANWHILE);
        }
        var state = RollState.read(tx.handle(), year.get());
        var plan = Planning.plan(rows, state, today());
        var refusal = AdmissionPolicy.confirm(plan, plan.seal(hash).equals(seal));
        if (refusal.isPresent()) {
            return new Confirmation.Refused(refusal.get());
        }
        write(tx, plan, rows, state);
        PupilListTable.remove(tx);
        return new Confirmation.Done(plan.placedByClass(), plan.known().size());
    }

    /** The plan has a line for each row, in the rows' order. */
    private void write(Tx tx, Plan plan, List<ListRow> rows, RollState state) {
        var placed = new HashMap<Homeroom, List<Pupil>>();
        for (var i = 0; i < rows.size(); i++) {
            var extras = Extras.of(rows.get(i)).said();
            switch (plan.lines().get(i).fate()) {
                case Fate.Admit(var who, var number) -> {
                    var pupil = People.admit(
                            tx,
                            who.name(),
                            who.birthDate(),
                            who.sex(),
                            who.ethnicity(),
                            who.code(),
                            who.citizenNumber());
                    People.complete(tx, pupil.id(), extras, FROM_EXCEL);
                    placed.computeIfAbsent(who.homeroom(), key -> new ArrayList<>())
                            .add(pupil);
                }
                // a code of somebody in the book waits for two people
                case Fate.Place(var pupil, var homeroom, var number, var code) -> {
                    People.complete(tx, pupil.id(), extras, FROM_EXCEL);
                    placed.computeIfAbsent(homeroom, key -> new ArrayList<>()).add(pupil);
                }
                case Fate.Known known -> {}
                case Fate.Bad bad -> throw new IllegalStateException("a bad row was about to be written");
            }
        }
        placed.forEach((homeroom, pupils) -> Roll.enrol(tx, homeroom, pupils, from(homeroom, state)));
    }

    /** The first list of a class holds from the first day of the year; whoever comes later, from today. */
    private LocalDate from(Homeroom homeroom, RollState state) {
        var starts = state.year().starts();
        var first = state.nextNumbers().getOrDefault(homeroom.id(), 1) == 1;
        return first || today().isBefore(starts) ? starts : today();
    }

    /** Throws the waiting file away. */
    public void discard(Actor actor) {
        db.write(actor, tx -> {
            PupilListTable.remove(tx);
            return true;
        });
    }

    private sealed interface Rows {
        record Read(List<ListRow> rows, Aside aside) implements Rows {}

        record Refused(Enum<?> reason, String detail) implements Rows {}
    }

    private static Rows rows(byte[] file) {
        return switch (ExcelFile.read(file)) {
            case ExcelFile.Reading.Refused(var reason) -> new Rows.Refused(reason, "");
            case ExcelFile.Reading.Read(var tabs) ->
                switch (PupilListReader.read(tabs)) {
                    case PupilListReader.Reading.Refused(var reason, var detail) -> new Rows.Refused(reason, detail);
                    case PupilListReader.Reading.Read(var rows, var aside) -> new Rows.Read(rows, aside);
                };
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private static String shortened(String fileName) {
        var plain = fileName.replaceAll("[\\p{Cntrl}/\\\\]", " ").strip();
        return plain.length() <= 120 ? plain : plain.substring(0, 120);
    }

    private static String hash(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
