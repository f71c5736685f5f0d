package vn.sotruong.school;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.people.People;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.Curriculum;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.windows.Windows;

/** Một trường rỗng để thử: a real encrypted store with a school, its year, its subjects and four classes, nobody in. */
public final class SampleSchool {
    public static final Actor CLERK = new Actor("vanthu", "s1");
    public static final LocalDate TODAY = LocalDate.parse("2026-09-05");
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-05T01:00:00Z"), ZoneOffset.UTC);

    public static final List<Entity> PEOPLE_ENTITIES = Stream.of(
                    List.of(
                            SchoolYears.SCHOOL,
                            SchoolYears.SCHOOL_YEAR,
                            SchoolYears.SUBJECT,
                            SchoolYears.CAMPUS,
                            vn.sotruong.school.schoolyear.RulesetChoices.RULESET_CHOICE),
                    People.ENTITIES,
                    Identifiers.ENTITIES,
                    Roll.ENTITIES,
                    Windows.ENTITIES)
            .flatMap(List::stream)
            .toList();

    public static final Schema SCHEMA = new Schema(
            List.of("vn/sotruong/ground/store/migrations", "vn/sotruong/school/migrations"),
            Stream.concat(PEOPLE_ENTITIES.stream(), Accounts.ENTITIES.stream()).toList());

    private SampleSchool() {}

    public static Database create(Path folder) {
        var random = new SecureRandom();
        var db =
                Database.create(folder.resolve("so.db"), DatabaseKey.random(random), CLOCK, random, SCHEMA, "79760512");
        db.write(CLERK, tx -> {
            SchoolYears.found(tx, new School("79760512", "Trường THCS Hoa Mai", "THCS", "thcshm", null));
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2026-2027",
                            LocalDate.parse("2026-09-05"),
                            LocalDate.parse("2027-05-31"),
                            SchoolYear.State.OPEN));
            Curriculum.LOWER_SECONDARY.forEach(subject -> SchoolYears.add(tx, subject));
            return null;
        });
        return db;
    }

    /** Opens the classes of these names. */
    public static List<Homeroom> openClasses(Database db, String... names) {
        return db.write(CLERK, tx -> {
            var opened = new ArrayList<Homeroom>();
            for (var name : names) {
                opened.add(Roll.open(tx, "2026-2027", name.charAt(0) - '0', name));
            }
            return List.copyOf(opened);
        });
    }
}
