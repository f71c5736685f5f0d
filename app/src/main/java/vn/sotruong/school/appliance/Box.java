package vn.sotruong.school.appliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Máy: what root says of the box, as it stands in {@code box.json}.
 *
 * @param slot the system that runs, A or B; empty where there is only one
 * @param reason why the other one was left, or empty
 * @param tries how many starts in a row, this one included
 * @param development whether its keyring was made by whoever built the image, for trying
 * @param fellBack the version that was left, or empty
 * @param offered every update at hand, let in or not
 */
record Box(
        String slot,
        String version,
        State state,
        Why why,
        String reason,
        String tries,
        boolean development,
        String fellBack,
        Other other,
        List<Offer> offered,
        List<Event> history) {
    /** Where root writes it. */
    static final String FILE = "box.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 256 * 1024;
    private static final Set<String> REASONS = Set.of(
            "UNSIGNED",
            "OTHER_SIGNER",
            "EXPIRED",
            "DAMAGED",
            "FORMAT",
            "TOO_BIG",
            "GONE",
            "OTHER_PRODUCT",
            "VERSION",
            "CONTENT",
            "SAME",
            "OLDER",
            "BELOW_FLOOR",
            "CHANGED",
            "NO_SPACE",
            "NO_ROOM_IN_SLOT",
            "UNREADABLE",
            "NOT_A_B",
            "INSTALL_FAILED",
            "INTERRUPTED",
            "ORDER");
    private static final Set<String> CAUSES =
            Set.of("NOT_STARTED", "APP_FAILED", "APP_NOT_STARTED", "HEALTH", "GRUBENV");
    private static final Pattern VERSION = Pattern.compile("[0-9.]{1,40}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.raucb");
    private static final Pattern MEDIUM = Pattern.compile("[A-Za-z0-9-]{0,64}");
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> EVENTS =
            Set.of("installed", "refused", "proven", "fell-back", "given-up", "not-ready", "mended");

    Box {
        offered = List.copyOf(offered);
        history = List.copyOf(history);
    }

    /** Tình trạng một bản hệ thống. */
    enum State {
        GOOD,
        /** Put in, and has not answered yet. */
        TRIAL,
        BAD,
        EMPTY,
        UNKNOWN
    }

    /** Vì sao bản này chạy. */
    enum Why {
        NORMAL,
        AFTER_UPDATE,
        FELL_BACK,
        LAST_RESORT,
        UNKNOWN
    }

    /** Bản kia. */
    record Other(String slot, String version, State state) {}

    /** Nơi có bản cập nhật. */
    enum Source {
        STICK,
        OFFICE
    }

    /**
     * Một bản cập nhật tìm thấy.
     *
     * @param medium the stick's identity; empty from the office
     * @param version empty where the signature does not hold
     * @param reason why it is not let in; empty where it is
     */
    record Offer(Source source, String medium, String file, String version, long size, String sha256, String reason) {
        boolean letIn() {
            return reason.isEmpty() && SUM.matcher(sha256).matches();
        }
    }

    /** Một việc đã xảy ra với máy. */
    record Event(Instant at, String name, String slot, String version, String reason) {}

    /** Empty on a machine that is no appliance. */
    static Optional<Box> read(Path run) {
        var file = run.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(of(JSON.readTree(Files.readString(file))));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Box of(JsonNode all) {
        var other = all.path("other");
        var offered = new ArrayList<Offer>();
        all.path("offered").forEach(each -> offer(each).ifPresent(offered::add));
        var history = new ArrayList<Event>();
        all.path("history").forEach(each -> event(each).ifPresent(history::add));
        return new Box(
                slot(all.path("slot")),
                text(all.path("version"), VERSION),
                state(all.path("state")),
                why(all.path("why")),
                word(all.path("reason"), CAUSES),
                text(all.path("tries"), VERSION),
                !"given".equals(all.path("keyring").asText()),
                text(all.path("fellBack").path("version"), VERSION),
                new Other(slot(other.path("slot")), text(other.path("version"), VERSION), state(other.path("state"))),
                offered,
                history.reversed());
    }

    private static Optional<Offer> offer(JsonNode each) {
        var file = text(each.path("file"), NAME);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Offer(
                "stick".equals(each.path("from").asText()) ? Source.STICK : Source.OFFICE,
                text(each.path("medium"), MEDIUM),
                file,
                text(each.path("version"), VERSION),
                each.path("size").asLong(),
                text(each.path("sha256"), SUM),
                refusal(each.path("reason").asText(""))));
    }

    private static Optional<Event> event(JsonNode each) {
        try {
            var name = each.path("event").asText();
            return EVENTS.contains(name)
                    ? Optional.of(new Event(
                            Instant.parse(each.path("at").asText()),
                            name,
                            slot(each.path("slot")),
                            text(each.path("version"), VERSION),
                            word(each.path("reason"), name.equals("refused") ? REASONS : CAUSES)))
                    : Optional.empty();
        } catch (DateTimeParseException torn) {
            return Optional.empty();
        }
    }

    private static String slot(JsonNode node) {
        var slot = node.asText();
        return slot.equals("A") || slot.equals("B") ? slot : "";
    }

    private static String text(JsonNode node, Pattern form) {
        var text = node.asText("");
        return form.matcher(text).matches() ? text : "";
    }

    /** A reason of the helper's that there is a sentence for. */
    static String refusal(String word) {
        return word.isEmpty() || REASONS.contains(word) ? word : "OTHER";
    }

    private static String word(JsonNode node, Set<String> known) {
        var word = node.asText("");
        return word.isEmpty() || known.contains(word) ? word : "OTHER";
    }

    private static State state(JsonNode node) {
        return find(State.class, node).orElse(State.UNKNOWN);
    }

    private static Why why(JsonNode node) {
        return find(Why.class, node).orElse(Why.UNKNOWN);
    }

    private static <E extends Enum<E>> Optional<E> find(Class<E> kind, JsonNode node) {
        var word = node.asText("").toUpperCase(Locale.ROOT).replace('-', '_');
        return java.util.Arrays.stream(kind.getEnumConstants())
                .filter(each -> each.name().equals(word))
                .findFirst();
    }
}
