package vn.sotruong.school.accounts;

import java.time.Instant;

/** Mật khẩu đã băm của một tài khoản. */
record Credential(String account, String hash, boolean mustChange, Instant changedAt) {
    @Override
    public String toString() {
        return "Credential of " + account;
    }
}
