package vn.sotruong.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/**
 * Thế giới nhỏ trên đĩa: the school's data folder, the office's inside of it, and what a second start must find again.
 * It is made by the programs' own commands, in the order in which people would give them.
 */
final class World {
    static final String SCHOOL = "79760512";
    private static final String OFFICE_NAME = "UBND phường Hoa Mai";
    private static final String OFFICE_CODE = "PHOAMAI";
    private static final String OFFICER = "quantri";
    private static final Pattern SPOKEN = Pattern.compile("[0-9a-fA-F]{4}(?: [0-9a-fA-F]{4}){7}");

    private final Path school;
    private final Launcher launcher;

    World(Path school, Launcher launcher) {
        this.school = school;
        this.launcher = launcher;
    }

    Path office() {
        return school.resolve("office");
    }

    private Path own(String file) {
        return school.resolve("demo").resolve(file);
    }

    boolean exists() {
        return Files.exists(own("ready"));
    }

    /** Sets everything up; the office will be reached at this address from now on. */
    void make(String officeAddress, String officerPassword) {
        try {
            var password = secret("officer-password", officerPassword);
            launcher.run("courier", "init", "--data", school.toString(), "--school", SCHOOL);
            secret("accounts", launcher.run("seed", "--past", "--data", school.toString()));
            var founded = launcher.run(
                    "office",
                    "init",
                    "--data",
                    office().toString(),
                    "--name",
                    OFFICE_NAME,
                    "--unit",
                    OFFICE_CODE,
                    "--url",
                    officeAddress,
                    "--account",
                    OFFICER,
                    "--password-file",
                    password.toString());
            enrol(spoken(founded));
            secret("office-address", officeAddress);
            secret("ready", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two files change hands, a request and its answer, and two fingerprints are read out over the telephone. */
    private void enrol(String officeNumber) throws IOException {
        var request = own("request.pem").toString();
        var answer = own("answer.pem").toString();
        var said = launcher.run("enrol", "request", "--data", school.toString(), "--out", request);
        launcher.run(
                "office",
                "enrol",
                "--data",
                office().toString(),
                "--request",
                request,
                "--out",
                answer,
                "--fingerprint",
                spoken(said));
        launcher.run("enrol", "accept", "--data", school.toString(), "--office", officeNumber, answer);
    }

    /** The eight groups that one side reads out to the other. */
    private static String spoken(String said) {
        var groups = SPOKEN.matcher(said);
        if (!groups.find()) {
            throw new Launcher.Failed("a fingerprint to read out was expected, but this was said: " + said);
        }
        return groups.group();
    }

    /** The address that the school was told at enrolment. */
    String officeAddress() {
        return read("office-address");
    }

    /** The school's accounts as its own command printed them, then the office's. */
    String accounts() {
        return said()[0].strip() + "\n" + OFFICER + "   "
                + read("officer-password").strip() + "   cán bộ nơi nhận (the office)";
    }

    /** Who sees which state where; empty in a school that is too young to have a past. */
    String sights() {
        var said = said();
        return said.length > 1 ? said[1].strip() : "";
    }

    private String[] said() {
        return read("accounts").strip().split("\n\n", 2);
    }

    private String read(String file) {
        try {
            return Files.readString(own(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path secret(String name, String content) throws IOException {
        var file = own(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content, StandardCharsets.UTF_8);
    }
}
