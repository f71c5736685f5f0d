package vn.sotruong.school.governance;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.governance.ProposalPolicy.Deed;

/** Trang đề nghị: what waits for me, what I proposed, what is decided; one proposal with what it changes. */
public final class ProposalPages implements Pages {
    private static final int SHOWN_FAILURES = 20;

    private final Database db;
    private final Proposals proposals;
    private final BiFunction<Handle, Visitor, List<Notice>> elsewhere;

    /** @param elsewhere what waits for somebody on the pages of other rooms */
    public ProposalPages(Database db, Proposals proposals, BiFunction<Handle, Visitor, List<Notice>> elsewhere) {
        this.db = db;
        this.proposals = proposals;
        this.elsewhere = elsewhere;
    }

    /** Một dòng của danh sách. */
    public record Line(Proposal proposal, String proposer, String decider, boolean mine) {}

    @Override
    public void routes(Routes at) {
        at.get("/proposals", this::list, Need.PRINCIPAL, Need.ADMIN, Need.CLERK, Need.BOARD, Need.INSPECTOR);
        at.get("/proposals/approve", this::confirm, Need.PRINCIPAL);
        at.post("/proposals/approve", this::approve, Need.PRINCIPAL);
        at.get("/proposals/{id}", this::show, Need.PRINCIPAL, Need.ADMIN, Need.CLERK, Need.BOARD, Need.INSPECTOR);
        at.post("/proposals/{id}/refuse", this::refuse, Need.PRINCIPAL);
        at.post("/proposals/{id}/withdraw", this::withdraw, Need.PRINCIPAL, Need.ADMIN, Need.CLERK);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                        MenuEntry.Group.WORK,
                        22,
                        "governance.menu",
                        "file-check-2",
                        "/proposals",
                        Need.PRINCIPAL,
                        Need.ADMIN,
                        Need.CLERK)
                .counting(visitor -> visitor.holds(Need.PRINCIPAL)
                        ? db.read(handle -> proposals.listWaitingFor(handle, visitor.person()))
                                .size()
                        : 0));
    }

    private void list(Context ctx) {
        var visitor = Web.visitor(ctx);
        var decides = visitor.holds(Need.PRINCIPAL);
        var asked = Web.text(ctx, "tab");
        var tab = switch (asked) {
            case "waiting", "mine", "decided" -> asked;
            default -> decides || visitor.holds(Need.INSPECTOR) ? "waiting" : "mine";
        };
        ctx.render("governance/proposals.peb", db.read(handle -> {
            var model = new HashMap<String, @Nullable Object>();
            var waiting = decides ? proposals.listWaitingFor(handle, visitor.person()) : List.<Proposal>of();
            var others = proposals.listWaiting(handle).stream()
                    .filter(each -> !waiting.contains(each))
                    .toList();
            model.put("tab", tab);
            model.put("decides", decides);
            model.put("admin", visitor.holds(Need.ADMIN));
            model.put("proposes", visitor.holds(Need.ADMIN) || decides || visitor.holds(Need.CLERK));
            model.put("waiting", lines(handle, visitor.person(), waiting));
            model.put(
                    "elsewhere",
                    elsewhere.apply(handle, visitor).stream()
                            .filter(each -> each.tone() != Notice.Tone.TOLD)
                            .toList());
            model.put("others", lines(handle, visitor.person(), others));
            model.put(
                    "rows",
                    switch (tab) {
                        case "mine" -> lines(handle, visitor.person(), proposals.listMine(handle, visitor.person()));
                        case "decided" -> lines(handle, visitor.person(), proposals.listDecided(handle));
                        default -> List.of();
                    });
            model.put("done", number(Web.text(ctx, "done")));
            return model;
        }));
    }

    private List<Line> lines(Handle handle, String me, List<Proposal> list) {
        return list.stream()
                .map(each -> new Line(
                        each,
                        name(handle, each.proposedBy()),
                        name(handle, each.decidedBy()),
                        each.proposedBy().equals(me)))
                .toList();
    }

    private static String name(Handle handle, @Nullable String staff) {
        return staff == null ? "" : Rights.names(handle, List.of(staff));
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    private void show(Context ctx) {
        var visitor = Web.visitor(ctx);
        ctx.render("governance/proposal.peb", db.read(handle -> {
            var proposal = proposals.find(handle, ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
            var offers = proposals.offers(handle, visitor.person(), proposal);
            var model = new HashMap<String, @Nullable Object>();
            model.put("proposal", proposal);
            model.put("proposer", name(handle, proposal.proposedBy()));
            model.put("decider", name(handle, proposal.decidedBy()));
            model.put("persons", Rights.names(handle, proposal.persons()));
            model.put("differences", proposals.differences(handle, proposal, Web.language(ctx)));
            model.put("approvable", visitor.holds(Need.PRINCIPAL) && offers.contains(Deed.APPROVE));
            model.put("withdrawable", offers.contains(Deed.WITHDRAW));
            model.put("delegation", proposals.underWhich(handle, proposal).orElse(null));
            model.put("obstacle", obstacle(handle, visitor.person(), proposal).orElse(null));
            return model;
        }));
    }

    /** Why the approval is not offered, for somebody who otherwise decides. */
    private Optional<String> obstacle(Handle handle, String staff, Proposal proposal) {
        return proposals.obstacle(handle, staff, proposal).map(reason -> "governance.reason." + reason.name());
    }

    /** The page between choosing and approving: what would happen, in words, before anything does. */
    private void confirm(Context ctx) {
        var ids = ctx.queryParams("proposal");
        if (ids.isEmpty()) {
            Web.refuse(ctx, Reason.NOTHING_CHOSEN);
            return;
        }
        var visitor = Web.visitor(ctx);
        ctx.render("governance/approve.peb", db.read(handle -> {
            var chosen = proposals.listWaitingFor(handle, visitor.person()).stream()
                    .filter(each -> ids.contains(each.id()))
                    .toList();
            var delegations = chosen.stream()
                    .flatMap(each -> proposals.wouldBeUnder(handle, visitor.person(), each).stream())
                    .distinct()
                    .toList();
            return Map.of("rows", lines(handle, visitor.person(), chosen), "delegations", delegations);
        }));
    }

    private void approve(Context ctx) {
        var ids = ctx.formParams("proposal");
        if (ids.isEmpty()) {
            Web.refuse(ctx, Reason.NOTHING_CHOSEN);
            return;
        }
        var results = proposals.approveAll(Web.actor(ctx), ids, Web.text(ctx, "decision"));
        var notDone = new ArrayList<Map<String, String>>();
        int done = 0;
        for (var each : results.entrySet()) {
            var key = switch (each.getValue()) {
                case Deciding.Done _ -> "";
                case Deciding.Refused(var reason) -> Proposals.key(reason);
                case Deciding.Failed(var reason) -> Proposals.key(reason);
            };
            if (key.isEmpty()) {
                done++;
            } else if (notDone.size() < SHOWN_FAILURES) {
                notDone.add(Map.of("summary", summary(each.getKey()), "key", key));
            }
        }
        if (notDone.isEmpty()) {
            ctx.redirect("/proposals?done=" + done, HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        ctx.render("governance/outcome.peb", Map.of("done", done, "notDone", notDone));
    }

    private String summary(String id) {
        return db.read(
                handle -> proposals.find(handle, id).map(Proposal::summary).orElse(""));
    }

    private void refuse(Context ctx) {
        answer(ctx, proposals.refuse(Web.actor(ctx), ctx.pathParam("id"), Web.text(ctx, "reason")));
    }

    private void withdraw(Context ctx) {
        answer(ctx, proposals.withdraw(Web.actor(ctx), ctx.pathParam("id"), Web.text(ctx, "reason")));
    }

    private static void answer(Context ctx, Deciding outcome) {
        switch (outcome) {
            case Deciding.Done _ -> ctx.redirect("/proposals/" + ctx.pathParam("id"), HttpStatus.SEE_OTHER);
            case Deciding.Refused(var reason) -> Web.refuse(ctx, reason);
            case Deciding.Failed(var reason) -> Web.refuse(ctx, reason);
        }
    }
}
