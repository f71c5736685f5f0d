package vn.sotruong.school.amendments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.amendments.Amendment.State;
import vn.sotruong.school.amendments.Bench.Decider;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.gradebook.Sheet;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Xem đề nghị sửa điểm: with the names of everybody in them, and what the reader may do. Nothing here writes. */
public final class AmendmentViews {
    private static final int SHOWN = 500;

    private final Database db;
    private final Amendments amendments;

    public AmendmentViews(Amendments amendments) {
        this.db = amendments.db();
        this.amendments = amendments;
    }

    /** Một ô. */
    public record CellLine(String pupil, String col, String before, String after, int size) {}

    /**
     * Một dòng.
     *
     * @param unanswered whether nobody has answered for a day
     * @param awaits whether it waits for the reader
     * @param keepers whom its slip waits for; empty while it waits for nobody
     */
    public record Line(
            Amendment amendment,
            Sheet sheet,
            String subject,
            String homeroom,
            String requester,
            List<CellLine> cells,
            boolean unanswered,
            boolean awaits,
            String keepers) {
        /** The largest step of a mark in it, in tenths. */
        public int size() {
            return cells.stream().mapToInt(CellLine::size).max().orElse(0);
        }
    }

    /** Một bước, with the name of who did it. */
    public record StepLine(Step step, String who) {}

    /**
     * Một chỗ trong buổi sửa.
     *
     * @param who the name of whoever sits there; empty for an empty place
     */
    public record Place(Role role, String who, @Nullable Instant at, List<String> possible) {}

    /** Ảnh hưởng, with the pupil's name. */
    public record EffectLine(String pupil, String what, boolean keyed, String before, String after) {}

    /** Một lần bị từ chối, with the name of whoever it was about. */
    public record TriedLine(Tried tried, String who) {}

    /** Những gì người đọc làm được lúc này. */
    public record Offers(
            boolean mine, boolean decides, boolean superior, boolean advises, boolean keeps, boolean withdraws) {}

    /** Một đề nghị. */
    public record View(
            Line line,
            List<StepLine> steps,
            List<Place> places,
            @Nullable Instant sittingEnds,
            boolean complete,
            boolean here,
            List<String> papers,
            List<EffectLine> effects,
            List<TriedLine> refusals,
            Offers offers,
            String seal) {
        /** Who said yes. */
        public Optional<StepLine> consent() {
            return steps.reversed().stream()
                    .filter(each -> each.step().agrees())
                    .findFirst();
        }
    }

    /**
     * Bộ lọc.
     *
     * @param person part of a name of whoever asked, or of a pupil; empty for all
     * @param size the least step of a mark, in tenths
     */
    public record Filter(String tab, String person, String homeroom, String subject, int size) {
        boolean takes(Line line, String reader) {
            var shown = switch (tab) {
                case "waiting" -> line.awaits();
                case "mine" -> line.amendment().requestedBy().equals(reader);
                default -> line.amendment().state() != State.DRAFT;
            };
            return shown
                    && (homeroom.isEmpty() || line.sheet().homeroom().equals(homeroom))
                    && (subject.isEmpty() || line.sheet().subject().equals(subject))
                    && line.size() >= size
                    && (person.isEmpty()
                            || plain(line.requester()).contains(plain(person))
                            || line.cells().stream()
                                    .anyMatch(each -> plain(each.pupil()).contains(plain(person))));
        }
    }

    private static String plain(String text) {
        return java.text.Normalizer.normalize(text.toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd');
    }

    /** The lines that somebody may see and wants to. */
    List<Line> list(Visitor reader, Filter filter) {
        return db.read(handle -> {
            var names = new Names(handle);
            return amendments.list(handle, reader.person(), reader.may(), SHOWN).stream()
                    .map(each -> line(handle, names, each, reader))
                    .filter(each -> filter.takes(each, reader.person()))
                    .toList();
        });
    }

    /** How many wait for somebody. */
    int countWaiting(Visitor reader) {
        return db.read(handle -> (int)
                Stream.concat(AmendmentTable.listWaiting(handle).stream(), AmendmentTable.listFiling(handle).stream())
                        .filter(each -> awaits(handle, each, reader))
                        .count());
    }

    /** The lines of what was carried out from a day on, until another. */
    List<View> listExecuted(Visitor reader, LocalDate from, LocalDate last) {
        return db.read(handle -> AmendmentTable.listExecuted(
                        handle,
                        from.atStartOfDay(Formats.ZONE).toInstant(),
                        last.plusDays(1).atStartOfDay(Formats.ZONE).toInstant())
                .stream()
                .filter(each -> amendments.sees(handle, each, reader.person(), reader.may()))
                .map(each -> view(handle, each, reader, ""))
                .toList());
    }

    /** A request as this reader may see it. */
    Optional<View> find(Visitor reader, String id, String address) {
        return db.read(handle -> AmendmentTable.find(handle, id)
                .filter(each -> amendments.sees(handle, each, reader.person(), reader.may()))
                .map(each -> view(handle, each, reader, address)));
    }

    private View view(Handle handle, Amendment stored, Visitor reader, String address) {
        var names = new Names(handle);
        var now = amendments.now();
        var amendment = stored.lapsed(now) ? stored.at(State.LAPSED) : stored;
        var line = line(handle, names, amendment, reader);
        var steps = StepTable.list(handle, amendment.id());
        var opened = steps.reversed().stream()
                .filter(each -> each.what() == Step.What.SESSION_OPEN)
                .findFirst();
        var sitting = opened.map(each -> Amendments.sitting(handle, amendment));
        var wanted = AmendmentTable.listCells(handle, amendment.id());
        return new View(
                line,
                steps.stream()
                        .map(each -> new StepLine(each, each.staff() == null ? "" : names.staff(each.staff())))
                        .toList(),
                places(handle, names, amendment, line.sheet(), sitting.orElse(null)),
                sitting.map(Sitting::ends).orElse(null),
                sitting.filter(Sitting::complete).isPresent(),
                opened.filter(each -> each.session().equals(reader.session())
                                && each.address().equals(address))
                        .isPresent(),
                TraceTable.listPapers(handle, amendment.id()),
                effects(handle, names, amendment, line.sheet(), wanted),
                TraceTable.listRefusals(handle, amendment.id()).stream()
                        .map(each -> new TriedLine(each, each.staff() == null ? "" : names.staff(each.staff())))
                        .toList(),
                offers(handle, amendment, reader),
                Seal.of(amendment, wanted));
    }

    private List<Place> places(
            Handle handle, Names names, Amendment amendment, Sheet sheet, @Nullable Sitting sitting) {
        if (!amendment.witnessed()) {
            return List.of();
        }
        var possible = amendment.state().waits() || amendment.state() == State.DRAFT
                ? amendments.candidates(handle, amendment, sheet)
                : Map.<Role, List<String>>of();
        var places = new ArrayList<Place>();
        for (var role : Role.of(amendment)) {
            var seated = Optional.ofNullable(sitting).flatMap(open -> open.find(role));
            places.add(new Place(
                    role,
                    seated.map(each -> names.staff(each.staff())).orElse(""),
                    seated.map(Witness::at).orElse(null),
                    possible.getOrDefault(role, List.of()).stream()
                            .map(names::staff)
                            .toList()));
        }
        return places;
    }

    private List<EffectLine> effects(
            Handle handle, Names names, Amendment amendment, Sheet sheet, List<Wanted> wanted) {
        var told = amendment.state().done()
                ? TraceTable.listEffects(handle, amendment.id())
                : Effects.of(handle, sheet, wanted);
        return told.stream()
                .map(each -> new EffectLine(
                        names.pupil(each.pupil()),
                        each.what().key(),
                        each.what().keyed(),
                        each.before(),
                        each.after()))
                .sorted(Comparator.comparing(EffectLine::pupil))
                .toList();
    }

    private Offers offers(Handle handle, Amendment amendment, Visitor reader) {
        var bench = amendments.bench();
        var today = amendments.today();
        var mine = amendment.requestedBy().equals(reader.person());
        var undecided = amendment.state().undecided();
        var superior = bench.decider(handle, amendment.lane(), amendment.requestedBy(), today) == Decider.SUPERIOR;
        var keeper = keeps(handle, reader);
        return new Offers(
                mine,
                undecided && decides(handle, amendment, reader),
                superior,
                amendment.state() == State.SUBMITTED
                        && amendment.witnessed()
                        && !mine
                        && reader.capacity() == Capacity.USE
                        && bench.decider(handle, amendment.lane(), amendment.requestedBy(), today) == Decider.PRINCIPAL
                        && bench.deputy(handle, reader.person(), today),
                keeper,
                mine
                        && (amendment.state() == State.DRAFT
                                || (amendment.state().waits() && amendment.state() != State.SESSION_OPEN)));
    }

    private boolean keeps(Handle handle, Visitor reader) {
        var bench = amendments.bench();
        return reader.capacity() == Capacity.ADMINISTRATION
                ? bench.sits(handle, reader.person(), amendments.today())
                : bench.clerk(handle, reader.person(), amendments.today());
    }

    private boolean decides(Handle handle, Amendment amendment, Visitor reader) {
        var bench = amendments.bench();
        var today = amendments.today();
        var asked = amendment.requestedBy();
        var superior = bench.decider(handle, amendment.lane(), asked, today) == Decider.SUPERIOR;
        return reader.capacity() == (superior ? Capacity.ADMINISTRATION : Capacity.USE)
                && bench.deciders(handle, amendment.lane(), asked, today).contains(reader.person());
    }

    /** Whether it waits for this reader: their word, or their hand. */
    private boolean awaits(Handle handle, Amendment amendment, Visitor reader) {
        if (amendment.lapsed(amendments.now())) {
            return false;
        }
        return switch (amendment.state()) {
            case SUBMITTED, OPINION -> decides(handle, amendment, reader);
            case CONSENTED, DIRECTED, SESSION_OPEN ->
                reader.capacity() == Capacity.USE && amendment.requestedBy().equals(reader.person());
            case EXECUTED, SLIP_SIGNED -> keeps(handle, reader);
            default -> false;
        };
    }

    private Line line(Handle handle, Names names, Amendment stored, Visitor reader) {
        var now = amendments.now();
        var amendment = stored.lapsed(now) ? stored.at(State.LAPSED) : stored;
        var sheet = Gradebook.findSheet(handle, amendment.sheet()).orElseThrow();
        var cells = AmendmentTable.listCells(handle, amendment.id());
        names.pupils(cells.stream().map(each -> each.cell().pupil()).toList());
        return new Line(
                amendment,
                sheet,
                SchoolYears.getSubject(handle, sheet.subject()).name(),
                Roll.getHomeroom(handle, sheet.homeroom()).name(),
                names.staff(amendment.requestedBy()),
                cells.stream()
                        .map(each -> new CellLine(
                                names.pupil(each.cell().pupil()),
                                each.col(),
                                each.beforeText(),
                                each.afterText(),
                                each.size()))
                        .toList(),
                amendment.unanswered(now),
                awaits(handle, amendment, reader),
                amendment.state().filing()
                        ? amendments.bench().clerks(handle, amendments.today()).stream()
                                .map(names::staff)
                                .collect(Collectors.joining(", "))
                        : "");
    }

    /** What waits for somebody today. */
    public List<Notice> reminders(Handle handle, Visitor reader) {
        var notices = new ArrayList<Notice>();
        var now = amendments.now();
        var waiting = AmendmentTable.listWaiting(handle).stream()
                .filter(each -> awaits(handle, each, reader))
                .collect(Collectors.partitioningBy(each -> each.state().undecided()));
        var asked = waiting.getOrDefault(true, List.of());
        if (!asked.isEmpty()) {
            var late = asked.stream().filter(each -> each.unanswered(now)).count();
            notices.add(
                    late > 0
                            ? notice(Notice.Tone.WRONG, "amendments.today.unanswered", asked.size(), late)
                            : notice(Notice.Tone.WAITS, "amendments.today.decide", asked.size()));
        }
        var agreed = waiting.getOrDefault(false, List.of());
        if (!agreed.isEmpty()) {
            notices.add(new Notice(
                    Notice.Tone.WAITS,
                    "amendments.today.execute",
                    List.of(
                            String.valueOf(agreed.size()),
                            agreed.stream()
                                    .map(Amendment::ends)
                                    .filter(java.util.Objects::nonNull)
                                    .min(Comparator.naturalOrder())
                                    .map(Formats::moment)
                                    .orElse("")),
                    "/amendments?tab=waiting"));
        }
        if (reader.holds(Need.BOARD)) {
            var ready = AmendmentTable.listWaiting(handle).stream()
                    .filter(each -> each.state() == State.CONSENTED || each.state() == State.SESSION_OPEN)
                    .filter(each -> !each.lapsed(now))
                    .count();
            if (ready > 0) {
                notices.add(new Notice(
                        Notice.Tone.TOLD,
                        "amendments.today.witness",
                        List.of(String.valueOf(ready)),
                        "/amendments?tab=all"));
            }
        }
        if (keeps(handle, reader)) {
            AmendmentTable.listFiling(handle).stream()
                    .collect(Collectors.groupingBy(Amendment::state, TreeMap::new, Collectors.counting()))
                    .forEach((state, number) ->
                            notices.add(notice(Notice.Tone.WAITS, "amendments.today." + state, number)));
        }
        var refused = AmendmentTable.listRefused(handle, reader.person(), now.minus(Amendments.TOLD));
        if (!refused.isEmpty()) {
            notices.add(new Notice(
                    Notice.Tone.TOLD,
                    "amendments.today." + refused.getFirst().state(),
                    List.of(String.valueOf(refused.size())),
                    "/amendments/" + refused.getFirst().id()));
        }
        return notices;
    }

    private static Notice notice(Notice.Tone tone, String key, long... counts) {
        var given = new ArrayList<String>();
        for (var count : counts) {
            given.add(String.valueOf(count));
        }
        return new Notice(tone, key, given, "/amendments?tab=waiting");
    }

    /** Tên người, each looked up once. */
    private static final class Names {
        private final Handle handle;
        private final Map<String, String> staff = new java.util.HashMap<>();
        private final Map<String, String> pupils = new java.util.HashMap<>();

        Names(Handle handle) {
            this.handle = handle;
        }

        String staff(String id) {
            return staff.computeIfAbsent(
                    id,
                    key -> People.findStaff(handle, key)
                            .map(found -> found.name().full())
                            .orElse(key));
        }

        void pupils(List<String> ids) {
            var missing = ids.stream().filter(id -> !pupils.containsKey(id)).toList();
            if (!missing.isEmpty()) {
                People.mapPupils(handle, missing)
                        .forEach((id, pupil) -> pupils.put(id, pupil.name().full()));
            }
        }

        String pupil(String id) {
            return pupils.computeIfAbsent(
                    id,
                    key -> People.findPupil(handle, key)
                            .map(Pupil::name)
                            .map(name -> name.full())
                            .orElse(key));
        }
    }
}
