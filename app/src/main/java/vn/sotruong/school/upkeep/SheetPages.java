package vn.sotruong.school.upkeep;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Place;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.print.Pdf;
import vn.sotruong.school.print.Qr;

/** Tờ dán phòng giáo viên: the address, its codes and the fingerprint, on one leaf of paper. */
public final class SheetPages implements Pages {
    private final Supplier<String> school;
    private final Clock clock;

    /** @param school its name */
    public SheetPages(Supplier<String> school, Clock clock) {
        this.school = school;
        this.clock = clock;
    }

    @Override
    public void routes(Routes at) {
        at.get("/device/sheet", this::show, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.get(
                "/device/sheet/first.svg",
                ctx -> draw(ctx, first(Web.place(ctx))),
                Need.ADMIN,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR);
        at.get(
                "/device/sheet/daily.svg",
                ctx -> draw(ctx, daily(Web.place(ctx))),
                Need.ADMIN,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR);
        at.get("/device/sheet.pdf", this::paper, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
    }

    private void show(Context ctx) {
        ctx.render("upkeep/sheet.peb", Map.of("school", school.get(), "now", clock.instant()));
    }

    private static void draw(Context ctx, String address) {
        ctx.contentType("image/svg+xml; charset=utf-8").result(Qr.svg(address));
    }

    private static String first(Place place) {
        return place.firstVisit().toString();
    }

    private static String daily(Place place) {
        return place.address().toString();
    }

    private void paper(Context ctx) {
        var place = Web.place(ctx);
        ctx.contentType("application/pdf");
        ctx.header("Content-Disposition", "attachment; filename=\"to-dan-phong-giao-vien.pdf\"");
        ctx.result(Pdf.render(Web.paper(
                ctx,
                "upkeep/sheet-paper.peb",
                Map.of(
                        "school",
                        school.get(),
                        "now",
                        clock.instant(),
                        "place",
                        place,
                        "first",
                        Qr.picture(first(place)),
                        "daily",
                        Qr.picture(daily(place))))));
    }
}
