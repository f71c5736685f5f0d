package vn.sotruong.school;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.school.outbox.Enrolment.Answered;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Ghi danh với nơi nhận bằng tệp; the same as the page, for a school that is not serving. */
@Command(
        name = "enrol",
        description = "enrol with the receiving office, by files",
        subcommands = {Enrol.Request.class, Enrol.Accept.class})
final class Enrol implements Runnable {
    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                new picocli.CommandLine(this), "say which step: enrol request, or enrol accept");
    }

    /** Một bước, trong thư mục dữ liệu mà không chương trình nào khác đang dùng. */
    private interface Step {
        int in(House house) throws Exception;
    }

    private static int inside(Path folder, Step step) throws Exception {
        var data = new DataFolder(folder);
        if (Main.lacksSchool(data)) {
            return Main.USAGE;
        }
        var keys = Main.keys(data);
        if (Main.lacksKey(data, keys)) {
            return Main.BROKEN;
        }
        try (var premises = Premises.enter(data)) {
            if (premises == null) {
                System.err.println("sotruong: the school is open; use its page \"Đồng bộ 48 giờ\", or stop it first");
                return Main.BROKEN;
            }
            try (var house = House.open(data, keys, Duration.ofMinutes(10), Main.clock(), Main.random())) {
                return step.in(house);
            }
        }
    }

    /** Đơn đăng ký. */
    @Command(name = "request", description = "write the request for the office")
    static final class Request implements Callable<Integer> {
        @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
        private Path folder = Path.of("data");

        @Option(names = "--out", required = true, description = "file to write")
        private Path out = Path.of("dang-ky.pem");

        @Override
        public Integer call() throws Exception {
            return inside(folder, house -> {
                var courier = house.courierRequest();
                if (courier.isEmpty()) {
                    System.err.println("sotruong: the courier has no key yet; run ./sotruong courier init first");
                    return Main.FINDING;
                }
                var school = house.db.read(SchoolYears::getSchool);
                Files.writeString(out, house.enrolment.request(school.name(), courier));
                System.out.println("this box: " + house.enrolment.spokenOwn());
                return Main.DONE;
            });
        }
    }

    /** Trả lời của nơi nhận. */
    @Command(name = "accept", description = "take the office's answer in")
    static final class Accept implements Callable<Integer> {
        @Option(names = "--data", defaultValue = "data", description = "data folder (default ./data)")
        private Path folder = Path.of("data");

        @Option(
                names = "--office",
                required = true,
                description = "the office's number as it stands on paper: 8 groups of 4 hexadecimal digits")
        private String spoken = "";

        @Parameters(index = "0", description = "the answer's file")
        private Path answer = Path.of("enrol.pem");

        @Override
        public Integer call() throws Exception {
            return inside(folder, house -> {
                var text = Files.readString(answer);
                return switch (house.enrolment.accept(Actor.house("enrol"), text, spoken)) {
                    case Answered.Enrolled(var office) -> {
                        System.out.println("enrolled with " + office.unitName());
                        yield Main.DONE;
                    }
                    case Answered.Refused(var reason) -> {
                        System.err.println("sotruong: the answer was refused: " + reason);
                        yield Main.FINDING;
                    }
                };
            });
        }
    }
}
