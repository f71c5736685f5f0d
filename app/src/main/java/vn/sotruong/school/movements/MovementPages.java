package vn.sotruong.school.movements;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.workbook.ExcelSheet;

/** Các trang biến động: a pupil's own page, the school's lists, reception by file or paper, and the decisions. */
public final class MovementPages implements Pages {
    private static final Messages WORDS = Messages.of(MovementPages.class);
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<Kind> ASKED =
            List.of(Kind.CLASS_MOVE, Kind.TRANSFER_OUT, Kind.WITHDRAWAL, Kind.DROP_OUT, Kind.PAUSE, Kind.RETURN);
    private static final Map<String, Set<Kind>> GROUPS = Map.of(
            "arrivals", Set.of(Kind.TRANSFER_IN, Kind.RETURN),
            "departures", Set.of(Kind.TRANSFER_OUT, Kind.WITHDRAWAL),
            "drop-outs", Set.of(Kind.DROP_OUT),
            "others", Set.of(Kind.CLASS_MOVE, Kind.PAUSE));
    private static final List<String> GROUP_ORDER = List.of("arrivals", "departures", "drop-outs", "others");
    private static final Set<String> DEEDS =
            Set.of("asked", "done", "refused", "taken-back", "marks", "held", "rejected", "exemption");
    private static final List<String> ASK_FIELDS =
            List.of("kind", "date", "homeroom", "reason", "school", "school_code", "document");
    private static final List<String> EXEMPTION_FIELDS =
            List.of("subject", "exemption", "from", "until", "why", "decision");
    private static final List<String> PERSON_FIELDS = List.of("name", "born", "sex", "ethnicity", "code", "number");

    /** Who may open the page of a pupil's conduct, so that its tab leads somewhere. */
    private static final List<Need> CONDUCT = List.of(Need.HOMEROOM, Need.PRINCIPAL, Need.INSPECTOR);

    private final Database db;
    private final MovementDesk desk;
    private final Transfers transfers;
    private final EarlierMarks marks;
    private final Exemptions exemptions;
    private final Clock clock;

    public MovementPages(
            Database db,
            MovementDesk desk,
            Transfers transfers,
            EarlierMarks marks,
            Exemptions exemptions,
            Clock clock) {
        this.db = db;
        this.desk = desk;
        this.transfers = transfers;
        this.marks = marks;
        this.exemptions = exemptions;
        this.clock = clock;
    }

    /** Một biến động trên trang; {@code file} is whether its transfer file can be written. */
    public record Happening(
            String id,
            String pupil,
            String name,
            LocalDate date,
            String kind,
            String from,
            String to,
            String reason,
            String school,
            String document,
            @Nullable String attachment,
            String asker,
            String approver,
            boolean file) {}

    /** Một đề nghị trên trang. */
    public record Asked(
            String id,
            String name,
            String born,
            LocalDate date,
            String kind,
            String state,
            String to,
            String reason,
            String school,
            String document,
            @Nullable String attachment,
            String asker,
            String answer,
            @Nullable String signer,
            boolean trusted,
            int marks,
            boolean own) {}

    /** Một lớp đã học. */
    public record Place(
            String year,
            String homeroom,
            LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * Một điểm trường cũ trên trang.
     *
     * @param ask where a change of it is asked for; empty where it waits, or is not theirs
     */
    public record Brought(
            String id,
            String term,
            String subject,
            String col,
            String text,
            String origin,
            @Nullable String attachment,
            boolean waiting,
            boolean own,
            String ask) {}

    /** Một lần miễn giảm trên trang; {@code until} is its last day. */
    public record Exempt(
            String id,
            String pupil,
            String name,
            String subject,
            String kind,
            LocalDate from,
            @Nullable LocalDate until,
            String reason,
            String decision,
            @Nullable String attachment,
            String state,
            int marks,
            boolean own) {}

    @Override
    public void routes(Routes at) {
        at.get("/movements", this::list, Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/movements.xlsx", this::export, Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR);
        at.get("/movements/receive", this::receive, Need.CLERK);
        at.upload("/movements/receive/file", this::upload, Need.CLERK);
        at.post("/movements/receive/ask", this::askByFile, Need.CLERK);
        at.post("/movements/receive/discard", this::discard, Need.CLERK);
        at.upload("/movements/receive/paper", this::askByPaper, Need.CLERK);
        at.get("/movements/requests/{id}", this::request, Need.CLERK, Need.PRINCIPAL);
        at.post("/movements/requests/{id}/approve", this::approve, Need.PRINCIPAL);
        at.post("/movements/requests/{id}/refuse", this::refuse, Need.PRINCIPAL);
        at.post("/movements/requests/{id}/take-back", this::takeBack, Need.CLERK, Need.HOMEROOM);
        at.post("/movements/events/{id}/file", this::file, Need.CLERK, Need.PRINCIPAL);
        at.post("/movements/exemptions/{id}/approve", ctx -> exempt(ctx, true), Need.PRINCIPAL);
        at.post("/movements/exemptions/{id}/refuse", ctx -> exempt(ctx, false), Need.PRINCIPAL);
        at.get("/pupils/{id}/movements", this::show, Need.CLERK, Need.PRINCIPAL, Need.INSPECTOR, Need.HOMEROOM);
        at.upload("/pupils/{id}/movements", this::ask, Need.CLERK, Need.HOMEROOM);
        at.upload("/pupils/{id}/movements/exemptions", this::askExemption, Need.CLERK, Need.HOMEROOM);
        at.get("/pupils/{id}/movements/marks", this::typeMarks, Need.CLERK);
        at.upload("/pupils/{id}/movements/marks", this::enterMarks, Need.CLERK);
        at.post("/pupils/{id}/movements/marks/hold", this::holdMarks, Need.CLERK, Need.PRINCIPAL, Need.HOMEROOM);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS,
                45,
                "movements.menu",
                "send",
                "/movements",
                Need.CLERK,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    // the school's lists

    private void list(Context ctx) {
        var period = period(ctx);
        var group = GROUPS.containsKey(Web.text(ctx, "group")) ? Web.text(ctx, "group") : "";
        ctx.render("movements/list.peb", db.<Map<String, Object>>read(handle -> {
            var model = new HashMap<String, Object>();
            model.put("happenings", happenings(handle, period, group));
            model.put(
                    "waiting",
                    Movements.listWaiting(handle).stream()
                            .map(each -> asked(handle, each, person(ctx)))
                            .toList());
            model.put(
                    "exemptions",
                    Movements.listWaitingExemptions(handle).stream()
                            .map(each -> exempt(handle, each, person(ctx)))
                            .toList());
            model.put(
                    "unheld",
                    EarlierMarkTable.listWaitingPupils(handle).stream()
                            .map(each -> People.getPupil(handle, each))
                            .toList());
            model.put("from", Formats.day(period.from()));
            model.put("to", Formats.day(period.to()));
            model.put("group", group);
            model.put("groups", GROUP_ORDER);
            model.put("clerk", Web.visitor(ctx).holds(Need.CLERK));
            model.put("inspects", Web.visitor(ctx).holds(Need.INSPECTOR));
            model.put("decides", desk.offices().presides(handle, person(ctx), today()));
            model.put("done", done(ctx));
            return model;
        }));
    }

    private record Period(LocalDate from, LocalDate to) {}

    private Period period(Context ctx) {
        var start = db.<LocalDate>read(handle ->
                SchoolYears.findOpenYear(handle).map(year -> year.starts()).orElse(today().minusYears(1)));
        var from = Ask.day(Web.text(ctx, "from")).orElse(start.isAfter(today()) ? today() : start);
        return new Period(from, Ask.day(Web.text(ctx, "to")).orElse(today()));
    }

    private List<Happening> happenings(Handle handle, Period period, String group) {
        return Movements.list(handle, period.from(), period.to()).stream()
                .filter(each ->
                        group.isEmpty() || GROUPS.getOrDefault(group, Set.of()).contains(each.kind()))
                .map(each -> happening(handle, each))
                .toList();
    }

    private void export(Context ctx) {
        var language = Web.language(ctx);
        var group = Web.text(ctx, "group");
        var heads = List.of("date", "pupil", "kind", "from", "to", "reason", "school", "document", "asker", "approver");
        var columns = heads.stream()
                .map(each -> new ExcelSheet.Column(say(language, "col." + each), each.equals("date") ? 12 : 24))
                .toList();
        var sheet = new ExcelSheet(say(language, "title"), columns);
        for (var each : db.<List<Happening>>read(handle -> happenings(handle, period(ctx), group))) {
            sheet.row(java.util.stream.Stream.of(
                            Formats.day(each.date()),
                            each.name(),
                            say(language, "kind." + each.kind()),
                            each.from(),
                            each.to(),
                            each.reason(),
                            each.school(),
                            each.document(),
                            each.asker(),
                            each.approver())
                    .map(ExcelSheet::neutral)
                    .toList());
        }
        ctx.header("Content-Disposition", "attachment; filename=\"bien-dong-hoc-sinh.xlsx\"")
                .contentType(XLSX)
                .result(sheet.bytes(say(language, "notes")));
    }

    // one pupil

    private void show(Context ctx) {
        show(ctx, Map.of(), "");
    }

    private void show(Context ctx, Map<String, String> typed, String refused) {
        var model = db.<Optional<Map<String, Object>>>read(handle -> People.findPupil(handle, ctx.pathParam("id"))
                .filter(pupil -> sees(ctx, handle, pupil))
                .map(pupil -> model(ctx, handle, pupil, typed, refused)));
        if (model.isEmpty()) {
            refuse(ctx, Reason.NO_SUCH_PUPIL);
            return;
        }
        ctx.render("movements/pupil.peb", model.get());
    }

    private boolean sees(Context ctx, Handle handle, Pupil pupil) {
        var visitor = Web.visitor(ctx);
        return visitor.holds(Need.CLERK)
                || visitor.holds(Need.PRINCIPAL)
                || visitor.holds(Need.INSPECTOR)
                || desk.leads(handle, visitor.person(), pupil.id(), today());
    }

    private Map<String, Object> model(
            Context ctx, Handle handle, Pupil pupil, Map<String, String> typed, String refused) {
        var staff = person(ctx);
        var model = new HashMap<String, Object>();
        var waiting = RequestTable.findWaiting(handle, pupil.id());
        var mayAsk = desk.mayAsk(handle, staff, pupil, today()).isEmpty();
        var all = Movements.listEarlierMarks(handle, pupil.id());
        model.put("pupil", pupil);
        model.put("conduct", CONDUCT.stream().anyMatch(Web.visitor(ctx)::holds));
        model.put(
                "homeroom",
                Roll.findPlace(handle, pupil.id())
                        .map(each -> Roll.getHomeroom(handle, each.homeroom()).name())
                        .orElse(""));
        model.put(
                "happenings",
                Movements.list(handle, pupil.id()).reversed().stream()
                        .map(each -> happening(handle, each))
                        .toList());
        model.put(
                "requests",
                RequestTable.list(handle, pupil.id()).stream()
                        .filter(each -> each.state() != Request.State.DONE)
                        .map(each -> asked(handle, each, staff))
                        .toList());
        model.put("places", places(handle, pupil.id()));
        model.put(
                "brought",
                all.stream().map(each -> brought(ctx, handle, each, mayAsk)).toList());
        model.put("holdable", mayHold(handle, staff, mayAsk, all));
        model.put(
                "exemptions",
                Movements.listExemptions(handle, pupil.id()).stream()
                        .map(each -> exempt(handle, each, staff))
                        .toList());
        model.put("mayAsk", mayAsk && waiting.isEmpty());
        model.put("mayExempt", mayAsk);
        model.put("clerk", Web.visitor(ctx).holds(Need.CLERK));
        model.put("inspects", Web.visitor(ctx).holds(Need.INSPECTOR));
        model.put("decides", desk.offices().presides(handle, staff, today()));
        model.put(
                "kinds",
                ASKED.stream()
                        .filter(each -> each.fits(pupil.status()))
                        .map(Kind::name)
                        .toList());
        model.put(
                "exemptionKinds",
                List.of(Exemption.Kind.values()).stream().map(Enum::name).toList());
        model.put("homerooms", homerooms(handle));
        model.put("subjects", SchoolYears.listSubjects(handle));
        model.put("typed", typed.isEmpty() ? typed(ctx, ASK_FIELDS, EXEMPTION_FIELDS) : typed);
        model.put("today", Formats.day(today()));
        model.put("spoken", transfers.spoken());
        model.put("refused", refused);
        model.put("done", done(ctx));
        return model;
    }

    private boolean mayHold(Handle handle, String staff, boolean mayAsk, List<EarlierMark> all) {
        var waits = all.stream()
                .anyMatch(each -> each.state() == EarlierMark.State.WAITING
                        && !each.enteredBy().equals(staff));
        return waits && (mayAsk || desk.offices().presides(handle, staff, today()));
    }

    private static List<Place> places(Handle handle, String pupil) {
        var places = new ArrayList<Place>();
        for (var each : Roll.listPlaces(handle, pupil).reversed()) {
            var homeroom = Roll.getHomeroom(handle, each.homeroom());
            places.add(new Place(homeroom.schoolYear().replace('-', '–'), homeroom.name(), each.from(), each.until()));
        }
        return places;
    }

    private void ask(Context ctx) {
        var ask = readAsk(ctx);
        answer(
                ctx,
                desk.ask(Web.actor(ctx), person(ctx), ask, paper(ctx)),
                "asked",
                typed(ctx, ASK_FIELDS, EXEMPTION_FIELDS));
    }

    private void askExemption(Context ctx) {
        var form = new Exemptions.Form(
                Web.text(ctx, "subject"),
                Web.text(ctx, "exemption"),
                Web.text(ctx, "from"),
                Web.text(ctx, "until"),
                Web.text(ctx, "why"),
                Web.text(ctx, "decision"));
        answer(
                ctx,
                exemptions.ask(Web.actor(ctx), person(ctx), ctx.pathParam("id"), form, paper(ctx)),
                "exemption",
                typed(ctx, ASK_FIELDS, EXEMPTION_FIELDS));
    }

    private void holdMarks(Context ctx) {
        var right = !Web.text(ctx, "held").equals("no");
        answer(
                ctx,
                marks.hold(Web.actor(ctx), person(ctx), ctx.pathParam("id"), ctx.formParams("mark"), right),
                right ? "held" : "rejected",
                typed(ctx, ASK_FIELDS, EXEMPTION_FIELDS));
    }

    /** Back to the pupil's page: with the deed done, or with the words of the refusal and all that was typed. */
    private void answer(Context ctx, Outcome outcome, String deed, Map<String, String> typed) {
        switch (outcome) {
            case Done done ->
                ctx.redirect("/pupils/" + id(ctx.pathParam("id")) + "/movements?done=" + deed, HttpStatus.SEE_OTHER);
            case Refused(var reason) -> {
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                show(ctx, typed, say(Web.language(ctx), "reason." + reason.name()));
            }
        }
    }

    // marks of an earlier school

    private void typeMarks(Context ctx) {
        typeMarks(ctx, "");
    }

    private void typeMarks(Context ctx, String refused) {
        var model = db.<Optional<Map<String, Object>>>read(handle -> People.findPupil(handle, ctx.pathParam("id"))
                .map(pupil -> {
                    var typed = new HashMap<String, String>();
                    var subjects = SchoolYears.listSubjects(handle);
                    for (var subject : subjects) {
                        EarlierMarks.COLUMNS.forEach(col -> {
                            var field = "m." + subject.id() + "." + col;
                            typed.put(field, Web.text(ctx, field));
                        });
                    }
                    var open = SchoolYears.findOpenYear(handle)
                            .map(year -> year.id())
                            .orElse("");
                    typed.put("year", Web.text(ctx, "year").isEmpty() ? open : Web.text(ctx, "year"));
                    typed.put("semester", Web.text(ctx, "semester").equals("2") ? "2" : "1");
                    typed.put("origin", origin(ctx, handle, pupil.id()));
                    return Map.of(
                            "pupil", pupil,
                            "subjects", subjects,
                            "columns", EarlierMarks.COLUMNS,
                            "typed", typed,
                            "refused", refused);
                }));
        if (model.isEmpty()) {
            refuse(ctx, Reason.NO_SUCH_PUPIL);
            return;
        }
        ctx.render("movements/marks.peb", model.get());
    }

    private static String origin(Context ctx, Handle handle, String pupil) {
        var typed = Web.text(ctx, "origin");
        if (!typed.isEmpty()) {
            return typed;
        }
        return Movements.list(handle, pupil).reversed().stream()
                .filter(each -> each.kind() == Kind.TRANSFER_IN)
                .findFirst()
                .map(each -> each.words().otherSchool())
                .orElse("");
    }

    private void enterMarks(Context ctx) {
        var typed = new ArrayList<EarlierMarks.Typed>();
        for (var field : ctx.formParamMap().keySet()) {
            var parts = field.split("\\.", -1);
            if (parts.length == 3 && parts[0].equals("m")) {
                typed.add(new EarlierMarks.Typed(parts[1], parts[2], Web.text(ctx, field)));
            }
        }
        typed.sort(Comparator.comparing(EarlierMarks.Typed::subject).thenComparing(EarlierMarks.Typed::col));
        var outcome = marks.enter(
                Web.actor(ctx),
                person(ctx),
                ctx.pathParam("id"),
                Web.text(ctx, "year"),
                Web.text(ctx, "semester"),
                Web.text(ctx, "origin"),
                typed,
                paper(ctx));
        if (outcome instanceof Refused(var reason)) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            typeMarks(ctx, say(Web.language(ctx), "reason." + reason.name()));
        } else {
            answer(ctx, outcome, "marks", Map.of());
        }
    }

    // reception

    private void receive(Context ctx) {
        receive(ctx, "");
    }

    private void receive(Context ctx, String refused) {
        var preview = transfers.find(Web.actor(ctx), clock.instant());
        var model = new HashMap<String, Object>();
        model.put("refused", refused);
        model.put("typed", typed(ctx, ASK_FIELDS, PERSON_FIELDS));
        model.put("today", Formats.day(today()));
        model.put("homerooms", db.<List<Homeroom>>read(MovementPages::homerooms));
        model.put("waits", preview.isPresent());
        if (preview.isPresent()) {
            var file = preview.get().file();
            model.put("file", file);
            model.put("record", file.record());
            model.put(
                    "trouble",
                    preview.get()
                            .trouble()
                            .map(each -> say(Web.language(ctx), "reason." + each.name()))
                            .orElse(""));
            model.put("knownHere", preview.get().known().isPresent());
            model.put("alike", preview.get().alike());
            model.put("terms", terms(file.record(), Web.language(ctx)));
            model.put("strange", strange(file.record()));
        }
        ctx.render("movements/receive.peb", model);
    }

    /** Một học kỳ của tệp. */
    public record Term(String name, int marks) {}

    private static List<Term> terms(TransferRecord record, Language language) {
        var counts = new java.util.TreeMap<String, Integer>();
        record.marks().forEach(mark -> counts.merge(mark.year() + "/" + mark.semester(), 1, Integer::sum));
        var terms = new ArrayList<Term>();
        counts.forEach((term, count) -> terms.add(new Term(
                say(language, "term", term.substring(10).equals("1") ? "I" : "II", term.substring(0, 9)), count)));
        return terms;
    }

    /** Subjects of the file that this school does not teach. */
    private List<String> strange(TransferRecord record) {
        var names = new HashMap<String, String>();
        record.subjects().forEach(each -> names.put(each.id(), each.name()));
        return db.read(handle -> record.marks().stream()
                .map(TransferRecord.Mark::subject)
                .distinct()
                .filter(each -> SchoolYears.findSubject(handle, each).isEmpty())
                .map(each -> names.getOrDefault(each, each))
                .toList());
    }

    private void upload(Context ctx) {
        var file = ctx.uploadedFile("file");
        byte[] bytes;
        if (file == null) {
            bytes = new byte[0];
        } else {
            // one byte more than is taken, so that a larger file is known as such
            try (var in = file.content()) {
                bytes = in.readNBytes(TransferFile.LARGEST + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        switch (transfers.upload(Web.actor(ctx), person(ctx), bytes)) {
            case TransferFile.Reading.Opened opened -> ctx.redirect("/movements/receive", HttpStatus.SEE_OTHER);
            case TransferFile.Reading.Refused(var reason) -> refuseReception(ctx, reason);
        }
    }

    private void refuseReception(Context ctx, Reason reason) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        receive(ctx, say(Web.language(ctx), "reason." + reason.name()));
    }

    private void discard(Context ctx) {
        transfers.discard(Web.actor(ctx));
        ctx.redirect("/movements/receive", HttpStatus.SEE_OTHER);
    }

    private void askByFile(Context ctx) {
        received(
                ctx,
                transfers.askByFile(Web.actor(ctx), person(ctx), Web.text(ctx, "date"), Web.text(ctx, "homeroom")));
    }

    private void askByPaper(Context ctx) {
        var who = new Transfers.Typed(
                Web.text(ctx, "name"),
                Web.text(ctx, "born"),
                Web.text(ctx, "sex"),
                Web.text(ctx, "ethnicity"),
                Web.text(ctx, "code"),
                Web.text(ctx, "number"));
        received(ctx, transfers.askByPaper(Web.actor(ctx), person(ctx), who, readAsk(ctx), paper(ctx)));
    }

    private void received(Context ctx, Outcome outcome) {
        switch (outcome) {
            case Done(var id) -> ctx.redirect("/movements/requests/" + id + "?done=asked", HttpStatus.SEE_OTHER);
            case Refused(var reason) -> refuseReception(ctx, reason);
        }
    }

    // decisions

    private void request(Context ctx) {
        request(ctx, "");
    }

    private void request(Context ctx, String refused) {
        var model = db.<Optional<Map<String, Object>>>read(handle -> RequestTable.find(handle, ctx.pathParam("id"))
                .map(request -> {
                    var staff = person(ctx);
                    var language = Web.language(ctx);
                    var arrival = request.kind() == Kind.TRANSFER_IN && request.state() == Request.State.WAITING
                            ? Transfers.look(handle, request)
                            : new Transfers.Arrival(Optional.empty(), Optional.empty(), List.of());
                    var shown = new HashMap<String, Object>();
                    shown.put("asked", asked(handle, request, staff));
                    shown.put("pupil", String.valueOf(request.pupil()));
                    shown.put("profile", profile(handle, request));
                    shown.put(
                            "trouble",
                            arrival.trouble()
                                    .map(each -> say(language, "reason." + each.name()))
                                    .orElse(""));
                    shown.put("knownHere", arrival.known().isPresent());
                    shown.put("alike", arrival.alike());
                    shown.put("decides", desk.offices().presides(handle, staff, today()));
                    shown.put("typed", typed(ctx, List.of("answer"), List.of()));
                    shown.put("refused", refused);
                    shown.put("done", done(ctx));
                    return shown;
                }));
        if (model.isEmpty()) {
            refuse(ctx, Reason.NO_SUCH_REQUEST);
            return;
        }
        ctx.render("movements/request.peb", model.get());
    }

    private static Profile profile(Handle handle, Request request) {
        var profile = request.profile();
        return profile == null
                ? Profile.of(People.getPupil(handle, java.util.Objects.requireNonNull(request.pupil())))
                : profile;
    }

    private void approve(Context ctx) {
        decided(
                ctx,
                desk.approve(
                        Web.actor(ctx),
                        person(ctx),
                        ctx.pathParam("id"),
                        Web.text(ctx, "compared").equals("yes")),
                "done");
    }

    private void refuse(Context ctx) {
        decided(ctx, desk.refuse(Web.actor(ctx), person(ctx), ctx.pathParam("id"), Web.text(ctx, "answer")), "refused");
    }

    private void takeBack(Context ctx) {
        decided(ctx, desk.takeBack(Web.actor(ctx), person(ctx), ctx.pathParam("id")), "taken-back");
    }

    private void decided(Context ctx, Outcome outcome, String deed) {
        switch (outcome) {
            case Done done -> {
                var pupil = db.<Optional<String>>read(handle ->
                        RequestTable.find(handle, ctx.pathParam("id")).map(each -> String.valueOf(each.pupil())));
                var known = pupil.filter(each -> !each.equals("null"));
                ctx.redirect(
                        (known.isPresent() ? "/pupils/" + known.get() + "/movements" : "/movements") + "?done=" + deed,
                        HttpStatus.SEE_OTHER);
            }
            case Refused(var reason) -> {
                var words = say(Web.language(ctx), "reason." + reason.name());
                ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
                if (Web.visitor(ctx).holds(Need.CLERK) || Web.visitor(ctx).holds(Need.PRINCIPAL)) {
                    request(ctx, words);
                } else {
                    refuse(ctx, reason);
                }
            }
        }
    }

    private void exempt(Context ctx, boolean yes) {
        var said = Web.text(ctx, "despite");
        var despite = said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
        switch (exemptions.decide(Web.actor(ctx), person(ctx), ctx.pathParam("id"), yes, despite)) {
            case Done(var pupil) ->
                ctx.redirect(
                        "/pupils/" + pupil + "/movements?done=" + (yes ? "done" : "refused"), HttpStatus.SEE_OTHER);
            case Refused(var reason) -> refuse(ctx, reason);
        }
    }

    private void file(Context ctx) {
        var issued = transfers.issue(ctx.pathParam("id"));
        if (issued.isEmpty()) {
            refuse(ctx, Reason.NO_TRANSFER_OUT);
            return;
        }
        ctx.header(
                        "Content-Disposition",
                        "attachment; filename=\"" + issued.get().name() + "\"")
                .contentType("application/pkcs7-mime")
                .result(issued.get().bytes());
    }

    // what the templates read

    private static Happening happening(Handle handle, StatusEvent event) {
        var words = event.words();
        return new Happening(
                event.id(),
                event.pupil(),
                People.getPupil(handle, event.pupil()).name().full(),
                event.date(),
                event.kind().name(),
                homeroom(handle, event.fromHomeroom()),
                homeroom(handle, event.toHomeroom()),
                words.reason(),
                plain(words.otherSchool()),
                plain(words.documentNo()),
                words.attachment(),
                name(handle, event.requestedBy()),
                name(handle, event.approvedBy()),
                event.kind() == Kind.TRANSFER_OUT);
    }

    private static Asked asked(Handle handle, Request request, String staff) {
        var profile = profile(handle, request);
        var words = request.words();
        var brought = request.record();
        return new Asked(
                request.id(),
                profile.name().full(),
                Formats.day(profile.birthDate()),
                request.date(),
                request.kind().name(),
                request.state().name(),
                homeroom(handle, request.homeroom()),
                words.reason(),
                plain(words.otherSchool()),
                plain(words.documentNo()),
                words.attachment(),
                name(handle, request.askedBy()),
                plain(request.answer()),
                brought == null ? null : brought.signer(),
                brought != null && brought.trusted(),
                brought == null ? 0 : brought.content().marks().size(),
                request.askedBy().equals(staff));
    }

    private static Brought brought(Context ctx, Handle handle, EarlierMark mark, boolean mayAsk) {
        var language = Web.language(ctx);
        return new Brought(
                mark.id(),
                say(language, "term", mark.semester() == 1 ? "I" : "II", mark.schoolYear()),
                SchoolYears.findSubject(handle, mark.subject())
                        .map(each -> each.name())
                        .orElse(mark.subject()),
                say(language, "mark." + mark.col()),
                mark.text(),
                mark.origin(),
                mark.attachment(),
                mark.state() == EarlierMark.State.WAITING,
                mark.enteredBy().equals(person(ctx)),
                mayAsk && mark.state() == EarlierMark.State.CONFIRMED
                        ? EarlierMarkSubject.address(handle, mark).orElse("")
                        : "");
    }

    private Exempt exempt(Handle handle, Exemption exemption, String staff) {
        var until = exemption.until();
        return new Exempt(
                exemption.id(),
                exemption.pupil(),
                People.getPupil(handle, exemption.pupil()).name().full(),
                SchoolYears.getSubject(handle, exemption.subject()).name(),
                exemption.kind().name(),
                exemption.from(),
                until == null ? null : until.minusDays(1),
                exemption.reason(),
                exemption.decision(),
                exemption.attachment(),
                exemption.state().name(),
                exemption.state() == Exemption.State.WAITING ? exemptions.marks(handle, exemption) : 0,
                exemption.askedBy().equals(staff));
    }

    private static List<Homeroom> homerooms(Handle handle) {
        return SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of());
    }

    private static String homeroom(Handle handle, @Nullable String id) {
        return Roll.findHomeroom(handle, id).map(Homeroom::name).orElse("");
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Ask readAsk(Context ctx) {
        return new Ask(
                Web.text(ctx, "kind"),
                ctx.pathParamMap().getOrDefault("id", ""),
                Web.text(ctx, "date"),
                Web.text(ctx, "homeroom"),
                Web.text(ctx, "reason"),
                Web.text(ctx, "school"),
                Web.text(ctx, "school_code"),
                Web.text(ctx, "document"));
    }

    private static Map<String, String> typed(Context ctx, List<String> fields, List<String> more) {
        var typed = new HashMap<String, String>();
        fields.forEach(each -> typed.put(each, Web.text(ctx, each)));
        more.forEach(each -> typed.put(each, Web.text(ctx, each)));
        return typed;
    }

    private static @Nullable Paper paper(Context ctx) {
        var file = ctx.uploadedFile("paper");
        if (file == null || file.size() == 0) {
            return null;
        }
        try (var in = file.content()) {
            return new Paper(file.filename(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(Context ctx, Reason reason) {
        Web.refuse(ctx, reason);
        switch (reason) {
            case NO_SUCH_PUPIL, NO_SUCH_REQUEST, NO_TRANSFER_OUT -> ctx.status(HttpStatus.NOT_FOUND);
            default -> {}
        }
    }

    private static String say(Language language, String key, Object... given) {
        return WORDS.get(language, "movements." + key, given);
    }

    private static String done(Context ctx) {
        var done = Web.text(ctx, "done");
        return DEEDS.contains(done) ? done : "";
    }

    private static String id(String text) {
        return text.matches("[0-9a-z]{1,40}") ? text : "";
    }

    private static String person(Context ctx) {
        return Web.visitor(ctx).person();
    }

    private LocalDate today() {
        return MovementDesk.today(clock.instant());
    }
}
