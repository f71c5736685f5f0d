package vn.sotruong.school;

import java.time.Duration;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.windows.Windows;

/** Đợt nhập cho trường để thử: both terms of a year open for every class, subject and column, from yesterday on. */
public final class OpenWindows {
    private OpenWindows() {}

    /** Publishes them, for as long as any test moves its clock. */
    public static void open(Tx tx, String schoolYear) {
        for (var semester = 1; semester <= 2; semester++) {
            Windows.establish(
                    tx,
                    schoolYear,
                    semester,
                    "Nhập điểm học kỳ " + semester,
                    tx.now().minus(Duration.ofDays(1)),
                    tx.now().plus(Duration.ofDays(400)),
                    "hieutruong");
        }
    }
}
