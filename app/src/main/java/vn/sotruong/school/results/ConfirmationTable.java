package vn.sotruong.school.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng {@code result_confirmation}. */
final class ConfirmationTable {
    static final Entity RESULT_CONFIRMATION =
            Entity.of("result_confirmation", Audience.RECEIVER, "homeroom", "period", "step", "subject");

    private ConfirmationTable() {}

    /** Those of a class, void ones with them. */
    static List<Confirmation> list(Handle handle, String homeroom) {
        return handle.createQuery("SELECT * FROM result_confirmation WHERE homeroom = :homeroom")
                .bind("homeroom", homeroom)
                .map((row, context) -> new Confirmation(
                        row.getInt("period"),
                        Confirmation.Step.valueOf(row.getString("step")),
                        row.getString("subject"),
                        row.getString("confirmed_by"),
                        row.getString("confirmed_at"),
                        row.getString("voided_at"),
                        row.getString("voided_pupil"),
                        row.getString("voided_subject")))
                .list();
    }

    /** Those of every class of a school year, by class. */
    static Map<String, List<Confirmation>> map(Handle handle, List<String> homerooms) {
        var all = new HashMap<String, List<Confirmation>>();
        homerooms.forEach(homeroom -> all.put(homeroom, new ArrayList<>(list(handle, homeroom))));
        return all;
    }

    static void put(Tx tx, String homeroom, Confirmation confirmation, boolean known) {
        if (known) {
            tx.amend(RESULT_CONFIRMATION, row(homeroom, confirmation), null);
        } else {
            tx.create(RESULT_CONFIRMATION, row(homeroom, confirmation));
        }
    }

    static void voidIt(Tx tx, String homeroom, Confirmation held, String pupil, String subject) {
        var none = new Confirmation(
                held.period(),
                held.step(),
                held.subject(),
                held.by(),
                held.at(),
                Moments.text(tx.now()),
                pupil,
                subject);
        tx.status(RESULT_CONFIRMATION, row(homeroom, none), null);
    }

    private static Map<String, @Nullable Object> row(String homeroom, Confirmation confirmation) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("homeroom", homeroom);
        row.put("period", (long) confirmation.period());
        row.put("step", confirmation.step().name());
        row.put("subject", confirmation.subject());
        row.put("confirmed_by", confirmation.by());
        row.put("confirmed_at", confirmation.at());
        row.put("voided_at", confirmation.voidedAt());
        row.put("voided_pupil", confirmation.voidedPupil());
        row.put("voided_subject", confirmation.voidedSubject());
        return row;
    }
}
