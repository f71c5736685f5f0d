package vn.sotruong.school.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;

/** Bảng chức vụ. */
final class PostTable {
    static final Entity POST = Entity.of("post", Audience.RECEIVER, "id");

    private PostTable() {}

    static Optional<Post> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM post WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> post(row))
                .findOne();
    }

    static List<Post> list(Handle handle) {
        return handle.createQuery("SELECT * FROM post ORDER BY from_date DESC, kind, id")
                .map((row, context) -> post(row))
                .list();
    }

    static List<Post> listInForce(Handle handle, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM post
                         WHERE from_date <= :on AND (until_date IS NULL OR until_date > :on)
                         ORDER BY kind, from_date, id""")
                .bind("on", on.toString())
                .map((row, context) -> post(row))
                .list();
    }

    static List<Post> listInForce(Handle handle, String staff, LocalDate on) {
        return handle.createQuery("""
                        SELECT * FROM post
                         WHERE staff = :staff AND from_date <= :on AND (until_date IS NULL OR until_date > :on)""")
                .bind("staff", staff)
                .bind("on", on.toString())
                .map((row, context) -> post(row))
                .list();
    }

    /** The posts that an actor holds and exercises in the capacity they act in. */
    static Set<Post.Kind> exercised(Handle handle, Actor actor, LocalDate on) {
        var held = EnumSet.noneOf(Post.Kind.class);
        AccountTable.find(handle, actor.account())
                .ifPresent(account -> listInForce(handle, account.staff(), on).stream()
                        .map(Post::kind)
                        .filter(kind -> kind.capacity() == actor.capacity())
                        .forEach(held::add));
        return held;
    }

    static void create(Tx tx, Post post) {
        tx.create(POST, row(post));
    }

    static void put(Tx tx, Post post, String why) {
        tx.status(POST, row(post), why);
    }

    private static Map<String, @Nullable Object> row(Post post) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", post.id());
        row.put("staff", post.staff());
        row.put("kind", post.kind().name());
        row.put("decision", post.decision());
        row.put("from_date", post.from().toString());
        row.put("until_date", post.until() == null ? null : post.until().toString());
        return row;
    }

    private static Post post(ResultSet row) throws SQLException {
        var until = row.getString("until_date");
        return new Post(
                row.getString("id"),
                row.getString("staff"),
                Post.Kind.valueOf(row.getString("kind")),
                row.getString("decision"),
                LocalDate.parse(row.getString("from_date")),
                until == null ? null : LocalDate.parse(until));
    }
}
