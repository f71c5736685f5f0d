package vn.sotruong.school.governance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng phiếu tài khoản. */
final class SlipTable {
    static final Entity ACCOUNT_SLIP = Entity.of("account_slip", Audience.SCHOOL_ONLY, "account");

    private SlipTable() {}

    /** Một phiếu chưa in. */
    record Unprinted(String account, String proposal) {}

    static List<Unprinted> listUnprinted(Handle handle) {
        return handle.createQuery(
                        "SELECT account, proposal FROM account_slip WHERE printed_at IS NULL ORDER BY account")
                .map((row, context) -> new Unprinted(row.getString("account"), row.getString("proposal")))
                .list();
    }

    static void create(Tx tx, String account, String proposal) {
        tx.create(ACCOUNT_SLIP, row(account, proposal, null, null));
    }

    static void printed(Tx tx, Unprinted slip) {
        tx.status(
                ACCOUNT_SLIP,
                row(slip.account(), slip.proposal(), tx.actor().account(), Moments.text(tx.now())),
                "printed");
    }

    private static Map<String, @Nullable Object> row(
            String account, String proposal, @Nullable String by, @Nullable String at) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("account", account);
        row.put("proposal", proposal);
        row.put("printed_by", by);
        row.put("printed_at", at);
        return row;
    }
}
