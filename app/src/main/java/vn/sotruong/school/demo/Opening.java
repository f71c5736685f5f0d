package vn.sotruong.school.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.progress.Progress;
import vn.sotruong.school.progress.ProgressCheck;
import vn.sotruong.school.windows.Outcome;
import vn.sotruong.school.windows.Plan;
import vn.sotruong.school.windows.Windows;

/**
 * Mở đợt nhập: what the principal has published. The first regular assessment of grades 8 and 9 ends some minutes after
 * the school was built, so that there is somebody late; the midterm of the second term waits for the principal's word.
 */
final class Opening {
    private static final LocalTime FIVE = LocalTime.of(17, 0);
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final int AT_LEAST = 60;
    private static final int AUGUST = 8;

    private final HoaMai school;
    private final Windows windows;
    private final Actor principal;
    private final Actor vice;

    Opening(HoaMai school, List<DemoAccount> accounts, Windows windows) {
        this.school = school;
        this.windows = windows;
        principal = actor(accounts, school.principal().id());
        vice = actor(accounts, school.vicePrincipal().id());
    }

    private static Actor actor(List<DemoAccount> accounts, String staff) {
        return accounts.stream()
                .filter(each -> each.staff().equals(staff))
                .map(each -> new Actor(each.account(), "hoamai", Capacity.USE))
                .findFirst()
                .orElseThrow();
    }

    void publish(Instant now) {
        var today = LocalDate.ofInstant(now, Formats.ZONE);
        var middle = later(LocalDate.of(HoaMai.YEAR.ends().getYear(), 1, 16), today.plusDays(AT_LEAST));
        var end = later(HoaMai.YEAR.ends(), middle.plusDays(AT_LEAST));
        var soon = now.plus(SHORT);
        publish(plan(1, "Nhập điểm học kỳ I", null, Set.of("tx2", "tx3", "tx4", "gk", "ck"), now, five(middle)));
        for (var grade = 6; grade <= 9; grade++) {
            publish(plan(
                    1,
                    "Đánh giá thường xuyên lần 1, khối " + grade,
                    grade,
                    Set.of("tx1"),
                    now,
                    grade <= 7 ? five(middle) : soon));
        }
        publish(plan(2, "Nhập điểm học kỳ II", null, Set.of(), five(middle.plusDays(2)), five(end)));
        done(windows.propose(
                vice,
                school.vicePrincipal().id(),
                plan(2, "Nhập bổ sung giữa kỳ II", null, Set.of("gk"), five(middle.plusDays(2)), five(end))));
    }

    /** The vice-principal has looked at this month. */
    void check(Progress progress, Instant now) {
        var today = LocalDate.ofInstant(now, Formats.ZONE);
        var semester = today.getMonthValue() < AUGUST ? 2 : 1;
        var staff = school.vicePrincipal().id();
        var month = YearMonth.from(today).toString();
        var found = progress.record(
                vice, staff, ProgressCheck.Kind.MONTH, semester, month, "Nhắc các lớp chưa có điểm lần 1");
        if (!(found instanceof vn.sotruong.school.progress.Outcome.Done) && semester == 1) {
            throw new IllegalStateException("the demo's check was refused: " + found);
        }
    }

    private void publish(Plan plan) {
        done(windows.publish(principal, school.principal().id(), plan));
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the demo's window was refused: " + outcome);
        }
    }

    private static Plan plan(
            int semester, String name, @Nullable Integer grade, Set<String> cols, Instant opens, Instant closes) {
        return new Plan(semester, name, grade, null, null, cols, opens, closes, "45/TB-THCSHM");
    }

    private static Instant five(LocalDate day) {
        return day.atTime(FIVE).atZone(Formats.ZONE).toInstant();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
