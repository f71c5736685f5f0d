package vn.sotruong.school.roll;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.NameQuery;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Trang học sinh: everybody's list, by class or by name, typed with or without diacritics. */
public final class RollPages implements Pages {
    private static final int MOST_SHOWN = 200;

    private final Database db;

    public RollPages(Database db) {
        this.db = db;
    }

    /**
     * Một dòng của trang.
     *
     * @param number số thứ tự; null for somebody without a class
     */
    public record Row(@Nullable Integer number, String homeroom, Pupil pupil) {}

    @Override
    public void routes(Routes at) {
        at.get("/pupils", this::list, Need.CLERK, Need.ADMIN, Need.PRINCIPAL);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(
                MenuEntry.Group.WORK, 40, "roll.menu", "users", "/pupils", Need.CLERK, Need.ADMIN, Need.PRINCIPAL));
    }

    private void list(Context ctx) {
        var typed = Web.text(ctx, "q");
        var chosen = Web.text(ctx, "class");
        var visitor = Web.visitor(ctx);
        ctx.render("roll/pupils.peb", db.read(handle -> {
            var model = new HashMap<String, Object>(model(handle, typed, chosen));
            model.put("mayImport", visitor.holds(Need.CLERK) || visitor.holds(Need.ADMIN));
            return model;
        }));
    }

    private static Map<String, Object> model(Handle handle, String typed, String chosen) {
        var homerooms = SchoolYears.findOpenYear(handle)
                .map(year -> Roll.listHomerooms(handle, year.id()))
                .orElse(List.of());
        var rows = rows(handle, homerooms);
        var found = typed.isEmpty() ? rows : find(rows, typed);
        var shown = chosen.isEmpty()
                ? found
                : found.stream().filter(row -> row.homeroom().equals(chosen)).toList();
        return Map.of(
                "homerooms", homerooms,
                "typed", typed,
                "chosen", chosen,
                "everybody", rows.size(),
                "count", shown.size(),
                "rows", shown.subList(0, Math.min(MOST_SHOWN, shown.size())),
                "most", MOST_SHOWN);
    }

    /** Everybody: by class and number, and those without a class at the end. */
    private static List<Row> rows(Handle handle, List<Homeroom> homerooms) {
        var names = new HashMap<String, String>();
        var order = new HashMap<String, Integer>();
        for (var homeroom : homerooms) {
            order.put(homeroom.name(), order.size());
            names.put(homeroom.id(), homeroom.name());
        }
        var places = Roll.mapPlaces(handle);
        var rows = new ArrayList<Row>();
        for (var pupil : People.listPupils(handle)) {
            var place = places.get(pupil.id());
            var name = place == null ? null : names.get(place.homeroom());
            rows.add(name == null || place == null ? new Row(null, "", pupil) : new Row(place.number(), name, pupil));
        }
        rows.sort(Comparator.comparingInt((Row row) -> order.getOrDefault(row.homeroom(), order.size()))
                .thenComparing(Row::number, Comparator.nullsLast(Comparator.naturalOrder())));
        return rows;
    }

    private static List<Row> find(List<Row> rows, String typed) {
        if (typed.chars().anyMatch(Character::isDigit)) {
            return rows.stream()
                    .filter(row -> begins(row.pupil().code(), typed)
                            || begins(row.pupil().citizenNumber(), typed))
                    .toList();
        }
        return NameQuery.of(typed).pick(rows, row -> row.pupil().name());
    }

    private static boolean begins(@Nullable String code, String typed) {
        return code != null && code.startsWith(typed);
    }
}
