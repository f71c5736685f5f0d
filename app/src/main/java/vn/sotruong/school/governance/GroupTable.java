package vn.sotruong.school.governance;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng nhóm tự lập và người trong nhóm. */
final class GroupTable {
    static final Entity STAFF_GROUP = Entity.of("staff_group", Audience.SCHOOL_ONLY, "id");
    static final Entity STAFF_GROUP_MEMBER = Entity.of("staff_group_member", Audience.SCHOOL_ONLY, "id");

    private GroupTable() {}

    /** Một nhóm. */
    record Group(String id, String name) {}

    /** Một người trong nhóm, từ ngày nào. */
    record Membership(String id, String group, String staff, LocalDate from, String proposal) {}

    static List<Group> list(Handle handle) {
        return handle.createQuery("SELECT id, name FROM staff_group ORDER BY name")
                .map((row, context) -> new Group(row.getString("id"), row.getString("name")))
                .list();
    }

    static Optional<Group> find(Handle handle, String id) {
        return list(handle).stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Who is in it on a day. */
    static List<Membership> listMembers(Handle handle, String group, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM staff_group_member
                         WHERE staff_group = :group AND from_date <= :on AND (until_date IS NULL OR until_date > :on)
                         ORDER BY from_date, id""")
                .bind("group", group)
                .bind("on", on.toString())
                .map((row, context) -> new Membership(
                        row.getString("id"),
                        row.getString("staff_group"),
                        row.getString("staff"),
                        LocalDate.parse(row.getString("from_date")),
                        row.getString("proposal")))
                .list();
    }

    static boolean holds(Handle handle, String group, String staff, LocalDate on) {
        return listMembers(handle, group, on).stream()
                .anyMatch(each -> each.staff().equals(staff));
    }

    static void create(Tx tx, Group group) {
        tx.create(STAFF_GROUP, group(group));
    }

    static void rename(Tx tx, Group group) {
        tx.amend(STAFF_GROUP, group(group), null);
    }

    static void join(Tx tx, Membership membership) {
        tx.create(STAFF_GROUP_MEMBER, member(membership, null));
    }

    static void leave(Tx tx, Membership membership, LocalDate on, String why) {
        tx.status(STAFF_GROUP_MEMBER, member(membership, on), why);
    }

    private static Map<String, @Nullable Object> group(Group group) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", group.id());
        row.put("name", group.name());
        return row;
    }

    private static Map<String, @Nullable Object> member(Membership membership, @Nullable LocalDate until) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", membership.id());
        row.put("staff_group", membership.group());
        row.put("staff", membership.staff());
        row.put("from_date", membership.from().toString());
        row.put("until_date", until == null ? null : until.toString());
        row.put("proposal", membership.proposal());
        return row;
    }
}
