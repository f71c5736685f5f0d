package vn.sotruong.school.demo;

/**
 * Tài khoản trình diễn: a way in for whoever tries the school out.
 *
 * @param person full name
 * @param role what they are, in words for the printed list
 * @param account id of the account
 * @param password as it was made; for the newcomer it is the one-time code, changed at the first sign-in
 */
public record DemoAccount(
        String person,
        String role,
        String staff,
        String account,
        String username,
        String password,
        boolean mustChange) {
    /** The line of the printed list. */
    public String line() {
        return "%-24s %-28s %-20s %s%s"
                .formatted(username, password, person, role, mustChange ? " (phải đổi mật khẩu khi đăng nhập)" : "");
    }

    @Override
    public String toString() {
        return "DemoAccount " + username;
    }
}
