package vn.sotruong.school.people;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng chữ ký dưới danh sách lớp. */
final class ReviewTable {
    static final Entity RECORD_REVIEW = Entity.of("record_review", Audience.RECEIVER, "homeroom");

    private ReviewTable() {}

    static Map<String, Review.Signature> map(Handle handle) {
        var signatures = new HashMap<String, Review.Signature>();
        handle.createQuery("SELECT * FROM record_review")
                .map((row, context) -> signatures.put(
                        row.getString("homeroom"),
                        new Review.Signature(
                                row.getString("staff"),
                                Instant.parse(row.getString("at")),
                                row.getInt("pupils"),
                                row.getInt("incomplete"))))
                .list();
        return signatures;
    }
}
