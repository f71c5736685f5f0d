package vn.sotruong.school.trace;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Version;

/**
 * Lọc: what of the changes is asked for; blank is all.
 *
 * @param semester 0 for the whole year
 * @param open only what nobody outside vouches for yet
 */
public record Filter(
        String year,
        int semester,
        String homeroom,
        String subject,
        String staff,
        String kind,
        String lane,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        String name,
        boolean open) {
    private static final int LONGEST = 80;

    /** @param field what was typed into a field; blank where nothing was */
    static Filter of(UnaryOperator<String> field) {
        var semester = field.apply("semester");
        return new Filter(
                field.apply("year"),
                semester.equals("1") || semester.equals("2") ? Integer.parseInt(semester) : 0,
                field.apply("homeroom"),
                field.apply("subject"),
                field.apply("staff"),
                known(field.apply("kind"), Version.Kind.values()),
                known(field.apply("lane"), Lane.values()),
                day(field.apply("from")),
                day(field.apply("until")),
                field.apply("name").length() > LONGEST ? "" : field.apply("name"),
                field.apply("open").equals("yes"));
    }

    Filter about(String homeroomOnly, String staffOnly) {
        return new Filter(
                year,
                semester,
                homeroomOnly.isEmpty() ? homeroom : homeroomOnly,
                subject,
                staffOnly.isEmpty() ? staff : staffOnly,
                kind,
                lane,
                from,
                until,
                name,
                open);
    }

    Filter inYear(String id) {
        return new Filter(id, semester, homeroom, subject, staff, kind, lane, from, until, name, open);
    }

    private static String known(String typed, Enum<?>[] among) {
        return Arrays.stream(among)
                .map(Enum::name)
                .filter(typed::equals)
                .findFirst()
                .orElse("");
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed);
        } catch (DateTimeParseException nonsense) {
            return null;
        }
    }

    boolean takes(Version version) {
        var day = version.at().atZone(Formats.ZONE).toLocalDate();
        return (kind.isEmpty() || version.kind().name().equals(kind))
                && (lane.isEmpty()
                        || (version.lane() != null && version.lane().name().equals(lane)))
                && (staff.isEmpty() || version.author().equals(staff) || staff.equals(version.formerAuthor()))
                && (from == null || !day.isBefore(from))
                && (until == null || !day.isAfter(until));
    }

    /** The same filter as the end of an address. */
    public String query() {
        var joined = new StringJoiner("&");
        for (var each : pairs()) {
            if (!each.get(1).isEmpty()) {
                joined.add(each.get(0) + "=" + URLEncoder.encode(each.get(1), StandardCharsets.UTF_8));
            }
        }
        return joined.toString();
    }

    private List<List<String>> pairs() {
        return List.of(
                List.of("year", year),
                List.of("semester", semester == 0 ? "" : String.valueOf(semester)),
                List.of("homeroom", homeroom),
                List.of("subject", subject),
                List.of("staff", staff),
                List.of("kind", kind),
                List.of("lane", lane),
                List.of(
                        "from",
                        Optional.ofNullable(from).map(LocalDate::toString).orElse("")),
                List.of(
                        "until",
                        Optional.ofNullable(until).map(LocalDate::toString).orElse("")),
                List.of("name", name),
                List.of("open", open ? "yes" : ""));
    }
}
