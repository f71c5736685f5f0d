package vn.sotruong.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.bench.Figures;
import vn.sotruong.office.intake.Outcome;
import vn.sotruong.office.intake.Via;
import vn.sotruong.sync.bundle.BundleWriter.Sealed;

/** Đo gói tin: sealing the marks of a class, and taking the bundle in, beside one of a single line. */
@Tag("bench")
class BundleBench {
    private static final int TURNS = 20;

    @TempDir
    private Path folder;

    @Test
    void a_class_of_marks_is_sealed_and_taken_in() throws Exception {
        try (var office = TrialOffice.open(folder.resolve("office"))) {
            var school = office.enrol("HOAMAI");
            school.openClass(45);
            var first = school.bundle(1, school.last());
            assertThat(take(office, first)).isEqualTo(new Outcome.Taken(true));
            var small = new ArrayDeque<Sealed>();
            var large = new ArrayDeque<Sealed>();
            var sealingOne = Figures.measure(3, TURNS, () -> {
                school.mark(1, "tx1", school.last() % 101);
                small.add(school.bundle(school.last(), school.last()));
            });
            var takingOne = Figures.measure(3, TURNS, () -> take(office, small.remove()));
            var sealing = Figures.measure(3, TURNS, () -> {
                var from = school.last() + 1;
                school.marks(45);
                large.add(school.bundle(from, school.last()));
            });
            Figures.put("bundle of 45 marks, bytes", large.getLast().bytes().length);
            Figures.put("bundle of one mark, bytes", 0.0 + bytes(school));
            var taking = Figures.measure(3, TURNS, () -> take(office, large.remove()));
            Figures.keep("sealing a bundle of 45 marks", sealing, "a bundle of one", sealingOne);
            Figures.keep("taking in a bundle of 45 marks", taking, "a bundle of one", takingOne);
        }
    }

    private static int bytes(TrialSchool school) {
        return school.bundle(school.last(), school.last()).bytes().length;
    }

    private Outcome take(TrialOffice office, Sealed bundle) throws Exception {
        var file = Files.write(folder.resolve(bundle.id()), bundle.bytes());
        var outcome = office.house.intake().take(file, Via.USB);
        assertThat(outcome).isEqualTo(new Outcome.Taken(true));
        return outcome;
    }
}
