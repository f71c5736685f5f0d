package vn.sotruong.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.bench.Figures;
import vn.sotruong.ground.kernel.DataFolder;
import vn.sotruong.ground.web.TestBrowser;

/** Đo trước cửa: the real program in a process of its own, asked over HTTPS on one open connection. */
@Tag("bench")
class DoorBench {
    private static final int REQUESTS = 200;
    private static final int SAVES = 500;
    private static final double TICK_MILLISECONDS = 10;

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void page_and_memory_and_start() throws Exception {
        var seats = Staffroom.found(data(), 1);
        try (var school = RunningSchool.start(data(), 0)) {
            var address = school.awaitReady();
            try (var client = client()) {
                var line = new Desk.Line(client, address, () -> {});
                var desk = new Desk(seats.get(1), 1, 0);
                desk.sitDown(line);
                for (var i = 0; i < SAVES; i++) {
                    desk.act(line);
                }
                Figures.put("school process after 500 saves, RSS MiB", memory(school, "Rss:"));
                Figures.put("school process after 500 saves, PSS MiB", memory(school, "Pss:"));
                page(client, address, seats.get(1), school);
            }
        }
        coldStart();
    }

    private HttpClient client() {
        var authority = new DataFolder(data()).keys().resolve("lan").resolve("authority.pem");
        return HttpClient.newBuilder()
                .sslContext(TestBrowser.trusting(authority))
                .build();
    }

    private void page(HttpClient client, URI address, Staffroom.Seat seat, RunningSchool school) throws Exception {
        var path = "/sheets/" + seat.sheet().id();
        var last = get(client, address.resolve(path), seat);
        assertThat(last.statusCode()).isEqualTo(200);
        Figures.put("grid page 45 pupils x 6 columns, bytes gz", last.body().length);
        var bare = Figures.measure(REQUESTS, REQUESTS, () -> get(client, address.resolve("/sign-in"), seat));
        Figures.measure(0, REQUESTS, () -> get(client, address.resolve(path), seat));
        var cpu = cpu(school);
        var page = Figures.measure(0, REQUESTS, () -> get(client, address.resolve(path), seat));
        var each = (cpu(school) - cpu) / REQUESTS;
        Figures.put("bare redirect through the same door, p50 ms", bare.p50());
        Figures.keep("grid page 45 pupils x 6 columns", page.withCpu(each), "a bare redirect", bare);
    }

    private static HttpResponse<byte[]> get(HttpClient client, URI address, Staffroom.Seat seat)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address)
                        .header("Cookie", "__Host-sotruong=" + seat.cookie())
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** From the command to the first page; beside it, a Java that does nothing. */
    private void coldStart() throws Exception {
        var starts = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        for (var i = 0; i < 5; i++) {
            var began = System.nanoTime();
            try (var school = RunningSchool.start(data(), 0);
                    var client = client()) {
                var address = school.awaitReady();
                var answer = client.send(
                        HttpRequest.newBuilder(address.resolve("/sign-in")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).isEqualTo(200);
                starts.add((System.nanoTime() - began) / 1e6);
            }
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            began = System.nanoTime();
            assertThat(new ProcessBuilder(java, "--version")
                            .redirectOutput(folder.resolve("java.out").toFile())
                            .start()
                            .waitFor())
                    .isZero();
            bare.add((System.nanoTime() - began) / 1e6);
        }
        var median = starts.stream().sorted().toList().get(2);
        Figures.put("cold start to the first page, ms", median);
        Figures.put(
                "cold start as a multiple of a Java that does nothing",
                median / bare.stream().sorted().toList().get(2));
    }

    private static double memory(RunningSchool school, String what) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + school.pid(), "smaps_rollup")).stream()
                .filter(line -> line.startsWith(what))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** Processor time of the school's process so far, in milliseconds. */
    private static double cpu(RunningSchool school) throws IOException {
        var stat = Files.readString(Path.of("/proc", "" + school.pid(), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLISECONDS;
    }
}
