package vn.sotruong;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Trường và nơi nhận, vừa quen nhau: a fresh school Hoa Mai and a fresh office, acquainted by files alone. */
final class Neighbours {
    static final String SCHOOL_CODE = "79760512";
    static final String OFFICER = "quantri";
    static final String OFFICER_PASSWORD = "một mật khẩu của nơi nhận";

    private static final Pattern SPOKEN = Pattern.compile("[0-9A-Fa-f]{4}(?: [0-9A-Fa-f]{4}){7}");

    final Path school;
    final Path office;
    private final Programs programs;
    private final int officePort;
    private final Map<String, Account> accounts;

    /** A way in. */
    record Account(String username, String password) {}

    Neighbours(Path folder, Programs programs) throws IOException {
        this.programs = programs;
        school = folder.resolve("truong");
        office = folder.resolve("noi-nhan");
        officePort = freePort();
        var password = Files.writeString(folder.resolve("officer.txt"), OFFICER_PASSWORD);
        programs.must(Programs.COURIER, "init", "--data", school, "--school", SCHOOL_CODE);
        accounts = accounts(programs.must(Programs.SCHOOL, "seed", "--data", school));
        var founded = programs.must(
                Programs.OFFICE,
                "init",
                "--data",
                office,
                "--name",
                "UBND phường Hoa Mai",
                "--unit",
                "PHOAMAI",
                "--url",
                "https://127.0.0.1:" + officePort + "/",
                "--account",
                OFFICER,
                "--password-file",
                password);
        var request = folder.resolve("dang-ky.pem");
        var answer = folder.resolve("tra-loi.pem");
        var asked = programs.must(Programs.SCHOOL, "enrol", "request", "--data", school, "--out", request);
        programs.must(
                Programs.OFFICE,
                "enrol",
                "--data",
                office,
                "--request",
                request,
                "--out",
                answer,
                "--fingerprint",
                spoken(asked));
        programs.must(Programs.SCHOOL, "enrol", "accept", "--data", school, "--office", spoken(founded), answer);
    }

    URI openSchool() throws Exception {
        return programs.serve(Programs.SCHOOL, "serve", "--data", school, "--port", 0);
    }

    URI openOffice() throws Exception {
        return programs.serve(Programs.OFFICE, "serve", "--data", office, "--port", officePort);
    }

    Account account(String person) {
        return Objects.requireNonNull(accounts.get(person), person);
    }

    /** A card that a member of the board holds. */
    Path card(int number) {
        return school.resolve("demo-cards/the-" + number + "-tren-3.txt");
    }

    /** By full name: a line holds username, password, name and what they are, with spaces between the columns. */
    private static Map<String, Account> accounts(String printed) {
        return printed.lines()
                .map(line -> line.split(" {2,}", 4))
                .filter(columns -> columns.length == 4)
                .collect(Collectors.toMap(
                        columns -> columns[2], columns -> new Account(columns[0], columns[1]), (one, other) -> one));
    }

    /** The groups that one side reads out to the other over the telephone. */
    private static String spoken(String said) {
        var groups = SPOKEN.matcher(said);
        if (!groups.find()) {
            throw new AssertionError("no fingerprint to read out: " + said);
        }
        return groups.group();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
