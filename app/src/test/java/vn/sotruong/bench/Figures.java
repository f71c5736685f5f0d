package vn.sotruong.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Số đo: the figures of all benches of a run, in {@code target/bench.json} and as a table in {@code target/bench.txt}.
 * A time on a busy machine says little; each comes with what was measured beside it in the same run.
 */
public final class Figures {
    private static final Path JSON = Path.of("target", "bench.json");
    private static final Path TABLE = Path.of("target", "bench.txt");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Figures() {}

    /** What is measured. */
    public interface Work {
        void run() throws Exception;
    }

    /** Thời gian của nhiều lần: in milliseconds. */
    public record Times(List<Double> sorted, double cpuEach) {
        public double at(double part) {
            return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
        }

        public double p50() {
            return at(0.5);
        }

        public double p99() {
            return at(0.99);
        }

        /** With processor time measured elsewhere. */
        public Times withCpu(double each) {
            return new Times(sorted, each);
        }
    }

    /** Measures some times, after some that do not count; the processor time is this process's. */
    public static Times measure(int warm, int times, Work work) throws Exception {
        for (var i = 0; i < warm; i++) {
            work.run();
        }
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var cpu = machine.getProcessCpuTime();
        var all = new ArrayList<Double>();
        for (var i = 0; i < times; i++) {
            var began = System.nanoTime();
            work.run();
            all.add((System.nanoTime() - began) / 1e6);
        }
        return new Times(all.stream().sorted().toList(), (machine.getProcessCpuTime() - cpu) / 1e6 / times);
    }

    /** Keeps times, with the ratio of the medians to a baseline of the same run. */
    public static void keep(String name, Times times, String baseline, Times base) throws IOException {
        put(name + ", p50 ms", times.p50());
        put(name + ", p99 ms", times.p99());
        put(name + ", processor ms", times.cpuEach());
        put(name + ", p50 as a multiple of " + baseline, times.p50() / base.p50());
    }

    /** Keeps one figure. */
    public static void put(String name, double value) throws IOException {
        var all = Files.exists(JSON) ? (ObjectNode) MAPPER.readTree(Files.readString(JSON)) : MAPPER.createObjectNode();
        all.put(name, Math.round(value * 1000) / 1000.0);
        var machine = ManagementFactory.getOperatingSystemMXBean();
        all.put("machine: processors", machine.getAvailableProcessors());
        all.put("machine: load average at the end", machine.getSystemLoadAverage());
        Files.createDirectories(Path.of("target"));
        Files.writeString(JSON, MAPPER.writeValueAsString(all));
        Files.writeString(TABLE, table(all));
    }

    private static String table(ObjectNode all) {
        var table = new StringBuilder();
        for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> each : all.properties()) {
            table.append(
                    String.format(Locale.ROOT, "%14.3f  %s%n", each.getValue().asDouble(), each.getKey()));
        }
        return table.toString();
    }
}
