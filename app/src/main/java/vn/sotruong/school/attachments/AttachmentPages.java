package vn.sotruong.school.attachments;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Tải tài liệu đính kèm về: always as a download, never shown inside a page of ours. */
public final class AttachmentPages implements Pages {
    private final Database db;

    public AttachmentPages(Database db) {
        this.db = db;
    }

    @Override
    public void routes(Routes at) {
        at.get("/attachments/{id}", this::download, Need.SIGNED_IN);
    }

    private record Paper(Attachment attachment, byte @Nullable [] content) {}

    private void download(Context ctx) {
        var paper = db.read(handle -> Attachments.find(handle, ctx.pathParam("id"))
                .filter(each -> Attachments.shows(each, Web.visitor(ctx)))
                .map(each ->
                        new Paper(each, Attachments.findContent(handle, each).orElse(null))));
        if (paper.isEmpty()) {
            throw new NotFoundResponse();
        }
        if (paper.get().content() == null) {
            Web.refuse(ctx, Reason.DAMAGED);
            return;
        }
        var name = URLEncoder.encode(paper.get().attachment().name(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        ctx.contentType(paper.get().attachment().type().text());
        ctx.header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
        ctx.result(paper.get().content());
    }
}
