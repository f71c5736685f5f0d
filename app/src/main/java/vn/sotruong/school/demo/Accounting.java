package vn.sotruong.school.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.PasswordHash;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.board.BoardDecision.Seat;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.people.Staff;

/** Cấp tài khoản: posts and accounts for everybody who works at Hoa Mai, each with a password of its own. */
final class Accounting {
    private static final String DECISION = "Quyết định 12/QĐ-THCSHM ngày 20/8/2026";
    private static final List<String> TASKS = List.of(
            "Thi hành khoá, mở khoá sổ điểm; chứng kiến việc sửa điểm",
            "Quản lý máy chủ, tài khoản; theo dõi đồng bộ và nhật ký",
            "Sao lưu hằng ngày, ghi đĩa, cất giữ thẻ khoá và sổ in");
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;

    private final HoaMai school;
    private final PasswordHash hashes;
    private final RandomGenerator random;

    Accounting(HoaMai school, PasswordHash hashes, RandomGenerator random) {
        this.school = school;
        this.hashes = hashes;
        this.random = random;
    }

    List<DemoAccount> open(Database db) {
        var passwords = new HashMap<String, String>();
        for (var role : Cast.STAFF) {
            passwords.put(role.name(), password(random));
        }
        var hashed = hash(passwords);
        return db.write(HoaMai.BUILDER, tx -> {
            posts(tx);
            var opened = new ArrayList<DemoAccount>();
            for (var role : Cast.STAFF) {
                var person = school.person(role.name());
                var fresh = role.name().equals(Cast.NEWCOMER);
                var hash = Objects.requireNonNull(hashed.get(role.name()));
                var account = Accounts.create(tx, person, HoaMai.SCHOOL.abbr(), hash, fresh);
                opened.add(new DemoAccount(
                        role.name(),
                        Cast.inWords(role),
                        person.id(),
                        account.id(),
                        account.username(),
                        Objects.requireNonNull(passwords.get(role.name())),
                        fresh));
            }
            return List.copyOf(opened);
        });
    }

    private void posts(Tx tx) {
        post(tx, school.principal(), Post.Kind.PRINCIPAL);
        post(tx, school.vicePrincipal(), Post.Kind.VICE_PRINCIPAL);
        post(tx, school.clerk(), Post.Kind.CLERK);
        post(tx, school.admin(), Post.Kind.ADMIN);
        Decisions.establish(
                tx,
                "12/QĐ-THCSHM",
                HoaMai.YEAR.starts(),
                HoaMai.YEAR.starts(),
                school.principal().id(),
                null,
                null,
                IntStream.range(0, TASKS.size())
                        .mapToObj(i -> new Seat(school.board().get(i).id(), TASKS.get(i)))
                        .toList());
    }

    private static void post(Tx tx, Staff person, Post.Kind kind) {
        Accounts.create(tx, person.id(), kind, DECISION, HoaMai.YEAR.starts(), null);
    }

    /** Argon2 is slow on purpose; the hashes are made side by side, before the transaction. */
    private Map<String, String> hash(Map<String, String> passwords) {
        var waiting = new HashMap<String, Future<String>>();
        var hashed = new HashMap<String, String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            passwords.forEach((person, password) -> {
                Callable<String> work = () -> hashes.hash(password);
                waiting.put(person, threads.submit(work));
            });
            for (var each : waiting.entrySet()) {
                hashed.put(each.getKey(), each.getValue().get());
            }
            return hashed;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot hash a password", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing", e);
        }
    }

    static String password(RandomGenerator random) {
        var password = new StringBuilder();
        for (var i = 0; i < LENGTH; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
