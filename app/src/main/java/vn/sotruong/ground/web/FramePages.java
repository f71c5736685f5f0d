package vn.sotruong.ground.web;

import java.util.Map;

/** Trang của khung: static files, the language switch, and the whole menu for a phone. */
final class FramePages implements Pages {
    private final Assets assets;

    FramePages(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void routes(Routes at) {
        at.get(Assets.PATH, assets::serve, Need.ANYONE);
        at.get("/menu", ctx -> ctx.render("web/menu.peb", Map.of()), Need.SIGNED_IN);
        at.post(
                "/language",
                ctx -> {
                    Web.speak(ctx, Language.of(Web.text(ctx, "to")));
                    ctx.redirect(Web.localPath(Web.text(ctx, "back")), io.javalin.http.HttpStatus.SEE_OTHER);
                },
                Need.ANYONE);
    }
}
