package vn.sotruong.school.roll;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng đánh số và xác nhận danh sách lớp. */
final class ClassListTable {
    static final Entity ROLL_READY = Entity.of("roll_ready", Audience.SCHOOL_ONLY, "school_year");
    static final Entity CLASS_LIST = Entity.of("class_list", Audience.SCHOOL_ONLY, "homeroom");

    private ClassListTable() {}

    static boolean isReady(Handle handle, String schoolYear) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM roll_ready WHERE school_year = :year)")
                .bind("year", schoolYear)
                .mapTo(Boolean.class)
                .one();
    }

    static Optional<ClassList> find(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM class_list WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> new ClassList(
                        row.getString("homeroom"),
                        row.getString("numbered_by"),
                        row.getString("numbered_at"),
                        row.getString("signed_by"),
                        row.getString("signed_at")))
                .findOne();
    }

    static Map<String, @Nullable Object> row(ClassList list) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", list.homeroom());
        row.put("numbered_by", list.numberedBy());
        row.put("numbered_at", list.numberedAt());
        row.put("signed_by", list.signedBy());
        row.put("signed_at", list.signedAt());
        return row;
    }
}
