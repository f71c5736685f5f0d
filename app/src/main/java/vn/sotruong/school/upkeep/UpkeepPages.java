package vn.sotruong.school.upkeep;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;

/** Trang máy chủ. */
public final class UpkeepPages implements Pages {
    private final Upkeep upkeep;
    private final SupportFile support;
    private final Supplier<List<String>> versions;

    /** @param versions of the program, its language and its store */
    public UpkeepPages(Upkeep upkeep, SupportFile support, Supplier<List<String>> versions) {
        this.upkeep = upkeep;
        this.support = support;
        this.versions = versions;
    }

    /** Một dòng của trang, its values in words. */
    public record Line(String name, String level, List<String> values) {}

    @Override
    public void routes(Routes at) {
        at.get("/device", this::show, Need.ADMIN, Need.BOARD, Need.PRINCIPAL, Need.INSPECTOR);
        at.post("/device/support", this::support, Need.ADMIN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.SETTINGS,
                50,
                "upkeep.menu",
                "server",
                "/device",
                Need.ADMIN,
                Need.BOARD,
                Need.PRINCIPAL,
                Need.INSPECTOR));
    }

    private void show(Context ctx) {
        var language = Web.language(ctx);
        var lines = upkeep.list().stream()
                .map(each -> new Line(
                        each.name(),
                        each.level().name(),
                        each.values().stream()
                                .map(value -> words(value, language))
                                .toList()))
                .toList();
        var helps = Web.visitor(ctx).holds(Need.ADMIN);
        ctx.render("upkeep/device.peb", Map.of("lines", lines, "versions", versions.get(), "helps", helps));
    }

    private void support(Context ctx) {
        var zip = support.make(Web.actor(ctx));
        ctx.header("Content-Disposition", "attachment; filename=\"so-truong-ho-tro.zip\"")
                .header("Cache-Control", "no-store")
                .contentType("application/zip")
                .result(zip);
    }

    private static String words(Object value, Language language) {
        return switch (value) {
            case Instant moment -> Formats.moment(moment);
            case Number number -> Formats.number(number, language);
            default -> value.toString();
        };
    }
}
