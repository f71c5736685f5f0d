package vn.sotruong.school.founding;

import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;

/** Bảng giấy chờ nhận: kept in no journal, and wiped when it has been handed over. */
final class PaperTable {
    private PaperTable() {}

    static void put(Tx tx, Paper paper) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO founding_paper (n, kind, holder, title, secret)
                        VALUES (:n, :kind, :holder, :title, :secret)""")
                .bind("n", paper.n())
                .bind("kind", paper.kind().name())
                .bind("holder", paper.holder())
                .bind("title", paper.title())
                .bind("secret", paper.secret())
                .execute();
    }

    static List<Paper> list(Handle handle) {
        return handle.createQuery("SELECT n, kind, holder, title, secret FROM founding_paper ORDER BY n")
                .map((row, context) -> new Paper(
                        row.getInt("n"),
                        Paper.Kind.valueOf(row.getString("kind")),
                        row.getString("holder"),
                        row.getString("title"),
                        row.getString("secret")))
                .list();
    }

    /** Overwrites the row's bytes before they are given free. */
    static void wipe(Tx tx, int n) {
        tx.handle()
                .createQuery("PRAGMA secure_delete = ON")
                .mapTo(Integer.class)
                .list();
        tx.handle()
                .createUpdate("DELETE FROM founding_paper WHERE n = :n")
                .bind("n", n)
                .execute();
    }
}
