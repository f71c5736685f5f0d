package vn.sotruong.school.trace;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.amendments.Amendment;
import vn.sotruong.school.amendments.Amendments;
import vn.sotruong.school.gradebook.Cell;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.Entry;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Version;
import vn.sotruong.school.gradebook.Versions;
import vn.sotruong.school.people.NameQuery;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.told.Kind;
import vn.sotruong.school.told.Said;
import vn.sotruong.school.told.Teller;
import vn.sotruong.school.told.Telling;

/** Lưu vết: reads what was changed. */
public final class Trace {
    private final Database db;
    private final List<Teller> tellers;
    private final Function<Handle, List<Vouched>> vouching;
    private final Clock clock;

    /**
     * @param tellers of what is changed beside marks
     * @param vouching the newest line that each kind of witness outside covers
     */
    public Trace(Database db, List<Teller> tellers, Function<Handle, List<Vouched>> vouching, Clock clock) {
        this.db = db;
        this.tellers = List.copyOf(tellers);
        this.vouching = vouching;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /**
     * Một thay đổi, với tên.
     *
     * @param way how a mark was changed; null for everything else
     * @param what of the pupil, or of the book, it was
     * @param homeroom the name of the class
     * @param subject the subject's name
     * @param author staff id, in whose name it was done; empty where that is nobody's
     * @param account whose session wrote it
     * @param cell the end of the address of a mark's history; empty for everything else
     */
    public record Line(
            long seq,
            Instant at,
            Kind kind,
            Version.@Nullable Kind way,
            Said what,
            Said before,
            Said after,
            String homeroom,
            String subject,
            int semester,
            @Nullable Pupil pupil,
            String author,
            String account,
            @Nullable Lane lane,
            @Nullable String request,
            String why,
            String cell,
            boolean open) {}

    /**
     * Khoảng chưa neo: what was written after the newest line that somebody outside holds.
     *
     * @param lines of the journal
     * @param changes of marks among them
     * @param since when the oldest of those lines was written; null when there is none
     */
    public record Gap(
            List<Vouched> vouched,
            long lines,
            long changes,
            @Nullable Instant since) {}

    /**
     * Những gì tìm thấy.
     *
     * @param lines the newest first
     * @param sums of marks, by how they were changed
     * @param kinds how many there are of each kind
     * @param staff ids of those whose changes are among what the sight and the class and subject leave
     */
    record Found(
            List<Line> lines, Map<Version.Kind, Integer> sums, Map<Kind, Integer> kinds, List<String> staff, Gap gap) {}

    /** The newest line that is vouched for outside; 0 when none is. */
    private static long covered(List<Vouched> vouched) {
        return vouched.stream().mapToLong(Vouched::seq).max().orElse(0);
    }

    Found list(Handle handle, Filter filter, Sight sight) {
        var homerooms = Roll.listHomerooms(handle, filter.year()).stream()
                .collect(Collectors.toMap(Homeroom::id, Function.identity()));
        var vouched = vouching.apply(handle);
        var covered = covered(vouched);
        var names = new Names(handle, homerooms, covered);
        var staff = new HashSet<String>();
        var lines = new ArrayList<Line>();
        var changes = marks(handle, filter, sight, names, staff, lines);
        others(handle, filter, sight, names, staff, lines);
        var shown = ofNamed(lines, filter.name()).stream()
                .filter(each -> !filter.open() || each.open())
                .sorted(Comparator.comparingLong(Line::seq).reversed())
                .toList();
        var sums = new EnumMap<Version.Kind, Integer>(Version.Kind.class);
        var kinds = new EnumMap<Kind, Integer>(Kind.class);
        for (var each : shown) {
            kinds.merge(each.kind(), 1, Integer::sum);
            if (each.way() != null) {
                sums.merge(each.way(), 1, Integer::sum);
            }
        }
        return new Found(shown, sums, kinds, List.copyOf(staff), gap(handle, vouched, covered, changes));
    }

    /** @return how many changes of marks nobody outside vouches for, whoever reads */
    private static long marks(
            Handle handle, Filter filter, Sight sight, Names names, Set<String> staff, List<Line> lines) {
        var sheets = CommittedMarks.listSheets(handle, names.homerooms.keySet()).stream()
                .collect(Collectors.toMap(Sheet::id, Function.identity()));
        var changes = 0L;
        for (var version : Versions.list(handle, sheets.keySet())) {
            changes += version.seq() > names.covered ? 1 : 0;
            var sheet = sheets.get(version.sheet());
            if (sheet != null
                    && filter.asks(Kind.MARK)
                    && sight.sees(sheet, version)
                    && asked(filter, sheet.homeroom(), sheet.subject(), sheet.semester())) {
                staff.add(version.author());
                if (filter.takes(version)) {
                    lines.add(names.line(version, sheet));
                }
            }
        }
        return changes;
    }

    private void others(Handle handle, Filter filter, Sight sight, Names names, Set<String> staff, List<Line> lines) {
        for (var teller : tellers) {
            if (teller.kinds().stream().noneMatch(kind -> filter.asks(kind) && sight.reads(kind))) {
                continue;
            }
            for (var each : teller.tell(handle, filter.year(), names.homerooms.keySet())) {
                var author = names.author(each);
                if (filter.asks(each.kind())
                        && sight.sees(each, author)
                        && asked(filter, each.homeroom(), each.subject(), each.semester())) {
                    if (!author.isEmpty()) {
                        staff.add(author);
                    }
                    if ((filter.staff().isEmpty() || filter.staff().equals(author)) && filter.takes(each.at())) {
                        lines.add(names.line(each, author));
                    }
                }
            }
        }
    }

    private static boolean asked(Filter filter, String homeroom, String subject, int semester) {
        return (filter.semester() == 0 || semester == filter.semester())
                && (filter.homeroom().isEmpty() || homeroom.equals(filter.homeroom()))
                && (filter.subject().isEmpty() || subject.equals(filter.subject()));
    }

    /** Those of pupils whose names are meant; all where none is. */
    private static List<Line> ofNamed(List<Line> lines, String name) {
        if (name.isEmpty()) {
            return lines;
        }
        var pupils = lines.stream()
                .map(Line::pupil)
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(Pupil::id, Function.identity(), (one, _) -> one));
        var meant = NameQuery.of(name).pick(List.copyOf(pupils.values()), Pupil::name).stream()
                .map(Pupil::id)
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(each ->
                        each.pupil() != null && meant.contains(each.pupil().id()))
                .toList();
    }

    /** Tên: of whom and what the lines speak, each looked up once. */
    private static final class Names {
        private final Handle handle;
        private final Map<String, Homeroom> homerooms;
        private final long covered;
        private final Map<String, String> subjects;
        private final Map<String, Optional<Pupil>> pupils = new HashMap<>();
        private final Map<String, String> staff = new HashMap<>();

        Names(Handle handle, Map<String, Homeroom> homerooms, long covered) {
            this.handle = handle;
            this.homerooms = homerooms;
            this.covered = covered;
            subjects = subjects(handle);
        }

        /** In whose name something was done: who is said, or who was signed in. */
        String author(Telling telling) {
            return telling.author().isEmpty()
                    ? staff.computeIfAbsent(
                            telling.account(),
                            account -> Accounts.findStaff(handle, account).orElse(""))
                    : telling.author();
        }

        private String homeroom(String id) {
            return Optional.ofNullable(homerooms.get(id)).map(Homeroom::name).orElse("");
        }

        private @Nullable Pupil pupil(@Nullable String id) {
            return id == null
                    ? null
                    : pupils.computeIfAbsent(id, each -> People.findPupil(handle, each))
                            .orElse(null);
        }

        Line line(Version version, Sheet sheet) {
            var col = version.cell().column().code();
            return new Line(
                    version.seq(),
                    version.at(),
                    Kind.MARK,
                    version.kind(),
                    Said.words("gradebook.col." + col),
                    Said.text(version.before().map(Entry::text).orElse("")),
                    Said.text(version.after().map(Entry::text).orElse("")),
                    homeroom(sheet.homeroom()),
                    subjects.getOrDefault(sheet.subject(), ""),
                    sheet.semester(),
                    pupil(version.cell().pupil()),
                    version.author(),
                    version.account(),
                    version.lane(),
                    version.request(),
                    Optional.ofNullable(version.why()).orElse(""),
                    sheet.id() + "/" + version.cell().pupil() + "/" + col,
                    version.seq() > covered);
        }

        Line line(Telling telling, String author) {
            return new Line(
                    telling.seq(),
                    telling.at(),
                    telling.kind(),
                    null,
                    telling.what(),
                    telling.before(),
                    telling.after(),
                    homeroom(telling.homeroom()),
                    subjects.getOrDefault(telling.subject(), ""),
                    telling.semester(),
                    pupil(telling.pupil()),
                    author,
                    telling.account(),
                    null,
                    null,
                    telling.why(),
                    "",
                    telling.seq() > covered);
        }
    }

    static Map<String, String> subjects(Handle handle) {
        var names = new HashMap<String, String>();
        SchoolYears.listSubjects(handle).forEach(each -> names.put(each.id(), each.name()));
        return names;
    }

    /** The gap alone, without counting changes. */
    Gap gap(Handle handle) {
        var vouched = vouching.apply(handle);
        return gap(handle, vouched, covered(vouched), 0);
    }

    private static Gap gap(Handle handle, List<Vouched> vouched, long covered, long changes) {
        var last = ChangeLog.lastSeq(handle);
        var first = ChangeLog.find(handle, covered + 1);
        return new Gap(
                vouched.stream()
                        .sorted(Comparator.comparingLong(Vouched::seq).reversed())
                        .toList(),
                Math.max(0, last - covered),
                changes,
                first.map(line -> Instant.parse(line.at())).orElse(null));
    }

    /** Every version of a cell, the newest first; empty where the sight does not reach. */
    Optional<List<Line>> history(Handle handle, String sheetId, Cell cell, Sight sight) {
        var sheet = Gradebook.findSheet(handle, sheetId);
        if (sheet.isEmpty()) {
            return Optional.empty();
        }
        var versions = Versions.of(handle, sheetId, cell);
        if (!sight.sees(sheet.get()) && versions.stream().noneMatch(each -> sight.sees(sheet.get(), each))) {
            return Optional.empty();
        }
        var homeroom = Roll.getHomeroom(handle, sheet.get().homeroom());
        var names = new Names(handle, Map.of(homeroom.id(), homeroom), covered(vouching.apply(handle)));
        return Optional.of(
                versions.stream().map(each -> names.line(each, sheet.get())).toList());
    }

    /** Whose session wrote a line, where that is not its author: a name. */
    static String writer(Handle handle, Line line) {
        return Accounts.findStaff(handle, line.account())
                .filter(staff -> !staff.equals(line.author()))
                .map(staff -> name(handle, staff))
                .orElse("");
    }

    static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse(staff);
    }

    /** The number of the slip of a line's request; null where there is none. */
    static @Nullable Long slip(Handle handle, Line line) {
        return Optional.ofNullable(line.request())
                .flatMap(request -> Amendments.find(handle, request))
                .map(Amendment::slip)
                .orElse(null);
    }
}
