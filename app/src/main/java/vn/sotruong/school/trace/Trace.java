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
import java.util.Optional;
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
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.gradebook.Version;
import vn.sotruong.school.gradebook.Versions;
import vn.sotruong.school.people.NameQuery;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Lưu vết: reads what was changed. */
public final class Trace {
    private final Database db;
    private final Function<Handle, List<Vouched>> vouching;
    private final Clock clock;

    /** @param vouching the newest line that each kind of witness outside covers */
    public Trace(Database db, Function<Handle, List<Vouched>> vouching, Clock clock) {
        this.db = db;
        this.vouching = vouching;
        this.clock = clock;
    }

    Database db() {
        return db;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    /** Một thay đổi, với tên. */
    public record Line(Version version, Sheet sheet, String homeroom, String subject, Pupil pupil, boolean open) {
        public String before() {
            return version.before().map(Entry::text).orElse("");
        }

        public String after() {
            return version.after().map(Entry::text).orElse("");
        }

        public String col() {
            return version.cell().column().code();
        }
    }

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
     * @param sums by kind, of all that was found
     * @param staff ids of those whose changes are among what the sight and the class and subject leave
     */
    record Found(List<Line> lines, Map<Version.Kind, Integer> sums, List<String> staff, Gap gap) {}

    /** The newest line that is vouched for outside; 0 when none is. */
    private static long covered(List<Vouched> vouched) {
        return vouched.stream().mapToLong(Vouched::seq).max().orElse(0);
    }

    Found list(Handle handle, Filter filter, Sight sight) {
        var homerooms = Roll.listHomerooms(handle, filter.year()).stream()
                .collect(Collectors.toMap(Homeroom::id, Function.identity()));
        var sheets = CommittedMarks.listSheets(handle, homerooms.keySet()).stream()
                .collect(Collectors.toMap(Sheet::id, Function.identity()));
        var vouched = vouching.apply(handle);
        var covered = covered(vouched);
        var seen = new ArrayList<Version>();
        var changes = 0L;
        for (var version : Versions.list(handle, sheets.keySet())) {
            changes += version.seq() > covered ? 1 : 0;
            var sheet = sheets.get(version.sheet());
            if (sheet != null && sight.sees(sheet, version) && asked(filter, sheet)) {
                seen.add(version);
            }
        }
        var staff = new HashSet<String>();
        seen.forEach(each -> staff.add(each.author()));
        var taken = seen.stream()
                .filter(filter::takes)
                .filter(each -> !filter.open() || each.seq() > covered)
                .toList();
        var lines = named(handle, taken, sheets, homerooms, covered, filter.name());
        var sums = new EnumMap<Version.Kind, Integer>(Version.Kind.class);
        lines.forEach(each -> sums.merge(each.version().kind(), 1, Integer::sum));
        return new Found(lines, sums, List.copyOf(staff), gap(handle, vouched, covered, changes));
    }

    private static boolean asked(Filter filter, Sheet sheet) {
        return (filter.semester() == 0 || sheet.semester() == filter.semester())
                && (filter.homeroom().isEmpty() || sheet.homeroom().equals(filter.homeroom()))
                && (filter.subject().isEmpty() || sheet.subject().equals(filter.subject()));
    }

    private static List<Line> named(
            Handle handle,
            List<Version> versions,
            Map<String, Sheet> sheets,
            Map<String, Homeroom> homerooms,
            long covered,
            String name) {
        var pupils = People.mapPupils(
                handle,
                versions.stream().map(each -> each.cell().pupil()).distinct().toList());
        var meant = NameQuery.of(name).pick(List.copyOf(pupils.values()), Pupil::name).stream()
                .map(Pupil::id)
                .collect(Collectors.toSet());
        var subjects = subjects(handle);
        var lines = new ArrayList<Line>();
        for (var version : versions) {
            var sheet = sheets.get(version.sheet());
            var pupil = pupils.get(version.cell().pupil());
            if (sheet != null && pupil != null && meant.contains(pupil.id())) {
                lines.add(new Line(
                        version,
                        sheet,
                        Optional.ofNullable(homerooms.get(sheet.homeroom()))
                                .map(Homeroom::name)
                                .orElse(""),
                        subjects.getOrDefault(sheet.subject(), ""),
                        pupil,
                        version.seq() > covered));
            }
        }
        return lines;
    }

    static Map<String, String> subjects(Handle handle) {
        var names = new HashMap<String, String>();
        SchoolYears.listSubjects(handle).forEach(each -> names.put(each.id(), each.name()));
        return names;
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
        var sheet = vn.sotruong.school.gradebook.Gradebook.findSheet(handle, sheetId);
        if (sheet.isEmpty()) {
            return Optional.empty();
        }
        var versions = Versions.of(handle, sheetId, cell);
        if (!sight.sees(sheet.get()) && versions.stream().noneMatch(each -> sight.sees(sheet.get(), each))) {
            return Optional.empty();
        }
        var homeroom = Roll.getHomeroom(handle, sheet.get().homeroom());
        return Optional.of(named(
                handle,
                versions,
                Map.of(sheetId, sheet.get()),
                Map.of(homeroom.id(), homeroom),
                covered(vouching.apply(handle)),
                ""));
    }

    /** Whose session wrote a version, where that is not its author: a name. */
    static String writer(Handle handle, Version version) {
        return Accounts.findStaff(handle, version.account())
                .filter(staff -> !staff.equals(version.author()))
                .map(staff -> name(handle, staff))
                .orElse("");
    }

    static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse(staff);
    }

    /** The number of the slip of a version's request; null where there is none. */
    static @Nullable Long slip(Handle handle, Version version) {
        return Optional.ofNullable(version.request())
                .flatMap(request -> Amendments.find(handle, request))
                .map(Amendment::slip)
                .orElse(null);
    }
}
