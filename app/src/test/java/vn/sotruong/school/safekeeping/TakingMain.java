package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.nio.file.Path;

/** The child process of {@link KilledMidwayTest}: takes a set and says each step as it begins. */
final class TakingMain {
    private TakingMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var box = Box.open(Path.of(arguments[0]))) {
            var work = Thread.ofPlatform().start(() -> box.safekeeping.take(Box.BOARD, Session.ASKED));
            var said = "";
            while (work.isAlive()) {
                var step = box.safekeeping.step().orElse("");
                if (!step.equals(said)) {
                    said = step;
                    System.out.println(step);
                }
                Thread.sleep(1);
            }
        }
    }
}
