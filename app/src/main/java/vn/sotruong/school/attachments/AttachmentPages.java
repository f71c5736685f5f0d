package vn.sotruong.school.attachments;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Tải tài liệu đính kèm về: always as a download, never shown inside a page of ours. */
public final class AttachmentPages implements Pages {
    private final Database db;
    private final List<Referrer> referrers;

    /** @param referrers the rooms that refer to papers: what none of them shows is shown to nobody */
    public AttachmentPages(Database db, List<Referrer> referrers) {
        this.db = db;
        this.referrers = List.copyOf(referrers);
    }

    @Override
    public void routes(Routes at) {
        at.get("/attachments/{id}", this::download, Need.SIGNED_IN);
    }

    private void download(Context ctx) {
        var visitor = Web.visitor(ctx);
        var paper = db.read(handle -> Attachments.find(handle, ctx.pathParam("id"))
                        .filter(each -> referrers.stream().anyMatch(room -> room.shows(handle, each.id(), visitor))))
                .orElseThrow(NotFoundResponse::new);
        var content = db.read(handle -> Attachments.findContent(handle, paper));
        if (content.isEmpty()) {
            Web.refuse(ctx, Reason.DAMAGED);
            return;
        }
        var name = URLEncoder.encode(paper.name(), StandardCharsets.UTF_8).replace("+", "%20");
        ctx.contentType(paper.type().text());
        ctx.header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
        ctx.result(content.get());
    }
}
