package vn.sotruong.school.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.web.TestDoor;

/** What the sheet costs the box, in processor time; the client is another process. */
@Tag("long")
class GradebookSpeedTest {
    private static final int WARM = 400;
    private static final int COUNTED = 400;

    @TempDir
    private Path folder;

    private interface Work {
        void run(int times) throws Exception;
    }

    private static double cpuMilliseconds(Work work) throws Exception {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        work.run(WARM);
        var before = machine.getProcessCpuTime();
        work.run(COUNTED);
        return (machine.getProcessCpuTime() - before) / 1e6 / COUNTED;
    }

    @Test
    void the_page_of_a_class_of_45_costs_little() throws Exception {
        try (var cast = new Cast(folder)) {
            fill(cast, 8);
            var entrance = new Entrance(cast);
            try (var door = TestDoor.open(
                    folder.resolve("web"),
                    entrance,
                    List.of(entrance, new GradebookPages(cast.gradebook, cast.views)))) {
                var browser = door.browser();
                browser.get("/enter?as=lan");
                var cookie = browser.sessionCookie().orElseThrow();
                var address = door.web()
                        .address()
                        .resolve("/sheets/" + cast.toan.id())
                        .toString();
                var page = cpuMilliseconds(times -> fetch(address, cookie.getName() + "=" + cookie.getValue(), times));
                var view = cpuMilliseconds(times -> {
                    for (var i = 0; i < times; i++) {
                        cast.views.find(cast.lan, cast.toan.id());
                    }
                });
                System.out.printf("page %.2f ms, of which reading %.2f ms%n", page, view);
                assertThat(page).isLessThan(30);
            }
        }
    }

    /** One connection, so that the handshake is not what is measured. */
    private static void fetch(String address, String cookie, int times) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "-sk", "--compressed", "-b", cookie));
        for (var i = 0; i < times; i++) {
            command.addAll(List.of("-o", "/dev/null", address));
        }
        var done = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(done).isZero();
    }

    private static void fill(Cast cast, int base) {
        for (var column : cast.toan.columns()) {
            var ops = new ArrayList<Op>();
            for (var i = 0; i < cast.pupils.size(); i++) {
                ops.add(cast.op(i, column, 0, base + ",5"));
            }
            cast.gradebook.enter(cast.lan, cast.toan.id(), ops);
        }
    }

    @Test
    void drafts_and_commits_of_a_whole_sheet_cost_little() throws Exception {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var typed = new ArrayList<Double>();
        var committed = new ArrayList<Double>();
        try (var cast = new Cast(folder)) {
            for (var round = 0; round < 40; round++) {
                var at = round;
                var sheet = cast.db.write(vn.sotruong.school.SampleSchool.CLERK, tx -> {
                    var subject = "subject" + at;
                    vn.sotruong.school.schoolyear.SchoolYears.add(
                            tx,
                            new vn.sotruong.school.schoolyear.Subject(
                                    subject, subject, vn.sotruong.school.schoolyear.Subject.Kind.SCORED, 50 + at));
                    vn.sotruong.school.roll.Roll.assign(
                            tx, cast.seven.id(), subject, cast.lan.staff(), java.time.LocalDate.parse("2026-09-05"));
                    return Gradebook.open(tx, cast.seven.id(), subject, 1, 4);
                });
                var ops = new ArrayList<Op>();
                for (var column : cast.toan.columns()) {
                    for (var i = 0; i < cast.pupils.size(); i++) {
                        ops.add(cast.op(i, column, 0, "7,5"));
                    }
                }
                var start = machine.getProcessCpuTime();
                cast.gradebook.enter(cast.lan, sheet.id(), ops);
                var middle = machine.getProcessCpuTime();
                var seen = cast.gradebook.plan(cast.lan, sheet.id()).orElseThrow().columns().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                CommitPlan.ColumnPlan::column, CommitPlan.ColumnPlan::seal));
                var before = machine.getProcessCpuTime();
                assertThat(cast.gradebook.commit(cast.lan, sheet.id(), seen)).isInstanceOf(CommitResult.Done.class);
                typed.add((middle - start) / 1e6);
                committed.add((machine.getProcessCpuTime() - before) / 1e6);
            }
        }
        System.out.printf(
                "270 drafts %.1f ms, commit of 270 marks %.1f ms (median of the last 15)%n",
                late(typed), late(committed));
        assertThat(late(committed)).isLessThan(80);
    }

    private static double late(List<Double> all) {
        return all.subList(25, all.size()).stream().sorted().toList().get(7);
    }
}
