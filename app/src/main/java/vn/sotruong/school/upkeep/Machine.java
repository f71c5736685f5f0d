package vn.sotruong.school.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.sotruong.school.upkeep.Reading.Level;

/** Máy: what Linux tells about itself in {@code /proc} and {@code /sys}. What it does not tell is absent, never guessed. */
final class Machine {
    private static final double MIB = 1024.0 * 1024;
    private static final double GIB = MIB * 1024;
    private static final double KIB_IN_GIB = MIB;
    private static final double SCARCE = 0.15;
    private static final double NONE_LEFT = 0.05;
    private static final long LEAST_BYTES = 1L << 30;
    private static final double HOT = 75;
    private static final double TOO_HOT = 90;
    private static final double LOW_BATTERY = 30;
    private static final double A_DAY = 86_400;
    private static final Pattern KILOBYTES = Pattern.compile("(\\w+):\\s+(\\d+) kB");

    private final Path root;

    /** @param root {@code /}, or a tree that a test built like it */
    Machine(Path root) {
        this.root = root;
    }

    /** Free space where the school's data lie. */
    Reading disk(Path data) {
        try {
            var store = Files.getFileStore(data);
            return disk(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reading disk(long total, long free) {
        var share = total == 0 ? 0 : (double) free / total;
        var level = share < NONE_LEFT || free < LEAST_BYTES ? Level.NOW : share < SCARCE ? Level.SOON : Level.GOOD;
        return new Reading("disk", level, List.of(tenths(free / GIB), tenths(total / GIB), Math.round(share * 100)));
    }

    /** Memory that programs may still take, and what this program holds. */
    Reading memory() {
        var total = kilobytes("proc/meminfo", "MemTotal");
        var free = kilobytes("proc/meminfo", "MemAvailable");
        var own = kilobytes("proc/self/status", "VmRSS");
        if (total.isEmpty() || free.isEmpty()) {
            return Reading.absent("memory");
        }
        var share = (double) free.get() / total.get();
        var level = share < NONE_LEFT ? Level.NOW : share < SCARCE ? Level.SOON : Level.GOOD;
        return new Reading(
                "memory",
                level,
                List.of(
                        tenths(free.get() / KIB_IN_GIB),
                        tenths(total.get() / KIB_IN_GIB),
                        Math.round(own.orElse(0L) / 1024.0)));
    }

    /** How long it has run and how busy it is, beside its cores. */
    Reading load(int cores) {
        var load = number("proc/loadavg");
        var up = number("proc/uptime");
        if (load.isEmpty() || up.isEmpty()) {
            return Reading.absent("load");
        }
        var level = load.get() > 4.0 * cores ? Level.SOON : Level.GOOD;
        return new Reading("load", level, List.of(tenths(load.get()), cores, tenths(up.get() / A_DAY)));
    }

    /** The hottest spot. */
    Reading heat() {
        var hottest = list("sys/class/thermal", "thermal_zone\\d+").stream()
                .flatMap(zone -> number(zone.resolve("temp")).stream())
                .mapToDouble(each -> each / 1000)
                .max();
        if (hottest.isEmpty()) {
            return Reading.absent("heat");
        }
        var level =
                hottest.getAsDouble() >= TOO_HOT ? Level.NOW : hottest.getAsDouble() >= HOT ? Level.SOON : Level.GOOD;
        return new Reading("heat", level, List.of(Math.round(hottest.getAsDouble())));
    }

    /** Mains or battery: a UPS on its cable, or a laptop that serves. */
    Reading power() {
        var supplies = list("sys/class/power_supply", ".+");
        if (supplies.isEmpty()) {
            return Reading.absent("power");
        }
        var mains = supplies.stream()
                .filter(each -> !text(each.resolve("type")).equals("Battery"))
                .anyMatch(each -> text(each.resolve("online")).equals("1"));
        var battery = supplies.stream()
                .flatMap(each -> number(each.resolve("capacity")).stream())
                .findFirst();
        if (mains) {
            return new Reading("power", Level.GOOD, List.of());
        }
        var left = battery.orElse(0.0);
        return new Reading("power-battery", left < LOW_BATTERY ? Level.NOW : Level.SOON, List.of(Math.round(left)));
    }

    /** Optical drives by their maker's name. */
    Reading drive() {
        var names = list("sys/block", "sr\\d+").stream()
                .map(each -> (text(each.resolve("device/vendor")) + " " + text(each.resolve("device/model"))).strip())
                .map(each -> each.isEmpty() ? "DVD" : each)
                .toList();
        return names.isEmpty() ? Reading.absent("drive") : new Reading("drive", Level.GOOD, List.of(join(names)));
    }

    /** Whether the clock ran on while the machine was off; nothing is told of one that did. */
    List<Reading> battery() {
        if (!text(root.resolve("run/sotruong/clock.json")).contains("\"kept\":false")) {
            return List.of();
        }
        var synchronised = Files.exists(root.resolve("run/systemd/timesync/synchronized"));
        return List.of(new Reading("battery", synchronised ? Level.SOON : Level.NOW, List.of()));
    }

    /** Health of the drives that are built in. */
    List<Reading> drives() {
        return new Drives(root.resolve("run/sotruong")).list();
    }

    /** Sticks that are plugged in. */
    Reading sticks() {
        var names = list("sys/block", "sd[a-z]+").stream()
                .filter(each -> text(each.resolve("removable")).equals("1"))
                .filter(each -> number(each.resolve("size")).orElse(0.0) > 0)
                .map(each -> (text(each.resolve("device/model")) + " "
                                + Math.round(number(each.resolve("size")).orElse(0.0) * 512 / GIB) + " GB")
                        .strip())
                .toList();
        return names.isEmpty() ? Reading.absent("sticks") : new Reading("sticks", Level.GOOD, List.of(join(names)));
    }

    /** Addresses by which the school's computers reach it. */
    static Reading network() {
        try {
            var addresses = NetworkInterface.networkInterfaces()
                    .filter(Machine::carries)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> each.getAddress().length == 4)
                    .map(each -> String.valueOf(each.getHostAddress()))
                    .sorted()
                    .toList();
            return addresses.isEmpty()
                    ? new Reading("network", Level.NOW, List.of(""))
                    : new Reading("network", Level.GOOD, List.of(join(addresses)));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean carries(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }

    private static String join(List<String> names) {
        return String.join(", ", names);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private Optional<Long> kilobytes(String file, String name) {
        var found = KILOBYTES.matcher(text(root.resolve(file)));
        while (found.find()) {
            if (found.group(1).equals(name)) {
                return Optional.of(Long.valueOf(found.group(2)));
            }
        }
        return Optional.empty();
    }

    private Optional<Double> number(String file) {
        return number(root.resolve(file));
    }

    /** The first number of a file. */
    private static Optional<Double> number(Path file) {
        var first = text(file).split("\\s+", 2)[0];
        return first.matches("-?\\d{1,15}(\\.\\d+)?") ? Optional.of(Double.valueOf(first)) : Optional.empty();
    }

    private List<Path> list(String folder, String name) {
        var found = new ArrayList<Path>();
        if (Files.isDirectory(root.resolve(folder))) {
            try (var all = Files.list(root.resolve(folder))) {
                all.filter(each -> String.valueOf(each.getFileName()).matches(name))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException unreadable) {
                return List.of();
            }
        }
        return found;
    }

    /** What a file says; one that is not there or that the kernel refuses to read says nothing. */
    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
