package vn.sotruong.school.identifiers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Refusal;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.identifiers.Comparison.Likeness;
import vn.sotruong.school.identifiers.Comparison.Line;
import vn.sotruong.school.identifiers.Comparison.Subject;
import vn.sotruong.school.people.Identification;
import vn.sotruong.school.people.Identifier;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.StaffRecords;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Gắn mã định danh: one person brings the upper database's file, a second one confirms what it binds. */
public final class Identifiers {
    /** The tables this room journals. */
    public static final List<Entity> ENTITIES = List.of(
            BindingTable.BINDING,
            BindingTable.BINDING_CHANGE,
            BindingTable.CLASS_CODE,
            UnitCodeTable.UNIT_CODE,
            UnitCodeTable.UNIT_CODE_CHANGE);

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 300;

    private final Database db;

    public Identifiers(Database db) {
        this.db = db;
    }

    /** Người làm việc với mã. */
    public record Clerk(Actor actor, String staff, Set<Need> may) {
        public Clerk {
            may = Set.copyOf(may);
        }

        /** Pupils', classes' and the school's codes are the clerk's work, the staff's that of personnel. */
        boolean proposes(Kind kind) {
            return may.contains(kind == Kind.STAFF ? Need.PERSONNEL : Need.CLERK);
        }

        /** Any of those who handle codes, and the leaders, may be the second person. */
        boolean confirms() {
            return may.contains(Need.PRINCIPAL) || may.contains(Need.CLERK) || may.contains(Need.PERSONNEL);
        }
    }

    /** Kết quả nhận tệp. */
    public sealed interface Upload {
        /** It waits for a second person. */
        record Waits(String id) implements Upload {}

        /** The file is not used, for a reason of this room or of the workbook room. */
        record Refused(Enum<?> reason) implements Upload, Refusal {}
    }

    /**
     * Bảng so khớp.
     *
     * @param seal what must come back with the confirmation
     */
    record Table(BindingTable.Waiting waiting, List<Line> lines, String seal) {}

    /** Mã lớp of the upper database. */
    public static Optional<String> findClassCode(Handle handle, String homeroom) {
        return Optional.ofNullable(UnitCodeTable.classCodes(handle).get(homeroom));
    }

    /** Mã trường in force: what two people compared or changed, or else what was typed when the school was founded. */
    public static Optional<String> findSchoolCode(Handle handle) {
        return SchoolYears.findSchool(handle)
                .flatMap(school -> UnitCodeTable.knows(handle, school.id())
                        ? UnitCodeTable.find(handle, school.id())
                        : Optional.of(school.id()));
    }

    /** Takes a file; it binds nothing before somebody else confirms it. */
    public Upload upload(Clerk clerk, String kindName, String fileName, byte[] file) {
        var kind = Kind.find(kindName);
        if (kind.isEmpty()) {
            return new Upload.Refused(Reason.NO_KIND);
        }
        if (!clerk.proposes(kind.get())) {
            return new Upload.Refused(Reason.NOT_YOURS);
        }
        if (file.length == 0) {
            return new Upload.Refused(Reason.NO_FILE);
        }
        if (CodeFile.read(file, kind.get()) instanceof CodeFile.Reading.Refused(var reason)) {
            return new Upload.Refused(reason);
        }
        return db.write(clerk.actor(), tx -> {
            var waiting = new BindingTable.Waiting(
                    tx.newId(), kind.get(), tidy(fileName), hash(file), clerk.staff(), Moments.text(tx.now()));
            BindingTable.put(tx, waiting, file);
            return new Upload.Waits(waiting.id());
        });
    }

    List<BindingTable.Waiting> waiting() {
        return db.read(BindingTable::listWaiting);
    }

    /** A file that waits, compared with the school as it is now. */
    Optional<Table> find(String id) {
        return db.read(handle -> find(handle, id));
    }

    private static Optional<Table> find(Handle handle, String id) {
        var waiting = BindingTable.findWaiting(handle, id);
        if (waiting.isEmpty()
                || !(CodeFile.read(BindingTable.file(handle, id), waiting.get().kind())
                        instanceof CodeFile.Reading.Read(var rows))) {
            return Optional.empty();
        }
        var kind = waiting.get().kind();
        var ours = ours(handle, kind, rows);
        var taken = new HashMap<String, String>();
        ours.forEach(each -> {
            if (each.code() != null) {
                taken.put(each.code(), each.id());
            }
        });
        var lines = Comparison.lines(rows, ours, taken, kind.ofPeople());
        return Optional.of(new Table(waiting.get(), lines, seal(waiting.get().hash(), lines)));
    }

    private static List<Subject> ours(Handle handle, Kind kind, List<CodeRow> rows) {
        return switch (kind) {
            case PUPIL ->
                People.listPupils(handle).stream()
                        .map(each -> new Subject(
                                each.id(),
                                each.name().full(),
                                each.name().sortKey(),
                                each.birthDate(),
                                each.sex(),
                                each.code()))
                        .toList();
            case STAFF -> {
                var born = StaffRecords.born(handle);
                yield People.listStaff(handle).stream()
                        .map(each -> {
                            var about = born.get(each.id());
                            return new Subject(
                                    each.id(),
                                    each.name().full(),
                                    each.name().sortKey(),
                                    about == null ? null : about.birthDate(),
                                    about == null ? null : about.sex(),
                                    each.code());
                        })
                        .toList();
            }
            case HOMEROOM -> {
                var codes = UnitCodeTable.classCodes(handle);
                yield homerooms(handle).stream()
                        .map(each -> new Subject(
                                each.id(),
                                each.name(),
                                Comparison.exactKey(each.name()),
                                null,
                                null,
                                codes.get(each.id())))
                        .toList();
            }
            case SCHOOL ->
                SchoolYears.findSchool(handle).stream()
                        .map(each -> new Subject(
                                each.id(),
                                each.name(),
                                Comparison.exactKey(each.name()),
                                null,
                                null,
                                schoolCode(handle, each.id(), rows)))
                        .toList();
        };
    }

    /** The code typed at the founding is nobody's yet where the file says the same and no two people have compared. */
    private static @Nullable String schoolCode(Handle handle, String school, List<CodeRow> rows) {
        if (UnitCodeTable.knows(handle, school)) {
            return UnitCodeTable.find(handle, school).orElse(null);
        }
        return rows.stream().anyMatch(row -> row.code().equals(school)) ? null : school;
    }

    private static List<Homeroom> homerooms(Handle handle) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of());
    }

    /**
     * Binds what matches, and what is near and was ticked; all of it or nothing.
     *
     * @param ticked numbers of rows that are near
     */
    Optional<Reason> confirm(Clerk clerk, String id, String seal, Set<Integer> ticked) {
        return db.write(clerk.actor(), tx -> {
            var table = find(tx.handle(), id);
            if (table.isEmpty()) {
                return Optional.of(Reason.NOTHING_WAITS);
            }
            if (!clerk.confirms()) {
                return Optional.of(Reason.NOT_YOURS);
            }
            if (table.get().waiting().uploadedBy().equals(clerk.staff())) {
                return Optional.of(Reason.SAME_PERSON);
            }
            if (!table.get().seal().equals(seal)) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            var chosen = table.get().lines().stream()
                    .filter(line -> line.likeness() == Likeness.MATCH
                            || (line.likeness() == Likeness.NEAR
                                    && ticked.contains(line.row().number())))
                    .toList();
            if (chosen.isEmpty()) {
                return Optional.of(Reason.NOTHING_TO_BIND);
            }
            chosen.forEach(line -> bind(tx, table.get().waiting(), line, clerk.staff()));
            BindingTable.remove(tx, id);
            return Optional.empty();
        });
    }

    private static void bind(Tx tx, BindingTable.Waiting waiting, Line line, String confirmer) {
        var subject = line.subject();
        if (subject == null) {
            throw new IllegalStateException("a line without anybody was about to be bound");
        }
        var code = line.row().code();
        switch (waiting.kind()) {
            case PUPIL -> done(People.identifyPupil(tx, subject.id(), code));
            case STAFF -> done(People.identifyStaff(tx, subject.id(), code));
            case HOMEROOM, SCHOOL -> UnitCodeTable.bind(tx, waiting.kind(), subject.id(), code);
        }
        BindingTable.bind(tx, waiting, line, subject.id(), confirmer);
    }

    private static void done(Identification identification) {
        if (identification instanceof Identification.Refused(var reason)) {
            throw new IllegalStateException("compared and refused: " + reason);
        }
    }

    /** Throws a file away. */
    Optional<Reason> discard(Clerk clerk, String id) {
        return db.write(clerk.actor(), tx -> {
            var waiting = BindingTable.findWaiting(tx.handle(), id);
            if (waiting.isEmpty()) {
                return Optional.of(Reason.NOTHING_WAITS);
            }
            if (!clerk.proposes(waiting.get().kind()) && !clerk.confirms()) {
                return Optional.of(Reason.NOT_YOURS);
            }
            BindingTable.remove(tx, id);
            return Optional.empty();
        });
    }

    /** Asks for a wrong code to be ended; {@code newCode} may be empty. */
    Optional<Reason> ask(Clerk clerk, String kindName, String subject, String newCode, String document, String why) {
        var kind = Kind.find(kindName);
        if (kind.isEmpty()) {
            return Optional.of(Reason.NO_KIND);
        }
        if (!clerk.proposes(kind.get()) || clerk.staff().equals(subject)) {
            return Optional.of(Reason.NOT_YOURS);
        }
        if (document.isBlank() || document.length() > LONGEST_NAME || why.isBlank() || why.length() > LONGEST_REASON) {
            return Optional.of(Reason.INCOMPLETE);
        }
        return db.write(clerk.actor(), tx -> {
            var old = code(tx.handle(), kind.get(), subject);
            var refusal = refusal(tx.handle(), kind.get(), old, subject, newCode);
            if (refusal.isPresent()) {
                return refusal;
            }
            var change = new CodeChange(
                    tx.newId(),
                    kind.get(),
                    subject,
                    old.orElseThrow(),
                    newCode,
                    document,
                    why,
                    clerk.staff(),
                    Moments.text(tx.now()),
                    CodeChange.State.ASKED,
                    "",
                    "");
            tx.create(entity(change.kind()), BindingTable.row(change));
            return Optional.empty();
        });
    }

    private static Entity entity(Kind kind) {
        return kind.ofPeople() ? BindingTable.BINDING_CHANGE : UnitCodeTable.UNIT_CODE_CHANGE;
    }

    private static Optional<Reason> refusal(
            Handle handle, Kind kind, Optional<String> old, String subject, String newCode) {
        if (old.isEmpty()) {
            return Optional.of(Reason.NO_CODE);
        }
        if (BindingTable.changeWaits(handle, subject)) {
            return Optional.of(Reason.WAITS_ALREADY);
        }
        return newCode.isEmpty() ? Optional.empty() : codeRefusal(handle, kind, newCode);
    }

    private static Optional<Reason> codeRefusal(Handle handle, Kind kind, String code) {
        return switch (Identifier.flaw(code)) {
            case SCIENTIFIC -> Optional.of(Reason.CODE_SCIENTIFIC);
            case LOST_ZERO -> Optional.of(Reason.CODE_LOST_ZERO);
            case MALFORMED -> Optional.of(Reason.CODE_MALFORMED);
            case NONE -> {
                var taken = kind.ofPeople()
                        ? People.findHolder(handle, code).isPresent()
                        : UnitCodeTable.classCodes(handle).containsValue(code)
                                || findSchoolCode(handle).equals(Optional.of(code));
                yield taken ? Optional.of(Reason.CODE_TAKEN) : Optional.empty();
            }
        };
    }

    private static Optional<String> code(Handle handle, Kind kind, String subject) {
        return switch (kind) {
            case PUPIL -> People.findPupil(handle, subject).flatMap(each -> Optional.ofNullable(each.code()));
            case STAFF -> People.findStaff(handle, subject).flatMap(each -> Optional.ofNullable(each.code()));
            case HOMEROOM -> findClassCode(handle, subject);
            case SCHOOL ->
                SchoolYears.findSchool(handle)
                        .filter(each -> each.id().equals(subject))
                        .flatMap(each -> findSchoolCode(handle));
        };
    }

    /** Decides a change: the principal, who did not ask for it and whose code it is not. */
    Optional<Reason> decide(Clerk clerk, String id, boolean carryOut) {
        return db.write(clerk.actor(), tx -> {
            var found = BindingTable.findChange(tx.handle(), id).filter(each -> each.state() == CodeChange.State.ASKED);
            if (found.isEmpty()) {
                return Optional.of(Reason.NOTHING_WAITS);
            }
            var change = found.get();
            if (!clerk.may().contains(Need.PRINCIPAL) || clerk.staff().equals(change.subject())) {
                return Optional.of(Reason.NOT_YOURS);
            }
            if (change.askedBy().equals(clerk.staff())) {
                return Optional.of(Reason.SAME_PERSON);
            }
            if (!carryOut) {
                tx.status(
                        entity(change.kind()),
                        BindingTable.row(
                                change.decided(CodeChange.State.REFUSED, clerk.staff(), Moments.text(tx.now()))),
                        change.why());
                return Optional.empty();
            }
            if (!code(tx.handle(), change.kind(), change.subject()).equals(Optional.of(change.oldCode()))) {
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            if (!change.newCode().isEmpty()) {
                var refusal = codeRefusal(tx.handle(), change.kind(), change.newCode());
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            tx.status(
                    entity(change.kind()),
                    BindingTable.row(change.decided(CodeChange.State.DONE, clerk.staff(), Moments.text(tx.now()))),
                    change.why());
            var newCode = change.newCode().isEmpty() ? null : change.newCode();
            if (change.kind().ofPeople()) {
                People.supersede(tx, change.subject(), change.oldCode(), newCode, change.id());
            } else {
                UnitCodeTable.supersede(tx, change.kind(), change.subject(), newCode, change.id());
            }
            return Optional.empty();
        });
    }

    /** What waits for this person: files that somebody else brought, and wrong codes for the principal to decide. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var clerk = new Clerk(visitor.actor(), visitor.person(), visitor.may());
        var told = new ArrayList<Notice>();
        if (clerk.confirms()) {
            var files = BindingTable.listWaiting(handle).stream()
                    .filter(each -> !each.uploadedBy().equals(clerk.staff()))
                    .count();
            add(told, "identifiers.today.files", files);
        }
        if (clerk.may().contains(Need.PRINCIPAL)) {
            var changes = BindingTable.changes(handle).stream()
                    .filter(each -> each.state() == CodeChange.State.ASKED)
                    .filter(each -> !each.askedBy().equals(clerk.staff())
                            && !each.subject().equals(clerk.staff()))
                    .count();
            add(told, "identifiers.today.changes", changes);
        }
        return told;
    }

    private static void add(List<Notice> told, String key, long waiting) {
        if (waiting > 0) {
            told.add(new Notice(Notice.Tone.WAITS, key, List.of(String.valueOf(waiting)), "/identifiers"));
        }
    }

    /** How many still wait for their code. */
    record Lacking(long pupils, long staff, long classes, long school) {}

    static Lacking lacking(Handle handle) {
        var codes = UnitCodeTable.classCodes(handle);
        return new Lacking(
                People.listPupils(handle).stream()
                        .filter(each -> each.code() == null)
                        .count(),
                People.listStaff(handle).stream()
                        .filter(each -> each.code() == null)
                        .count(),
                homerooms(handle).stream()
                        .filter(each -> !codes.containsKey(each.id()))
                        .count(),
                SchoolYears.findSchool(handle).stream()
                        .filter(each -> UnitCodeTable.find(handle, each.id()).isEmpty())
                        .count());
    }

    /** The name of whom a code belongs to. */
    static String name(Handle handle, Kind kind, String subject) {
        return switch (kind) {
            case PUPIL ->
                People.findPupil(handle, subject)
                        .map(each -> each.name().full())
                        .orElse("");
            case STAFF -> staffName(handle, subject);
            case HOMEROOM ->
                Roll.findHomeroom(handle, subject).map(Homeroom::name).orElse("");
            case SCHOOL ->
                SchoolYears.findSchool(handle).map(each -> each.name()).orElse("");
        };
    }

    static String staffName(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private static String seal(String hash, List<Line> lines) {
        var text = new StringBuilder(hash);
        for (var line : lines) {
            text.append('\n')
                    .append(line.row().number())
                    .append(' ')
                    .append(line.likeness())
                    .append(' ')
                    .append(line.subject() == null ? "" : line.subject().id());
        }
        return hash(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tidy(String fileName) {
        var plain = fileName.replaceAll("[\\p{Cntrl}/\\\\]", " ").strip();
        var short100 = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        return short100.isEmpty() ? "?" : short100;
    }

    /** All changes of codes, the newest first. */
    static List<CodeChange> changes(Handle handle) {
        return BindingTable.changes(handle);
    }

    static List<Binding> bindings(Handle handle) {
        return BindingTable.list(handle, 50);
    }

    static Map<String, String> classCodes(Handle handle) {
        return UnitCodeTable.classCodes(handle);
    }
}
