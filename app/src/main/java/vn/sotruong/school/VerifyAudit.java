package vn.sotruong.school;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.safekeeping.MediumAnchor;
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

        @Option(names = "--medium", description = "folder of a backup set on a USB stick or disc; may be repeated")
        private List<Path> media = List.of();

        @Option(names = "--head", description = "LINE:HEAD as it was written down or printed; may be repeated")
        private List<String> heads = List.of();

        @Option(names = "--json", description = "for a machine")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            var data = new DataFolder(folder);
            if (Main.lacksSchool(data)) {
                return Main.USAGE;
            }
            var keys = Main.keys(data);
            if (Main.lacksKey(data, keys)) {
                return Main.BROKEN;
            }
            var outside = new ArrayList<Audit.Anchor>();
            for (var each : media) {
                var anchor = MediumAnchor.read(each);
                if (anchor.isEmpty()) {
                    System.err.println(each + " holds no whole backup set; verify that medium first");
                    return Main.USAGE;
                }
                outside.add(anchor.get());
            }
            for (var each : heads) {
                if (!each.matches("[0-9]{1,18}:[0-9a-f]{64}")) {
                    System.err.println("--head is LINE:HEAD, a number and 64 hexadecimal digits");
                    return Main.USAGE;
                }
            }
            var report = Audit.verify(data.database(), keys.get(), SchoolSchema.SCHEMA, handle -> {
                outside.addAll(Outbox.anchors(handle, new Spool(data.root())));
                heads.forEach(each -> outside.add(written(handle, each)));
                return outside;
            });
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(report));
            } else {
                tell(report);
            }
            return report.sound() ? Main.DONE : Main.FINDING;
        }

        /** What was written down names no lineage: its line tells, and a line that is missing belongs to the present one. */
        private static Audit.Anchor written(Handle handle, String head) {
            var at = head.indexOf(':');
            var seq = Long.parseLong(head.substring(0, at));
            var lineages = ChangeLog.lineages(handle);
            var lineage = lineages.stream()
                    .filter(each -> each.firstSeq() <= seq)
                    .reduce((_, later) -> later)
                    .orElse(lineages.getFirst());
            return new Audit.Anchor(lineage.epoch().id(), seq, head.substring(at + 1), "bản ghi trên giấy");
        }

        private static void tell(Audit.Report report) {
            report.findings().forEach(System.out::println);
            report.unconfirmed().forEach(restore -> System.out.println(restore.told()));
            report.notes().forEach(note -> System.out.println("note: " + note));
            System.out.printf(
                    "%s: %d lines, %d rows, head %s, %d lines not vouched for outside%n",
                    report.sound() ? "sound" : "NOT SOUND, " + report.count() + " findings",
                    report.lines(),
                    report.rows(),
                    report.head(),
                    report.lines() - Math.min(report.lines(), report.anchored()));
        }
    }
}
