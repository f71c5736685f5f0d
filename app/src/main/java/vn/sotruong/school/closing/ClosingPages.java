package vn.sotruong.school.closing;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.people.People;
import vn.sotruong.school.print.Pdf;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang đóng sổ: the books of a term and how far each has come, and the one book with its next step. Plain forms. */
public final class ClosingPages implements Pages {
    private static final String BOOK = "/closing/{homeroom}/{semester}";
    private static final Need[] READERS = {Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.HOMEROOM, Need.INSPECTOR};

    private static final Set<Need> RESULT_READERS =
            Set.of(Need.PRINCIPAL, Need.HOMEROOM, Need.ENTER_MARKS, Need.INSPECTOR);

    private static final Set<Need> ALL_BOOKS = Set.of(Need.PRINCIPAL, Need.BOARD, Need.CLERK, Need.INSPECTOR);

    /** So much of the digest stands on the paper. */
    private static final int CODE = 16;

    private static final Messages WORDS = Messages.of(ClosingPages.class);

    private final Database db;
    private final Closings closings;

    public ClosingPages(Database db, Closings closings) {
        this.db = db;
        this.closings = closings;
    }

    /** Một sổ trong danh sách. */
    public record Line(String homeroom, String name, String stage, boolean reprint) {}

    /** Một việc đã làm, with its names; what was said may be empty. */
    public record Done(String deed, String by, Instant at, String subject, String said, Gaps.@Nullable Known known) {}

    /**
     * Một bản in.
     *
     * @param replaces number of the print that it took the place of; 0 for the first
     */
    public record PrintLine(Print print, String by, String code, int replaces) {}

    /** Chữ ký của một môn. */
    public record Signature(String subject, String name, boolean signed, boolean mine) {}

    @Override
    public void routes(Routes at) {
        at.get("/closing", this::list, Need.ENTER_MARKS, READERS);
        at.get(BOOK, this::show, Need.ENTER_MARKS, READERS);
        at.post(BOOK + "/propose", ctx -> take(ctx, Deed.PROPOSE), Need.BOARD);
        at.post(BOOK + "/return", ctx -> take(ctx, Deed.RETURN), Need.PRINCIPAL);
        at.post(BOOK + "/decide", ctx -> take(ctx, Deed.DECIDE), Need.PRINCIPAL);
        at.post(BOOK + "/close", ctx -> take(ctx, Deed.CLOSE), Need.BOARD);
        at.post(BOOK + "/print", this::print, Need.CLERK);
        at.get(BOOK + "/prints/{print}/book.pdf", this::download, Need.HOMEROOM, READERS);
        at.post(BOOK + "/sign", ctx -> take(ctx, Deed.SIGN), Need.ENTER_MARKS, Need.HOMEROOM);
        at.post(BOOK + "/sign_class", ctx -> take(ctx, Deed.SIGN_CLASS), Need.HOMEROOM);
        at.post(BOOK + "/approve", ctx -> take(ctx, Deed.APPROVE), Need.PRINCIPAL);
        at.post(BOOK + "/archive", ctx -> take(ctx, Deed.ARCHIVE), Need.CLERK);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.RECORDS, 40, "closing.menu", "lock", "/closing", Need.ENTER_MARKS, READERS));
    }

    private void list(Context ctx) {
        var semester = Web.text(ctx, "semester").equals("2") ? 2 : 1;
        var model = db.read(handle -> {
            var made = new HashMap<String, @Nullable Object>();
            var due = Prints.listDue(handle).stream()
                    .filter(print -> print.semester() == semester)
                    .map(Print::homeroom)
                    .collect(Collectors.toSet());
            made.put("semester", semester);
            made.put("boardSits", closings.boardSits(handle));
            made.put(
                    "lines",
                    homerooms(handle, semester)
                            .filter(each -> sees(handle, Web.visitor(ctx), each, semester))
                            .map(each -> new Line(
                                    each.id(),
                                    each.name(),
                                    Closings.stage(handle, each.id(), semester).name(),
                                    due.contains(each.id())))
                            .toList());
            return made;
        });
        ctx.render("closing/list.peb", model);
    }

    /** The classes of the open year, and those of a year that has ended whose books are on their way. */
    private static Stream<Homeroom> homerooms(Handle handle, int semester) {
        var open = SchoolYears.findOpenYear(handle).stream()
                .flatMap(year -> Roll.listHomerooms(handle, year.id()).stream())
                .toList();
        var others = ClosingTable.listUnderway(handle).stream()
                .filter(book -> book.semester() == semester)
                .map(book -> Roll.getHomeroom(handle, book.homeroom()))
                .filter(each -> !open.contains(each));
        return Stream.concat(others, open.stream());
    }

    /** The principal, the board, the clerk and an inspector see every book; a teacher the books of their classes. */
    private boolean sees(Handle handle, Visitor visitor, Homeroom homeroom, int semester) {
        return ALL_BOOKS.stream().anyMatch(visitor::holds)
                || closings.concerns(handle, visitor.person(), homeroom, semester);
    }

    /** The whole book is for those who answer for the whole class: a subject teacher signs, and takes no copy. */
    private boolean holds(Handle handle, Visitor visitor, Homeroom homeroom, int semester) {
        return ALL_BOOKS.stream().anyMatch(visitor::holds)
                || closings.leads(handle, visitor.person(), homeroom, semester);
    }

    private void show(Context ctx) {
        var semester = semester(ctx);
        var visitor = Web.visitor(ctx);
        var model = db.read(handle -> {
            var homeroom = Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                    .filter(each -> semester > 0 && sees(handle, visitor, each, semester))
                    .orElseThrow(NotFoundResponse::new);
            var made = model(handle, visitor, homeroom, semester);
            made.put(
                    "standIn",
                    Closings.find(handle, homeroom.id(), semester)
                            .flatMap(book -> book.find(Deed.APPROVE))
                            .flatMap(step -> StandIns.told(
                                    handle, Web.language(ctx), Closings.about(homeroom.id(), semester), step.staff()))
                            .orElse(""));
            return made;
        });
        ctx.render("closing/book.peb", model);
    }

    private Map<String, @Nullable Object> model(Handle handle, Visitor visitor, Homeroom homeroom, int semester) {
        var book = Closings.find(handle, homeroom.id(), semester);
        var stage = book.map(BookClosing::stage).orElse(Stage.OPEN);
        var signed = book.map(BookClosing::signed).orElse(Set.of());
        var model = new HashMap<String, @Nullable Object>();
        model.put("homeroom", homeroom);
        model.put("semester", semester);
        model.put("stage", stage.name());
        model.put("stages", Stream.of(Stage.values()).map(Enum::name).toList());
        model.put("at", List.of(Stage.values()).indexOf(stage));
        model.put(
                "obstacles",
                stage.compareTo(Stage.CLOSED) < 0 ? closings.obstacles(handle, homeroom.id(), semester) : List.of());
        model.put(
                "readsWaiting",
                Stream.of(Need.PRINCIPAL, Need.BOARD, Need.ENTER_MARKS).anyMatch(visitor::holds));
        model.put("gap", stage.compareTo(Stage.CLOSED) < 0 ? closings.gap(handle, homeroom.id(), semester) : null);
        model.put("readsResults", RESULT_READERS.stream().anyMatch(visitor::holds));
        model.put("boardSits", closings.boardSits(handle));
        model.put(
                "offers",
                closings.offers(handle, visitor.actor(), visitor.person(), homeroom, semester).stream()
                        .filter(_ -> !visitor.readsOnly())
                        .map(Enum::name)
                        .toList());
        model.put(
                "signatures",
                closings.subjects(handle, homeroom, semester).stream()
                        .map(subject -> new Signature(
                                subject,
                                SchoolYears.getSubject(handle, subject).name(),
                                signed.contains(subject),
                                closings.signs(handle, visitor.actor(), visitor.person(), homeroom, semester, subject)))
                        .toList());
        model.put("unsigned", unsigned(handle, book, closings.subjects(handle, homeroom, semester)));
        model.put("awaited", visitor.holds(Need.PRINCIPAL) && !visitor.readsOnly() && stage == Stage.PRINTED);
        model.put("classSigned", book.filter(BookClosing::classSigned).isPresent());
        model.put("checklist", checklist(handle, homeroom, semester, book));
        model.put("prints", prints(handle, homeroom.id(), semester));
        model.put("holds", holds(handle, visitor, homeroom, semester));
        model.put(
                "reprint",
                Prints.find(handle, homeroom.id(), semester)
                        .filter(each -> !each.valid())
                        .orElse(null));
        model.put(
                "done",
                book.map(BookClosing::steps).orElse(List.of()).stream()
                        .map(step -> done(handle, step))
                        .toList());
        return model;
    }

    /** Whose signatures are still to come: names of subjects, and last the homeroom teacher as an empty one. */
    private static List<String> unsigned(Handle handle, Optional<BookClosing> book, List<String> subjects) {
        var missing = new ArrayList<>(subjects.stream()
                .filter(each ->
                        book.filter(done -> done.signed().contains(each)).isEmpty())
                .map(each -> SchoolYears.getSubject(handle, each).name())
                .toList());
        if (book.filter(BookClosing::classSigned).isEmpty()) {
            missing.add("");
        }
        return missing;
    }

    /** Một mục của bảng kiểm lưu trữ. */
    public record Check(String what, boolean done) {}

    /** What the archive of a book is asked for. */
    private List<Check> checklist(Handle handle, Homeroom homeroom, int semester, Optional<BookClosing> book) {
        var print = Prints.find(handle, homeroom.id(), semester);
        return List.of(
                new Check("print", print.filter(Print::valid).isPresent()),
                new Check(
                        "file",
                        print.flatMap(each -> Prints.findFile(handle, each)).isPresent()),
                new Check(
                        "signed",
                        unsigned(handle, book, closings.subjects(handle, homeroom, semester))
                                .isEmpty()),
                new Check("approved", step(book, Deed.APPROVE)),
                new Check("archived", step(book, Deed.ARCHIVE)));
    }

    private static boolean step(Optional<BookClosing> book, Deed deed) {
        return book.filter(each ->
                        each.steps().stream().anyMatch(step -> step.deed() == deed && step.round() == each.round()))
                .isPresent();
    }

    private static List<PrintLine> prints(Handle handle, String homeroom, int semester) {
        var all = Prints.list(handle, homeroom, semester);
        return all.stream()
                .map(each -> new PrintLine(
                        each,
                        name(handle, each.staff()),
                        each.digest().substring(0, CODE),
                        all.stream()
                                .filter(old -> old.id().equals(each.replaces()))
                                .findFirst()
                                .map(Print::serial)
                                .orElse(0)))
                .toList();
    }

    private static String name(Handle handle, String staff) {
        return People.findStaff(handle, staff).map(each -> each.name().full()).orElse("");
    }

    /** What waits for this person: a step of a book that is being closed, and for the clerk what must be printed again. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var notices = new ArrayList<Notice>();
        if (visitor.holds(Need.CLERK)) {
            Prints.listDue(handle)
                    .forEach(print -> notices.add(new Notice(
                            Notice.Tone.WAITS,
                            "closing.reprint.due",
                            List.of(
                                    Roll.getHomeroom(handle, print.homeroom()).name(),
                                    print.semester() == 1 ? "I" : "II",
                                    String.valueOf(print.serial())),
                            "/closing/" + print.homeroom() + "/" + print.semester(),
                            Set.of(Need.CLERK))));
        }
        if (!visitor.readsOnly()) {
            steps(handle, visitor, notices);
        }
        return notices;
    }

    private static boolean concerns(Visitor visitor, Stage stage) {
        return switch (stage) {
            case OPEN, ARCHIVED -> false;
            case PROPOSED, SIGNED -> visitor.holds(Need.PRINCIPAL);
            case DECIDED -> visitor.holds(Need.BOARD);
            case CLOSED, APPROVED -> visitor.holds(Need.CLERK);
            case PRINTED -> visitor.holds(Need.ENTER_MARKS) || visitor.holds(Need.HOMEROOM);
        };
    }

    private void steps(Handle handle, Visitor visitor, List<Notice> notices) {
        var waiting = new TreeMap<String, List<Homeroom>>();
        for (var book : ClosingTable.listUnderway(handle)) {
            if (!concerns(visitor, book.stage())) {
                continue;
            }
            var homeroom = Roll.getHomeroom(handle, book.homeroom());
            closings.waiting(handle, visitor.actor(), visitor.person(), homeroom, book)
                    .ifPresent(deed -> waiting.computeIfAbsent(book.semester() + deed.name(), _ -> new ArrayList<>())
                            .add(homeroom));
        }
        waiting.forEach((key, homerooms) -> {
            var semester = key.substring(0, 1);
            notices.add(new Notice(
                    Notice.Tone.WAITS,
                    "closing.today." + key.substring(1),
                    List.of(
                            homerooms.stream().map(Homeroom::name).sorted().collect(Collectors.joining(", ")),
                            semester.equals("1") ? "I" : "II"),
                    homerooms.size() == 1 ? "/closing/" + homerooms.getFirst().id() + "/" + semester : "/closing"));
        });
    }

    private static Done done(Handle handle, BookClosing.Step step) {
        var subject = step.subject();
        var said = step.said();
        return new Done(
                step.deed().name(),
                name(handle, step.staff()),
                step.at(),
                subject == null ? "" : SchoolYears.getSubject(handle, subject).name(),
                said == null ? "" : said,
                step.known());
    }

    private void take(Context ctx, Deed deed) {
        var homeroom = ctx.pathParam("homeroom");
        var refusal = closings.take(
                Web.actor(ctx),
                Web.visitor(ctx).person(),
                homeroom,
                semester(ctx),
                deed,
                deed == Deed.SIGN ? Web.text(ctx, "subject") : null,
                new Closings.Words(Web.text(ctx, "said"), Web.text(ctx, "despite"), Web.text(ctx, "seen")));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/closing/" + homeroom + "/" + semester(ctx), HttpStatus.SEE_OTHER);
        }
    }

    private void print(Context ctx) {
        var semester = semester(ctx);
        var visitor = Web.visitor(ctx);
        var book = db.read(handle -> {
            var homeroom = Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                    .filter(_ -> semester > 0)
                    .orElseThrow(NotFoundResponse::new);
            return closings.offers(handle, visitor.actor(), visitor.person(), homeroom, semester)
                            .contains(Deed.PRINT)
                    ? Optional.of(closings.book(handle, homeroom, semester))
                    : Optional.<ClassBook>empty();
        });
        if (book.isEmpty()) {
            Web.refuse(ctx, Reason.WRONG_STAGE);
            return;
        }
        var replaced = db.read(handle -> Prints.find(handle, ctx.pathParam("homeroom"), semester));
        var model = new HashMap<String, @Nullable Object>();
        model.put("book", book.get());
        model.put("now", closings.now());
        model.put("code", book.get().digest().substring(0, CODE));
        model.put("replaced", replaced.orElse(null));
        var refusal = closings.print(
                visitor.actor(),
                visitor.person(),
                ctx.pathParam("homeroom"),
                semester,
                book.get(),
                Pdf.render(Web.paper(ctx, "closing/class-book.peb", model)));
        if (refusal.isPresent()) {
            Web.refuse(ctx, refusal.get());
        } else {
            ctx.redirect("/closing/" + ctx.pathParam("homeroom") + "/" + semester, HttpStatus.SEE_OTHER);
        }
    }

    /** The file as it was printed; one that holds no more says so on each page. */
    private void download(Context ctx) {
        var semester = semester(ctx);
        var print = db.read(handle -> Roll.findHomeroom(handle, ctx.pathParam("homeroom"))
                        .filter(each -> holds(handle, Web.visitor(ctx), each, semester(ctx)))
                        .flatMap(each -> Prints.find(handle, each.id(), semester, ctx.pathParam("print"))))
                .orElseThrow(NotFoundResponse::new);
        var file = db.read(handle -> Prints.findFile(handle, print));
        if (file.isEmpty()) {
            Web.refuse(ctx, Reason.DAMAGED);
            return;
        }
        var homeroom = db.read(handle -> Roll.getHomeroom(handle, print.homeroom()));
        var title = WORDS.get(
                Language.VI,
                print.valid() ? "closing.file" : "closing.file.superseded",
                homeroom.name(),
                semester,
                print.serial());
        var name = URLEncoder.encode(title + ".pdf", StandardCharsets.UTF_8).replace("+", "%20");
        ctx.contentType("application/pdf");
        ctx.header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
        ctx.result(print.valid() ? file.get() : marked(file.get(), print));
    }

    private static byte[] marked(byte[] file, Print print) {
        return Pdf.mark(
                file,
                WORDS.get(Language.VI, "closing.superseded.across"),
                WORDS.get(
                        Language.VI,
                        "closing.superseded.line",
                        print.serial(),
                        Formats.moment(Objects.requireNonNull(print.supersededAt())),
                        String.valueOf(print.why())));
    }

    private static int semester(Context ctx) {
        return switch (ctx.pathParam("semester")) {
            case "1" -> 1;
            case "2" -> 2;
            default -> 0;
        };
    }
}
