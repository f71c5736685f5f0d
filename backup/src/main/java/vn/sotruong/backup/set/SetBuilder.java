package vn.sotruong.backup.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipOutputStream;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;
import vn.sotruong.backup.snapshot.PlainImage;

/** Lập bộ sao lưu: builds a set under a hidden name, checks it, and lets it appear when it is whole and durable. */
public final class SetBuilder {
    private static final List<String> LETTERS = List.of("DOC-TRUOC.txt", "README-EN.txt");
    private static final List<String> TOOLS = List.of("recover.py", "kiemtra.sh");

    private final Consumer<String> progress;
    private final long volumeLimit;

    /** @param progress hears one short line per step */
    public SetBuilder(Consumer<String> progress) {
        this(progress, Volumes.LIMIT);
    }

    SetBuilder(Consumer<String> progress, long volumeLimit) {
        this.progress = progress;
        this.volumeLimit = volumeLimit;
    }

    /** Builds a set with nobody listening. */
    public static Path build(SetPlan plan, Path outTray) {
        return new SetBuilder(step -> {}).into(plan, outTray);
    }

    /** Builds a set and gives its folder below {@code outTray}. On failure nothing is left there. */
    public Path into(SetPlan plan, Path outTray) {
        progress.accept("copying the database into memory");
        try (var image = plan.source().image();
                var connection = image.open()) {
            var label = plan.source().label(connection);
            var finished = outTray.resolve(label.name());
            if (Files.exists(finished)) {
                throw new IllegalStateException("there is a set of this name already: " + label.name());
            }
            var partial = outTray.resolve("." + label.name() + ".partial");
            deleteTree(partial);
            try {
                write(plan, label, image, connection, partial);
                publish(partial, finished);
            } finally {
                deleteTree(partial);
            }
            return finished;
        } catch (SQLException e) {
            throw new IllegalStateException("the image could not be read (SQLite " + e.getErrorCode() + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SetPlan plan, SetLabel label, PlainImage image, Connection connection, Path set)
            throws IOException, SQLException {
        var data = Files.createDirectories(
                set.resolve("data").resolve(label.schoolYear()).resolve(label.session()));
        Files.createDirectories(set.resolve("parity"));
        var recipients = new ArrayList<X509Certificate>(List.of(plan.archive().certificate()));
        recipients.addAll(plan.furtherRecipients());
        progress.accept("sealing the open export");
        try (var zip = zip(data, "mo", recipients)) {
            var tables = new CsvTables(zip, label.madeAt());
            plan.source().writeTables(connection, tables);
            tables.finish();
        }
        progress.accept("sealing the change lines");
        writeLines(plan, label, connection, data, recipients);
        progress.accept("sealing the database image");
        try (var zip = zip(data, "csdl", recipients)) {
            zip.putNextEntry(Volumes.entry("csdl.sqlite", label.madeAt()));
            Files.copy(image.file(), zip);
            zip.closeEntry();
        }
        writeCompanions(plan, label, set);
        writeManifests(plan, label, set);
        progress.accept("computing parity");
        var files = list(set, file -> !file.startsWith(set.resolve("parity")));
        Parity.create(set.toAbsolutePath().normalize(), absolute(files), bytes(files));
        var findings = Checkup.of(set).findings();
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the new set does not pass its own check: " + findings.getFirst());
        }
    }

    private void writeLines(
            SetPlan plan, SetLabel label, Connection connection, Path data, List<X509Certificate> recipients)
            throws IOException, SQLException {
        var written = new long[1];
        try (var zip = zip(data, "log", recipients)) {
            zip.putNextEntry(Volumes.entry("nhat-ky.jsonl", label.madeAt()));
            plan.source().writeLines(connection, line -> {
                zip.write(line);
                zip.write('\n');
                written[0]++;
            });
            zip.closeEntry();
        }
        if (written[0] != label.lines()) {
            throw new IllegalStateException(
                    "the label speaks of " + label.lines() + " change lines, " + written[0] + " were written");
        }
    }

    private ZipOutputStream zip(Path folder, String kind, List<X509Certificate> recipients) {
        return new ZipOutputStream(new Volumes(folder, kind, recipients, volumeLimit), StandardCharsets.UTF_8);
    }

    private static void writeCompanions(SetPlan plan, SetLabel label, Path set) throws IOException {
        var archive = Certificates.fingerprint(plan.archive().certificate());
        var device = Certificates.fingerprint(plan.signer().certificate());
        var keys = Files.createDirectories(set.resolve("data/keys"));
        Files.writeString(keys.resolve("luu-tru.p8.pem"), plan.archive().encryptedPem());
        Files.writeString(
                keys.resolve("luu-tru.pem"), Certificates.pem(plan.archive().certificate()));
        Files.writeString(
                keys.resolve("may.pem"), Certificates.pem(plan.signer().certificate()));
        Files.writeString(set.resolve("data/heads.json"), Heads.write(label, archive, device));
        for (var letter : LETTERS) {
            var text = resource(letter)
                    .replace("{SCHOOL_NAME}", label.schoolName())
                    .replace("{SET}", label.name())
                    .replace("{SCHOOL_YEAR}", label.schoolYear())
                    .replace("{SESSION}", label.session())
                    .replace("{MADE_AT}", label.madeAt().toString())
                    .replace(
                            "{ARCHIVE}",
                            archive.substring(0, 16).toUpperCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-"))
                    .replace("{DEVICE}", device);
            Files.writeString(set.resolve(letter), text);
            if (letter.equals("DOC-TRUOC.txt")) {
                Files.writeString(set.resolve("DOC-TRUOC-KHONG-DAU.txt"), withoutMarks(text));
            }
        }
        var tools = Files.createDirectories(set.resolve("tools"));
        for (var tool : TOOLS) {
            Files.writeString(tools.resolve(tool), resource(tool));
        }
    }

    private static void writeManifests(SetPlan plan, SetLabel label, Path set) throws IOException {
        var payload = list(set, file -> file.startsWith(set.resolve("data")));
        Files.writeString(set.resolve("manifest-sha512.txt"), Checksums.manifest(sums(set, payload)));
        Files.writeString(set.resolve("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        Files.writeString(set.resolve("bag-info.txt"), """
                Source-Organization: %s
                External-Identifier: %s
                Bagging-Date: %s
                Payload-Oxum: %d.%d
                """.formatted(
                        label.schoolName(),
                        label.name(),
                        label.madeAt().atZone(ZoneOffset.UTC).toLocalDate(),
                        bytes(payload),
                        payload.size()));
        var tags = list(set, file -> !file.startsWith(set.resolve("data")));
        var text = Checksums.manifest(sums(set, tags)).getBytes(StandardCharsets.US_ASCII);
        Files.write(set.resolve("tagmanifest-sha512.txt"), text);
        Files.write(
                set.resolve("tagmanifest-sha512.txt.p7s"),
                Signatures.signDetached(text, plan.signer().key(), plan.signer().certificate()));
    }

    private static Map<String, String> sums(Path set, List<Path> files) {
        var sums = new TreeMap<String, String>();
        files.forEach(file -> sums.put(set.relativize(file).toString(), Checksums.of(file)));
        return sums;
    }

    private static String resource(String name) throws IOException {
        try (var in = SetBuilder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not packed with the program: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String withoutMarks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd')
                .replace('Đ', 'D');
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        }
    }

    private static List<Path> absolute(List<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    }

    private static long bytes(List<Path> files) throws IOException {
        var sum = 0L;
        for (var file : files) {
            sum += Files.size(file);
        }
        return sum;
    }

    private static void publish(Path partial, Path finished) throws IOException {
        try (var all = Files.walk(partial)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                sync(each);
            }
        }
        Files.move(partial, finished, StandardCopyOption.ATOMIC_MOVE);
        sync(finished.resolveSibling("."));
    }

    private static void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
