package vn.sotruong.school.people;

import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng các cặp hồ sơ đã xem. */
final class PairTable {
    static final Entity PUPIL_PAIR = Entity.of("pupil_pair", Audience.SCHOOL_ONLY, "one", "two");

    private PairTable() {}

    static List<List<String>> list(Handle handle) {
        return handle.createQuery("SELECT one, two FROM pupil_pair")
                .map((row, context) -> List.of(row.getString(1), row.getString(2)))
                .list();
    }
}
