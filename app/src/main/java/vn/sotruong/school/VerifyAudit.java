package vn.sotruong.school;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.sync.spool.Spool;

/** Kiểm toán sổ: reads only, beside a running school or without one. */
@Command(
        name = "audit",
        description = "verify the journal",
        subcommands = {VerifyAudit.Verify.class})
final class VerifyAudit implements Runnable {
    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(new picocli.CommandLine(this), "say what to do: audit verify");
    }

    /** Tính lại chuỗi, phát lại nhật ký, so với biên nhận. */
    @Command(
            name = "verify",
            description = "recompute the chain, replay the journal, compare with the receipts; exit 1 on a finding")
    static final class Verify implements Callable<Integer> {
        @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
        private Path folder = Path.of("data");

        @Option(names = "--json", description = "for a machine")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            var data = new DataFolder(folder);
            if (Main.lacksSchool(data)) {
                return Main.USAGE;
            }
            var key = House.key(data);
            var report = Audit.verify(
                    data.database(),
                    key,
                    SchoolSchema.SCHEMA,
                    handle -> Outbox.anchors(handle, new Spool(data.root())));
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(report));
            } else {
                tell(report);
            }
            return report.sound() ? Main.DONE : Main.FINDING;
        }

        private static void tell(Audit.Report report) {
            report.findings().forEach(System.out::println);
            report.notes().forEach(note -> System.out.println("note: " + note));
            System.out.printf(
                    "%s: %d lines, %d rows, head %s, %d lines not vouched for outside%n",
                    report.sound() ? "sound" : "NOT SOUND, " + report.findings().size() + " findings",
                    report.lines(),
                    report.rows(),
                    report.head(),
                    report.lines() - Math.min(report.lines(), report.anchored()));
        }
    }
}
