package vn.sotruong.school.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Window;

/** Nhắc việc nhập điểm: to teachers, the cells that are empty; to leaders, who was late and which check is due. */
public final class Nudges {
    private static final Messages WORDS = Messages.of(Nudges.class);
    private static final int NAMED = 3;
    private static final int MOST = 8;
    private static final int JUDGED = 2;
    private static final long TOLD_DAYS = 7;

    private final Progress progress;
    // what was late at an end does not change any more: counted once
    private final Map<String, Integer> judged = new ConcurrentHashMap<>();

    public Nudges(Progress progress) {
        this.progress = progress;
    }

    /** What this person should see today. */
    public List<Notice> of(Handle handle, Visitor visitor) {
        var year = SchoolYears.findOpenYear(handle);
        var notices = new ArrayList<Notice>();
        if (year.isEmpty() || visitor.capacity() != Capacity.USE) {
            return notices;
        }
        var now = progress.now();
        var semester = Progress.semester(progress.today());
        if (visitor.holds(Need.ENTER_MARKS)) {
            notices.addAll(own(handle, year.get(), semester, visitor.person(), now));
        }
        if (progress.leaders().presides(handle, visitor.person(), progress.today())) {
            var reports = AbnormalTable.listReports(handle).stream()
                    .filter(each -> each.answer() == null)
                    .count();
            if (reports > 0) {
                notices.add(new Notice(
                        Notice.Tone.WAITS,
                        "progress.told.abnormal",
                        List.of(String.valueOf(reports)),
                        "/progress/abnormal"));
            }
        }
        if (visitor.holds(Need.PRINCIPAL)) {
            late(handle, year.get(), semester, now, notices);
            due(handle, year.get(), notices);
        }
        return notices;
    }

    private static List<Notice> own(Handle handle, SchoolYear year, int semester, String staff, Instant now) {
        var begun = Progress.begun(handle, year, semester, now);
        var checked = CheckTable.list(handle, year.id()).stream()
                .filter(check -> check.checkedAt().isAfter(now.minus(Progress.REMINDS)))
                .anyMatch(check -> CheckTable.listFigures(handle, check.id()).stream()
                        .anyMatch(each -> each.staff().equals(staff) && each.entered() < each.required()));
        var pressing = begun.stream().anyMatch(each -> !each.closes().isAfter(now.plus(Progress.SOON)));
        if (!checked && !pressing) {
            return List.of();
        }
        var census = Census.read(handle, year, semester, now);
        var waiting = Progress.waiting(handle, now);
        var lines = census
                .count(
                        census.taughtBy(staff),
                        Progress.asked(census, begun, new Progress.Scope(Progress.Scope.Kind.SO_FAR, null, null)),
                        null)
                .stream()
                .filter(line -> line.missing() > 0)
                .filter(line -> checked || presses(begun, line, now))
                .sorted(Comparator.comparing(Census.Line::subjectName)
                        .thenComparing(line -> line.homeroom().name()))
                .limit(MOST)
                .toList();
        var gaps = census.gaps(lines, null).stream()
                .collect(Collectors.groupingBy(gap -> gap.book().id()));
        var names = People.mapPupils(
                handle,
                gaps.values().stream()
                        .flatMap(List::stream)
                        .map(Census.Gap::pupil)
                        .distinct()
                        .toList());
        return lines.stream()
                .map(line -> {
                    var late = line.empty().keySet().stream()
                            .anyMatch(col -> Progress.overdue(census, begun, line.book(), col, waiting, now));
                    return new Notice(
                            late ? Notice.Tone.WRONG : Notice.Tone.WAITS,
                            late ? "progress.told.late" : "progress.told.missing",
                            List.of(
                                    line.subjectName() + " " + line.homeroom().name(),
                                    String.valueOf(line.missing()),
                                    which(gaps.getOrDefault(line.book().id(), List.of()), names)),
                            "/progress/teachers/" + staff + "?semester=" + semester);
                })
                .toList();
    }

    /** Whether a time for something that is missing ends soon, or has ended. */
    private static boolean presses(List<Window> begun, Census.Line line, Instant now) {
        var grade = line.homeroom().grade();
        return line.empty().keySet().stream()
                .anyMatch(col -> begun.stream()
                        .filter(window -> !window.closes().isAfter(now.plus(Progress.SOON)))
                        .anyMatch(window -> window.covers(
                                        grade, line.homeroom().id(), line.book().subject())
                                && window.covers(col)));
    }

    /** ĐĐGtx1: Dương Gia An, Hồ Bảo Anh; ĐĐGgk: 41 em; by column, by name where they are few. */
    private static String which(List<Census.Gap> gaps, Map<String, Pupil> names) {
        var byColumn =
                gaps.stream().collect(Collectors.groupingBy(Census.Gap::col, LinkedHashMap::new, Collectors.toList()));
        return byColumn.entrySet().stream()
                .map(each -> WORDS.get(Language.VI, "progress.col." + each.getKey()) + ": "
                        + (each.getValue().size() > NAMED
                                ? WORDS.get(
                                        Language.VI,
                                        "progress.told.pupils",
                                        each.getValue().size())
                                : each.getValue().stream()
                                        .map(gap -> name(names, gap.pupil()))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("; "));
    }

    private static String name(Map<String, Pupil> names, String pupil) {
        var found = names.get(pupil);
        return found == null ? "" : found.name().full();
    }

    private void late(Handle handle, SchoolYear year, int semester, Instant now, List<Notice> notices) {
        var ended = Progress.begun(handle, year, semester, now).stream()
                .filter(window -> window.phase(now) == Window.Phase.ENDED
                        && window.closes().isAfter(now.minus(java.time.Duration.ofDays(TOLD_DAYS))))
                .sorted(Comparator.comparing(Window::closes).reversed())
                .filter(window -> Progress.held(handle, window, now).isEmpty())
                .limit(JUDGED)
                .toList();
        for (var window : ended) {
            var teachers = judged.computeIfAbsent(window.id(), key -> judge(handle, year, window, now));
            if (teachers > 0) {
                notices.add(new Notice(
                        Notice.Tone.WRONG,
                        "progress.told.teachers",
                        List.of(String.valueOf(teachers), window.name(), Formats.moment(window.closes())),
                        "/progress?semester=" + window.semester() + "&scope=" + window.id()));
            }
        }
    }

    private static int judge(Handle handle, SchoolYear year, Window window, Instant now) {
        var census = Census.read(handle, year, window.semester(), now);
        var scope = new Progress.Scope(Progress.Scope.Kind.WINDOW, window, window.closes());
        return (int) Progress.count(census, List.of(window), scope).stream()
                .filter(line -> line.missing() > 0)
                .flatMap(line -> line.teachers().stream())
                .distinct()
                .count();
    }

    /** From the last day of a month on, until somebody has checked it. */
    private void due(Handle handle, SchoolYear year, List<Notice> notices) {
        var today = progress.today();
        var month = today.equals(YearMonth.from(today).atEndOfMonth())
                ? YearMonth.from(today)
                : YearMonth.from(today).minusMonths(1);
        if (month.atEndOfMonth().isBefore(year.starts()) || after(year, month.atEndOfMonth())) {
            return;
        }
        var done = CheckTable.list(handle, year.id()).stream()
                .anyMatch(check -> check.kind() == ProgressCheck.Kind.MONTH
                        && check.period().equals(month.toString()));
        if (!done) {
            notices.add(new Notice(
                    Notice.Tone.WAITS,
                    "progress.told.due",
                    List.of(month.getMonthValue() + "/" + month.getYear()),
                    "/progress/checks"));
        }
    }

    private static boolean after(SchoolYear year, LocalDate day) {
        return day.isAfter(YearMonth.from(year.ends()).atEndOfMonth());
    }
}
