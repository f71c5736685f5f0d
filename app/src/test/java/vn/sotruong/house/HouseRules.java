package vn.sotruong.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Nội quy của nhà: what may lean on what, one rule each, all of them about compiled classes. */
final class HouseRules {
    private static final String OURS = "vn.sotruong..";
    private static final String[] SQL = {
        "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "com.zaxxer.hikari.."
    };
    private static final String[] HTTP = {"io.javalin..", "jakarta.servlet..", "org.eclipse.jetty.."};
    private static final Set<String> ASKING_THE_MACHINE = Set.of(
            "java.time.Clock.systemUTC()",
            "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.system(java.time.ZoneId)",
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.time.OffsetDateTime.now()",
            "java.lang.System.currentTimeMillis()",
            "java.util.Date.<init>()",
            "java.lang.Math.random()",
            "java.util.UUID.randomUUID()",
            "java.util.Random.<init>()",
            "java.util.concurrent.ThreadLocalRandom.current()",
            "java.security.SecureRandom.<init>()",
            "java.security.SecureRandom.getInstanceStrong()");

    private static final Set<String> PASSWORD_HASHES =
            Set.of("vn.sotruong.school.accounts.PasswordHash", "vn.sotruong.office.officers.PasswordHash");

    private HouseRules() {}

    static ArchRule roomsTouchOnlyAsDrawn(Rooms rooms) {
        return classes().that().resideInAPackage(OURS).should(new ArchCondition<>("touch other rooms only as drawn") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                var here = rooms.roomOf(from.getPackageName());
                if (here.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(
                            from, from.getName() + " lives in a package that docs/rooms.puml does not draw"));
                    return;
                }
                from.getDirectDependenciesFromSelf().stream()
                        .filter(d -> d.getTargetClass().getPackageName().startsWith("vn.sotruong"))
                        .filter(d -> rooms.roomOf(d.getTargetClass().getPackageName())
                                .filter(there -> rooms.allows(here.get(), there))
                                .isEmpty())
                        .forEach(d -> events.add(SimpleConditionEvent.violated(
                                from, "no arrow for [" + here.get() + "]: " + d.getDescription())));
            }
        });
    }

    static ArchRule theGroundFloorStandsOnTheKernel() {
        return noClasses()
                .that()
                .resideInAPackage("vn.sotruong.ground..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "vn.sotruong.school..",
                        "vn.sotruong.office..",
                        "vn.sotruong.sync.courier..",
                        "vn.sotruong.demo.."));
    }

    static ArchRule theKernelStandsOnJavaAlone() {
        return classes()
                .that()
                .resideInAPackage("vn.sotruong.ground.kernel..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "vn.sotruong.ground.kernel.."));
    }

    static ArchRule noCycles() {
        return slices().matching("vn.sotruong.(**)").should().beFreeOfCycles();
    }

    /** A handle may be passed on to a table; whoever calls it, or knows any other class of the kind, speaks SQL. */
    static ArchRule onlyTablesSpeakSql() {
        var sql = resideInAnyPackage(SQL);
        return noClasses()
                .that(not(namedLike("Table")))
                .and(not(resideInAnyPackage(
                        "vn.sotruong.ground.store",
                        "vn.sotruong.backup.sqlite",
                        "vn.sotruong.backup.snapshot",
                        "vn.sotruong.backup.set",
                        "vn.sotruong.backup.restore")))
                .and(resideInAPackage(OURS))
                .should()
                .dependOnClassesThat(sql.and(not(type(Handle.class))))
                .orShould()
                .callMethodWhere(target(owner(sql)));
    }

    static ArchRule onlyPagesSpeakHttp() {
        return noClasses()
                .that(not(namedLike("Pages")))
                .and(not(resideInAPackage("vn.sotruong.ground.web")))
                .and(resideInAPackage(OURS))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HTTP));
    }

    static ArchRule onlyMainAsksTheTime() {
        return noClasses()
                .that(not(namedLike("Main")))
                .and(resideInAPackage(OURS))
                .should()
                .accessTargetWhere(
                        new DescribedPredicate<JavaAccess<?>>("it asks the machine for the time or for chance") {
                            @Override
                            public boolean test(JavaAccess<?> access) {
                                return ASKING_THE_MACHINE.contains(
                                        access.getTarget().getFullName());
                            }
                        });
    }

    static ArchRule onlyTheSealKnowsBouncyCastle() {
        return noClasses()
                .that(not(resideInAPackage("vn.sotruong.backup.seal")))
                .and(not(DescribedPredicate.describe(
                        "is PasswordHash",
                        (JavaClass c) -> PASSWORD_HASHES.contains(outermost(c).getName()))))
                .and(resideInAPackage(OURS))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));
    }

    static ArchRule schoolAndOfficeNeverMeet() {
        return noClasses()
                .that()
                .resideInAPackage("vn.sotruong.school..")
                .should()
                .dependOnClassesThat(resideInAPackage("vn.sotruong.office.."));
    }

    static ArchRule officeAndSchoolNeverMeet() {
        return noClasses()
                .that()
                .resideInAPackage("vn.sotruong.office..")
                .should()
                .dependOnClassesThat(resideInAPackage("vn.sotruong.school.."));
    }

    static ArchRule theCourierNeverTouchesADatabase() {
        return noClasses()
                .that()
                .resideInAPackage("vn.sotruong.sync..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "vn.sotruong.ground.store..",
                        "vn.sotruong.backup.sqlite..",
                        "java.sql..",
                        "org.sqlite..",
                        "org.jdbi.."));
    }

    /** A plain image of the database exists only on its way into or out of a seal, or in memory under audit. */
    static ArchRule onlyTheCellarAndTheAuditOpenPlainImages() {
        return noClasses()
                .that(not(resideInAnyPackage(
                        "vn.sotruong.backup.sqlite",
                        "vn.sotruong.backup.snapshot",
                        "vn.sotruong.backup.restore",
                        "vn.sotruong.ground.store")))
                .and(resideInAPackage(OURS))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it opens a plain image",
                        call -> call.getTarget()
                                .getFullName()
                                .startsWith("vn.sotruong.backup.sqlite.Sqlite.openPlain(")));
    }

    /** A class counts by the file it stands in: what is nested in a {@code MarkTable} is part of that table. */
    private static DescribedPredicate<JavaClass> namedLike(String ending) {
        return DescribedPredicate.describe(
                "are named …" + ending, c -> outermost(c).getSimpleName().endsWith(ending));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(HouseRules::outermost).orElse(inner);
    }
}
