package vn.sotruong.school.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.kernel.Capacity;
import vn.sotruong.ground.store.Audit;
import vn.sotruong.ground.store.Database;
import vn.sotruong.school.SampleSchool;
import vn.sotruong.school.SchoolSchema;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.VietnameseName;

/** Hội đồng để thử: five people with posts in a real store. */
final class Council implements AutoCloseable, Leaders {
    static final LocalDate TODAY = SampleSchool.TODAY;

    final Database db;
    final Proposals proposals;
    final Clock clock = SampleSchool.CLOCK;
    final Actor principal;
    final Actor vice;
    final Actor admin;
    final Actor clerk;
    final String teacher;
    private final Map<String, Set<Role>> roles = new HashMap<>();

    Council(Path folder) {
        var random = new SecureRandom();
        db = Database.create(
                folder.resolve("so.db"), DatabaseKey.random(random), clock, random, SchoolSchema.SCHEMA, "79760512");
        principal = person("Nguyễn Thị Hoa", Role.PRINCIPAL);
        vice = person("Vũ Mai Hương", Role.VICE_PRINCIPAL);
        admin = person("Phạm Quốc Toàn", Role.ADMIN);
        clerk = person("Ngô Bích Vân", Role.CLERK);
        teacher = staff(person("Trần Thị Lan"));
        proposals = new Proposals(db, this, clock);
    }

    /** Somebody who works here; the account is named after the staff id. */
    Actor person(String name, Role... held) {
        var staff = db.write(Actor.house("test"), tx -> People.engage(tx, VietnameseName.split(name), null));
        roles.put(staff.id(), held.length == 0 ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(List.of(held)));
        var administers = List.of(held).contains(Role.ADMIN);
        return new Actor("tk-" + staff.id(), "s-" + staff.id(), administers ? Capacity.ADMINISTRATION : Capacity.USE);
    }

    String staff(Actor actor) {
        return actor.account().substring(3);
    }

    void give(Actor actor, Role role) {
        roles.computeIfAbsent(staff(actor), key -> EnumSet.noneOf(Role.class)).add(role);
    }

    void take(Actor actor, Role role) {
        roles.computeIfAbsent(staff(actor), key -> EnumSet.noneOf(Role.class)).remove(role);
    }

    @Override
    public Set<Role> roles(Handle handle, String staff, LocalDate on) {
        return roles.getOrDefault(staff, Set.of());
    }

    @Override
    public Optional<String> staff(Handle handle, String account) {
        return account.startsWith("tk-") ? Optional.of(account.substring(3)) : Optional.empty();
    }

    static Delegation delegation(String id, Council council, String proposal) {
        return new Delegation(
                id,
                "1",
                council.staff(council.principal),
                council.staff(council.vice),
                Set.of(Proposal.Kind.STATUS),
                TODAY,
                TODAY,
                proposal,
                null,
                null);
    }

    /** Closes the store, after the audit has found it sound. */
    @Override
    public void close() {
        var report = Audit.verify(db, SchoolSchema.SCHEMA, List.of());
        db.close();
        assertThat(report.findings()).isEmpty();
    }
}
