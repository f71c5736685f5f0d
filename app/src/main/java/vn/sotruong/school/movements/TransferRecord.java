package vn.sotruong.school.movements;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.sync.bundle.CanonicalJson;

/**
 * Hồ sơ chuyển trường: what one transfer file says (TRANSFER.md §2).
 *
 * @param authority PEM of the authority that certified the signer; null before enrolment
 * @param madeAt moment of the approval, as the file writes it
 */
public record TransferRecord(
        @Nullable String authority,
        List<Place> enrolments,
        Leaving event,
        List<Guardian> guardians,
        String madeAt,
        List<Mark> marks,
        Profile pupil,
        Sender school,
        List<Status> statuses,
        List<SubjectName> subjects) {
    static final String FORMAT = "sotruong.transfer";
    static final String SCHOOL_CODE = "[A-Za-z0-9_]{1,32}";
    private static final String YEAR = "[0-9]{4}-[0-9]{4}";
    private static final int MOST_MARKS = 4_000;
    private static final int MOST = 200;
    private static final int LONGEST_PEM = 8_000;

    /** Copies its lists. (Written out in full: a compact one forgets {@code @Nullable}.) */
    public TransferRecord(
            @Nullable String authority,
            List<Place> enrolments,
            Leaving event,
            List<Guardian> guardians,
            String madeAt,
            List<Mark> marks,
            Profile pupil,
            Sender school,
            List<Status> statuses,
            List<SubjectName> subjects) {
        this.authority = authority;
        this.enrolments = List.copyOf(enrolments);
        this.event = event;
        this.guardians = List.copyOf(guardians);
        this.madeAt = madeAt;
        this.marks = List.copyOf(marks);
        this.pupil = pupil;
        this.school = school;
        this.statuses = List.copyOf(statuses);
        this.subjects = List.copyOf(subjects);
    }

    /** Lớp đã học. */
    public record Place(
            String year,
            int grade,
            String homeroom,
            LocalDate from,
            @Nullable LocalDate until) {}

    /** Lần chuyển đi. */
    public record Leaving(
            String id,
            LocalDate date,
            String reason,
            @Nullable String documentNo,
            String toName,
            @Nullable String toCode) {}

    /** Người giám hộ. */
    public record Guardian(
            String name, String relation, @Nullable String phone) {}

    /**
     * Điểm đã có.
     *
     * @param origin the earlier school it came from; null for the sender's own
     */
    public record Mark(
            String year,
            int semester,
            String subject,
            String col,
            @Nullable Integer tenths,
            @Nullable String level,
            @Nullable String origin) {}

    /** Trường gửi. */
    public record Sender(String code, String name) {}

    /** Biến động trước đó. */
    public record Status(
            String kind,
            LocalDate date,
            String reason,
            @Nullable String otherSchool) {}

    /** Tên môn học. */
    public record SubjectName(String id, String kind, String name) {}

    /** What tells this transfer from every other. */
    public String source() {
        return school.code() + "/" + event.id();
    }

    byte[] bytes() {
        var json = new HashMap<String, @Nullable Object>();
        json.put("authority", authority);
        json.put("enrolments", enrolments.stream().map(TransferRecord::json).toList());
        json.put("event", json(event));
        json.put("format", FORMAT);
        json.put("guardians", guardians.stream().map(TransferRecord::json).toList());
        json.put("made_at", madeAt);
        json.put("marks", marks.stream().map(TransferRecord::json).toList());
        json.put("pupil", pupil.json());
        json.put("school", Map.of("code", school.code(), "name", school.name()));
        json.put("statuses", statuses.stream().map(TransferRecord::json).toList());
        json.put("subjects", subjects.stream().map(TransferRecord::json).toList());
        json.put("v", 1L);
        return CanonicalJson.write(json);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    static TransferRecord parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a file's content; throws IllegalArgumentException for anything that TRANSFER.md §2 does not say. */
    static TransferRecord parse(byte[] text) {
        var all = new Content(CanonicalJson.read(text));
        all.exactly(
                "authority",
                "enrolments",
                "event",
                "format",
                "guardians",
                "made_at",
                "marks",
                "pupil",
                "school",
                "statuses",
                "subjects",
                "v");
        all.match("format", "sotruong[.]transfer");
        all.number("v", 1, 1);
        var school = all.object("school").exactly("code", "name");
        return new TransferRecord(
                all.findLong("authority", LONGEST_PEM),
                all.list("enrolments", MOST).stream().map(TransferRecord::place).toList(),
                leaving(all.object("event")),
                all.list("guardians", MOST).stream()
                        .map(TransferRecord::guardian)
                        .toList(),
                all.match("made_at", "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z"),
                all.list("marks", MOST_MARKS).stream().map(TransferRecord::mark).toList(),
                Profile.read(all.object("pupil")),
                new Sender(school.match("code", SCHOOL_CODE), school.text("name")),
                all.list("statuses", MOST).stream().map(TransferRecord::status).toList(),
                all.list("subjects", MOST).stream().map(TransferRecord::subject).toList());
    }

    private static Map<String, @Nullable Object> json(Place place) {
        var json = new HashMap<String, @Nullable Object>();
        json.put("class", place.homeroom());
        json.put("from", place.from().toString());
        json.put("grade", (long) place.grade());
        json.put("until", place.until() == null ? null : String.valueOf(place.until()));
        json.put("year", place.year());
        return json;
    }

    private static Place place(Content from) {
        from.exactly("class", "from", "grade", "until", "year");
        return new Place(
                from.match("year", YEAR),
                from.number("grade", 1, 12),
                from.text("class"),
                from.day("from"),
                from.findDay("until"));
    }

    private static Map<String, @Nullable Object> json(Leaving leaving) {
        var json = new HashMap<String, @Nullable Object>();
        json.put("date", leaving.date().toString());
        json.put("document_no", leaving.documentNo());
        json.put("id", leaving.id());
        json.put("reason", leaving.reason());
        json.put("to_code", leaving.toCode());
        json.put("to_name", leaving.toName());
        return json;
    }

    private static Leaving leaving(Content from) {
        from.exactly("date", "document_no", "id", "reason", "to_code", "to_name");
        return new Leaving(
                from.match("id", "[0-9a-z]{1,40}"),
                from.day("date"),
                from.text("reason"),
                from.findText("document_no"),
                from.text("to_name"),
                from.findText("to_code"));
    }

    private static Map<String, @Nullable Object> json(Guardian guardian) {
        var json = new HashMap<String, @Nullable Object>();
        json.put("name", guardian.name());
        json.put("phone", guardian.phone());
        json.put("relation", guardian.relation());
        return json;
    }

    private static Guardian guardian(Content from) {
        from.exactly("name", "phone", "relation");
        return new Guardian(
                from.text("name"), from.match("relation", "FATHER|MOTHER|GUARDIAN"), from.findText("phone"));
    }

    private static Map<String, @Nullable Object> json(Mark mark) {
        var json = new HashMap<String, @Nullable Object>();
        json.put("col", mark.col());
        json.put("level", mark.level());
        json.put("origin", mark.origin());
        json.put("semester", (long) mark.semester());
        json.put("subject", mark.subject());
        json.put("tenths", mark.tenths() == null ? null : Long.valueOf(mark.tenths()));
        json.put("year", mark.year());
        return json;
    }

    private static Mark mark(Content from) {
        from.exactly("col", "level", "origin", "semester", "subject", "tenths", "year");
        var level = from.findText("level");
        var tenths = from.findNumber("tenths", 0, 100);
        if ((level == null) == (tenths == null) || (level != null && !level.matches("D|CD"))) {
            throw new IllegalArgumentException("a mark is a number or a level");
        }
        return new Mark(
                from.match("year", YEAR),
                from.number("semester", 1, 2),
                from.match("subject", "[a-z0-9_-]{1,20}"),
                from.match("col", "tx[1-4]|gk|ck|tb"),
                tenths,
                level,
                from.findText("origin"));
    }

    private static Map<String, @Nullable Object> json(Status status) {
        var json = new HashMap<String, @Nullable Object>();
        json.put("date", status.date().toString());
        json.put("kind", status.kind());
        json.put("other_school", status.otherSchool());
        json.put("reason", status.reason());
        return json;
    }

    private static Status status(Content from) {
        from.exactly("date", "kind", "other_school", "reason");
        return new Status(
                from.match("kind", "[A-Z_]{1,30}"),
                from.day("date"),
                from.text("reason"),
                from.findText("other_school"));
    }

    private static Map<String, @Nullable Object> json(SubjectName subject) {
        return Map.of("id", subject.id(), "kind", subject.kind(), "name", subject.name());
    }

    private static SubjectName subject(Content from) {
        from.exactly("id", "kind", "name");
        return new SubjectName(
                from.match("id", "[a-z0-9_-]{1,20}"), from.match("kind", "SCORED|COMMENT"), from.text("name"));
    }
}
