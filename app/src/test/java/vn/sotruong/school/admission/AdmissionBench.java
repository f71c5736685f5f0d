package vn.sotruong.school.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.sotruong.school.SampleSchool.CLERK;
import static vn.sotruong.school.SampleSchool.CLOCK;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.bench.Figures;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.admission.Admission.Confirmation;
import vn.sotruong.school.admission.Admission.Upload;
import vn.sotruong.school.workbook.SampleFile;

/** Hai nghìn em trong một tệp: read, compared, shown and written within five seconds. */
@Tag("bench")
class AdmissionBench {
    private static final int PUPILS = 2_000;
    private static final double MOST_MILLIS = 5_000;

    @TempDir
    private Path folder;

    @Test
    void two_thousand_pupils_come_in() throws Exception {
        try (var db = SampleSchool.create(folder)) {
            var names = new ArrayList<String>();
            for (var grade = 6; grade <= 9; grade++) {
                for (var letter = 'A'; letter < 'M'; letter++) {
                    names.add(grade + String.valueOf(letter));
                }
            }
            SampleSchool.openClasses(db, names.toArray(String[]::new));
            var rows = new ArrayList<List<?>>();
            rows.add(List.of("Lớp", "Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"));
            for (var i = 0; i < PUPILS; i++) {
                rows.add(List.of(
                        names.get(i % names.size()),
                        "26%08d".formatted(i),
                        "Nguyễn Văn " + letters(i),
                        LocalDate.of(2012 + i % 3, 1 + i % 12, 1 + i % 28),
                        i % 2 == 0 ? "Nam" : "Nữ",
                        "0992%08d".formatted(i)));
            }
            var file = SampleFile.sheet("DS", rows.toArray(List[]::new));
            var admission = new Admission(db, CLOCK);
            var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            var cpu = machine.getProcessCpuTime();
            var began = System.nanoTime();
            var upload = (Upload.Waits) admission.upload(CLERK, "2000.xlsx", file);
            var shown = System.nanoTime();
            var done = admission.confirm(CLERK, upload.preview().seal());
            var ended = System.nanoTime();
            assertThat(done).isInstanceOf(Confirmation.Done.class);
            Figures.put("2,000 pupils from Excel: read and preview, ms", (shown - began) / 1e6);
            Figures.put("2,000 pupils from Excel: written in one transaction, ms", (ended - shown) / 1e6);
            // a wall clock on a busy machine says little, so the promise is held against the processor's
            var used = (machine.getProcessCpuTime() - cpu) / 1e6;
            Figures.put("2,000 pupils from Excel: processor time of both, ms", used);
            assertThat(used).isLessThan(MOST_MILLIS);
        }
    }

    private static String letters(int number) {
        return "A" + (char) ('a' + number / 26 / 26 % 26) + (char) ('a' + number / 26 % 26)
                + (char) ('a' + number % 26);
    }
}
