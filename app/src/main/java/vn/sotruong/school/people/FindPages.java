package vn.sotruong.school.people;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.MenuEntry;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Pages;
import vn.sotruong.ground.web.Routes;
import vn.sotruong.ground.web.Web;
import vn.sotruong.school.people.Classrooms.Classroom;
import vn.sotruong.school.people.PupilList.Filter;

/** Trang tìm nhanh: pupils, classes and staff by name, as far as the visitor may see them. */
public final class FindPages implements Pages {
    private static final int MOST_STAFF = 20;

    private final Database db;
    private final PupilList list;
    private final Classrooms rooms;

    public FindPages(Database db, PupilList list, Classrooms rooms) {
        this.db = db;
        this.list = list;
        this.rooms = rooms;
    }

    /** Một người làm việc ở trường: with a link where the record may be read. */
    public record Person(Staff staff, String title, boolean open) {}

    /** Điều tìm thấy. */
    public record Hits(PupilList.Found pupils, List<Classroom> rooms, List<Person> staff) {
        boolean none() {
            return pupils.count() == 0 && rooms.isEmpty() && staff.isEmpty();
        }
    }

    @Override
    public void routes(Routes at) {
        at.get("/find", this::find, Need.SIGNED_IN);
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(MenuEntry.of(MenuEntry.Group.MINE, 5, "people.finder.menu", "search", "/find", Need.SIGNED_IN));
    }

    private void find(Context ctx) {
        var typed = Web.text(ctx, "q");
        var viewer = Viewer.of(Web.visitor(ctx));
        if (typed.isEmpty()) {
            ctx.render("people/find.peb", Map.of("typed", "", "asked", false));
            return;
        }
        var short80 = typed.substring(0, Math.min(80, typed.length()));
        var hits = db.read(handle -> hits(handle, viewer, short80));
        ctx.render("people/find.peb", Map.of("typed", short80, "asked", true, "hits", hits, "nothing", hits.none()));
    }

    private Hits hits(Handle handle, Viewer viewer, String typed) {
        var pupils = list.find(handle, viewer, Filter.of(typed));
        var key = VietnameseName.fold(typed).replaceFirst("^lop ", "").replace(" ", "");
        var classes = key.isEmpty()
                ? List.<Classroom>of()
                : rooms.list(handle).stream()
                        .filter(each -> VietnameseName.fold(each.name())
                                .replace(" ", "")
                                .startsWith(key))
                        .toList();
        var staff = typed.chars().anyMatch(Character::isDigit)
                ? List.<Person>of()
                : StaffRecords.list(handle, typed, "").stream()
                        .limit(MOST_STAFF)
                        .map(row -> new Person(
                                row.staff(),
                                row.title(),
                                RecordPolicy.seesStaff(viewer, row.staff().id())))
                        .toList();
        return new Hits(pupils, classes, staff);
    }
}
