package vn.sotruong.school.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng tài khoản và mật khẩu. */
final class AccountTable {
    static final Entity ACCOUNT = Entity.of("account", Audience.SCHOOL_ONLY, "id");
    static final Entity CREDENTIAL = Entity.of("credential", Audience.SCHOOL_ONLY, "account");

    private AccountTable() {}

    static Optional<Account> find(Handle handle, String id) {
        return one(handle, "SELECT * FROM account WHERE id = ?", id);
    }

    static Optional<Account> findByUsername(Handle handle, String username) {
        return one(handle, "SELECT * FROM account WHERE username = ?", username);
    }

    static Optional<Account> findByStaff(Handle handle, String staff) {
        return one(handle, "SELECT * FROM account WHERE staff = ?", staff);
    }

    static Optional<Account> findOfInspector(Handle handle, String inspector) {
        return one(handle, "SELECT * FROM account WHERE inspector = ?", inspector);
    }

    static List<Account> list(Handle handle) {
        return handle.createQuery("SELECT * FROM account ORDER BY username")
                .map((row, context) -> account(row))
                .list();
    }

    static Map<String, Credential> mapCredentials(Handle handle) {
        var all = new HashMap<String, Credential>();
        handle.createQuery("SELECT * FROM credential")
                .map((row, context) -> credential(row))
                .forEach(each -> all.put(each.account(), each));
        return all;
    }

    /** Empty while the first code has not been printed. */
    static Optional<Credential> findCredential(Handle handle, String account) {
        return handle.createQuery("SELECT * FROM credential WHERE account = ?")
                .bind(0, account)
                .map((row, context) -> credential(row))
                .findOne();
    }

    static Credential getCredential(Handle handle, String account) {
        return handle.createQuery("SELECT * FROM credential WHERE account = ?")
                .bind(0, account)
                .map((row, context) -> credential(row))
                .one();
    }

    static void create(Tx tx, Account account) {
        tx.create(ACCOUNT, row(account));
    }

    static void put(Tx tx, Account account, String why) {
        tx.status(ACCOUNT, row(account), why);
    }

    static void create(Tx tx, Credential credential) {
        tx.create(CREDENTIAL, row(credential));
    }

    static void put(Tx tx, Credential credential, String why) {
        tx.amend(CREDENTIAL, row(credential), why);
    }

    private static Optional<Account> one(Handle handle, String sql, String key) {
        return handle.createQuery(sql)
                .bind(0, key)
                .map((row, context) -> account(row))
                .findOne();
    }

    private static Map<String, @Nullable Object> row(Account account) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", account.id());
        row.put("staff", account.inspector() ? null : account.staff());
        row.put("inspector", account.inspector() ? account.staff() : null);
        row.put("username", account.username());
        row.put("state", account.state().name());
        return row;
    }

    private static Map<String, @Nullable Object> row(Credential credential) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("account", credential.account());
        row.put("hash", credential.hash());
        row.put("must_change", credential.mustChange() ? 1L : 0L);
        row.put("changed_at", Moments.text(credential.changedAt()));
        return row;
    }

    private static Account account(ResultSet row) throws SQLException {
        var inspector = row.getString("inspector");
        return new Account(
                row.getString("id"),
                inspector == null ? row.getString("staff") : inspector,
                inspector != null,
                row.getString("username"),
                Account.State.valueOf(row.getString("state")));
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                row.getString("account"),
                row.getString("hash"),
                row.getInt("must_change") == 1,
                Instant.parse(row.getString("changed_at")));
    }
}
