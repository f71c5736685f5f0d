package vn.sotruong.ground.web;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lối vào: where the program listens, and by which names and addresses browsers reach it.
 *
 * @param host the address to listen on; {@link #EVERYWHERE} is all of them
 * @param port of HTTPS; 0 takes a free one
 * @param name by which the network knows this machine, where it does
 * @param porch the port of the plain porch, 0 for a free one; empty where none is wanted
 * @param redirected whether a firewall leads the usual ports 443 and 80 here, so that addresses are said without a port
 * @param machine the addresses it has now
 */
public record Entrance(
        String host,
        int port,
        Optional<String> name,
        Optional<Integer> porch,
        boolean redirected,
        Supplier<List<String>> machine) {
    /** All addresses of this machine. */
    public static final String EVERYWHERE = "0.0.0.0";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** One address and one port, as on a developer's machine. */
    public Entrance(String host, int port) {
        this(host, port, Optional.empty(), Optional.empty(), false, Entrance::ownAddresses);
    }

    /** Whether a name can stand in an address and in a certificate; in lower case. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The same on another port. */
    public Entrance withPort(int other) {
        return new Entrance(host, other, name, porch, redirected, machine);
    }

    boolean everywhere() {
        return host.equals(EVERYWHERE);
    }

    /** Names and addresses that stand in the certificate whatever the network gives: the first is the chief one. */
    List<String> names() {
        var all = new LinkedHashSet<String>();
        name.ifPresent(all::add);
        all.add("sotruong.local");
        all.add("localhost");
        all.add(LOOPBACK);
        if (!everywhere()) {
            all.add(host);
        }
        return List.copyOf(all);
    }

    /** Addresses that the network gave this machine, where it listens on them. */
    List<String> addresses() {
        return everywhere() ? machine.get() : List.of();
    }

    /** Where a program on this machine finds it. */
    URI near(int bound) {
        return URI.create("https://" + (everywhere() ? LOOPBACK : host) + ":" + bound + "/");
    }

    /**
     * Hosts to be said to people, the best first.
     *
     * @param certified what the certificate vouches for
     */
    List<String> said(Iterable<String> certified) {
        var all = new LinkedHashSet<String>();
        name.ifPresent(all::add);
        if (everywhere()) {
            for (var each : certified) {
                if (each.matches("[0-9.]+") && !each.startsWith("127.")) {
                    all.add(each);
                }
            }
        }
        if (all.isEmpty()) {
            all.add(everywhere() ? LOOPBACK : host);
        }
        return List.copyOf(all);
    }

    URI secure(String at, int bound) {
        return URI.create("https://" + at + (redirected || bound == HTTPS ? "" : ":" + bound) + "/");
    }

    URI plain(String at, int bound) {
        return URI.create("http://" + at + (redirected || bound == HTTP ? "" : ":" + bound) + "/");
    }

    /** The machine's own addresses in private networks, such as {@code 192.168.1.20}: what browsers nearby can reach. */
    public static List<String> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Entrance::carries)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each -> each instanceof Inet4Address)
                    .filter(each -> each.isSiteLocalAddress() || each.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
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

    /** A name as people type it. */
    public static String normal(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
