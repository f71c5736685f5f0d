package vn.sotruong.school.people;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;

/** Bảng mã thay thế. */
final class SuccessionTable {
    static final Entity CODE_SUCCESSION = Entity.of("code_succession", Audience.RECEIVER, "id");

    private SuccessionTable() {}

    /** The change that ended the code for somebody else, or this person's own earlier one. */
    static Optional<String> findRelease(Handle handle, String person, String code) {
        return handle.createQuery("""
                        SELECT change FROM code_succession
                         WHERE replaces = :code OR (subject = :person AND code IS NULL)
                         ORDER BY seq DESC LIMIT 1""")
                .bind("code", code)
                .bind("person", person)
                .mapTo(String.class)
                .findOne();
    }
}
