package vn.sotruong.school.trace;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Typed;
import vn.sotruong.school.gradebook.Lane;
import vn.sotruong.school.gradebook.Version;
import vn.sotruong.school.told.Kind;

/**
 * Lọc: what of the changes is asked for; blank is all.
 *
 * @param semester 0 for the whole year
 * @param about what kind of thing was changed
 * @param kind how a mark was changed
 * @param from as it was typed
 * @param until as it was typed
 * @param open only what nobody outside vouches for yet
 */
public record Filter(
        String year,
        int semester,
        String homeroom,
        String subject,
        String staff,
        String about,
        String kind,
        String lane,
        String from,
        String until,
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
                known(field.apply("about"), Kind.values()),
                known(field.apply("kind"), Version.Kind.values()),
                known(field.apply("lane"), Lane.values()),
                brief(field.apply("from")),
                brief(field.apply("until")),
                brief(field.apply("name")),
                field.apply("open").equals("yes"));
    }

    Filter about(String homeroomOnly, String staffOnly) {
        return new Filter(
                year,
                semester,
                homeroomOnly.isEmpty() ? homeroom : homeroomOnly,
                subject,
                staffOnly.isEmpty() ? staff : staffOnly,
                about,
                kind,
                lane,
                from,
                until,
                name,
                open);
    }

    Filter inYear(String id) {
        return new Filter(id, semester, homeroom, subject, staff, about, kind, lane, from, until, name, open);
    }

    private static String known(String typed, Enum<?>[] among) {
        return Arrays.stream(among)
                .map(Enum::name)
                .filter(typed::equals)
                .findFirst()
                .orElse("");
    }

    private static String brief(String typed) {
        return typed.length() > LONGEST ? "" : typed;
    }

    /** Whether what was typed for the days is days, or nothing. */
    public boolean dated() {
        return (from.isEmpty() || Typed.day(from).isPresent())
                && (until.isEmpty() || Typed.day(until).isPresent());
    }

    /** Whether marks alone are asked for: nothing else goes up or down, or by those ways. */
    boolean marksAlone() {
        return !kind.isEmpty() || !lane.isEmpty();
    }

    boolean asks(Kind what) {
        return (about.isEmpty() || about.equals(what.name())) && (!marksAlone() || what == Kind.MARK);
    }

    boolean takes(Version version) {
        return (kind.isEmpty() || version.kind().name().equals(kind))
                && (lane.isEmpty()
                        || (version.lane() != null && version.lane().name().equals(lane)))
                && (staff.isEmpty() || version.author().equals(staff) || staff.equals(version.formerAuthor()))
                && takes(version.at());
    }

    boolean takes(Instant at) {
        var day = LocalDate.ofInstant(at, Formats.ZONE);
        return Typed.day(from).filter(day::isBefore).isEmpty()
                && Typed.day(until).filter(day::isAfter).isEmpty();
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
                List.of("about", about),
                List.of("kind", kind),
                List.of("lane", lane),
                List.of("from", from),
                List.of("until", until),
                List.of("name", name),
                List.of("open", open ? "yes" : ""));
    }
}
