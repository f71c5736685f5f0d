package vn.sotruong.school;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.FirstCodes;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.governance.AccountOffice;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Nơi cấp tài khoản: opens accounts and posts that were approved, and makes their first codes. */
final class CodeOffice implements AccountOffice {
    private final PasswordHash hashes;
    private final FirstCodes codes;

    CodeOffice(PasswordHash hashes, SecureRandom random) {
        this.hashes = hashes;
        codes = new FirstCodes(hashes, random);
    }

    @Override
    public Optional<? extends Enum<?>> refusal(Handle handle, String staff) {
        return FirstCodes.refusal(handle, staff);
    }

    @Override
    public String open(Tx tx, String staff) {
        var school = SchoolYears.getSchool(tx.handle());
        var district = school.district();
        var person = People.getStaff(tx.handle(), staff);
        var account = district != null && administersOnly(tx.handle(), staff, tx.now())
                ? codes.openAdministrator(tx, person, district, school.abbr())
                : codes.open(tx, person, school.abbr());
        return account.id();
    }

    @Override
    public List<Code> makeCodes(int number) {
        return Stream.generate(codes::make)
                .limit(number)
                .map(code -> new Code(code, hashes.hash(code)))
                .toList();
    }

    @Override
    public Optional<Slip> hand(Tx tx, String account, Code code) {
        return codes.hand(tx, account, code.hash())
                .map(each -> new Slip(
                        People.getStaff(tx.handle(), each.staff()).name().full(), each.username(), code.text()));
    }

    static void confer(
            Tx tx, String staff, Proposal.Role post, String decision, LocalDate from, @Nullable LocalDate until) {
        Accounts.create(tx, staff, Post.Kind.valueOf(post.name()), decision, from, until);
    }

    /** Whether somebody holds the administrator's post, perhaps with a seat on the board, and nothing else. */
    private static boolean administersOnly(Handle handle, String staff, Instant now) {
        var on = LocalDate.ofInstant(now, Formats.ZONE);
        var posts = Accounts.postsInForce(handle, on).stream()
                .filter(each -> each.staff().equals(staff))
                .map(Post::kind)
                .collect(Collectors.toSet());
        posts.remove(Post.Kind.BOARD);
        return posts.equals(Set.of(Post.Kind.ADMIN))
                && Roll.entitlements(handle, staff, on).isEmpty();
    }
}
