package vn.sotruong.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private static final Rooms PICTURE = Rooms.read(Path.of("../docs/rooms.puml"));
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vn.sotruong");

    @Test
    void rooms_touch_only_as_drawn() {
        HouseRules.roomsTouchOnlyAsDrawn(PICTURE).check(HOUSE);
    }

    @Test
    void the_ground_floor_stands_on_the_kernel() {
        HouseRules.theGroundFloorStandsOnTheKernel().check(HOUSE);
        HouseRules.theKernelStandsOnJavaAlone().check(HOUSE);
    }

    @Test
    void no_cycles() {
        HouseRules.noCycles().check(HOUSE);
    }

    @Test
    void only_tables_speak_sql() {
        HouseRules.onlyTablesSpeakSql().check(HOUSE);
    }

    @Test
    void only_pages_speak_http() {
        HouseRules.onlyPagesSpeakHttp().check(HOUSE);
    }

    @Test
    void only_main_asks_the_time() {
        HouseRules.onlyMainAsksTheTime().check(HOUSE);
    }

    @Test
    void only_the_seal_knows_bouncy_castle() {
        HouseRules.onlyTheSealKnowsBouncyCastle().check(HOUSE);
    }

    @Test
    void school_and_office_never_meet() {
        HouseRules.schoolAndOfficeNeverMeet().allowEmptyShould(true).check(HOUSE);
        HouseRules.officeAndSchoolNeverMeet().allowEmptyShould(true).check(HOUSE);
    }

    @Test
    void the_courier_never_touches_a_database() {
        HouseRules.theCourierNeverTouchesADatabase().check(HOUSE);
    }

    @Test
    void only_the_cellar_and_the_audit_open_plain_images() {
        HouseRules.onlyTheCellarAndTheAuditOpenPlainImages().check(HOUSE);
    }

    /** Each rule against code that breaks it on purpose: a rule that cannot fail guards nothing. */
    @Nested
    class A_breach_is_found {
        private final JavaClasses broken = new ClassFileImporter().importPackages("vn.sotruong.school.breach");

        @Test
        void of_a_room_that_is_not_drawn() {
            assertBroken(HouseRules.roomsTouchOnlyAsDrawn(PICTURE), "does not draw");
        }

        @Test
        void of_an_arrow_that_is_not_drawn() {
            var drawn = """
                    [left] <<vn.sotruong.school.breach.left>>
                    [right] <<vn.sotruong.school.breach.right>>
                    [left] --> [right]
                    """;
            var classes = new ClassFileImporter()
                    .importPackages("vn.sotruong.school.breach.left", "vn.sotruong.school.breach.right");
            assertThat(failures(HouseRules.roomsTouchOnlyAsDrawn(Rooms.parse(drawn)), classes))
                    .contains("no arrow for [right]")
                    .doesNotContain("no arrow for [left]");
            var bothWays = Rooms.parse(drawn + "[right] --> [left]\n");
            assertThat(failures(HouseRules.roomsTouchOnlyAsDrawn(bothWays), classes))
                    .isEmpty();
        }

        @Test
        void of_the_ground_floor() {
            var upstairs = new ClassFileImporter().importPackages("vn.sotruong.ground.kernel.breach");
            assertThat(failures(HouseRules.theGroundFloorStandsOnTheKernel(), upstairs))
                    .contains("Upstairs");
            assertThat(failures(HouseRules.theKernelStandsOnJavaAlone(), upstairs))
                    .contains("Upstairs");
        }

        @Test
        void of_a_circle() {
            assertBroken(HouseRules.noCycles(), "Cycle detected");
        }

        @Test
        void of_sql_outside_a_table() {
            assertThat(failures(HouseRules.onlyTablesSpeakSql(), broken)).contains("SpeaksSql.ask(", "SpeaksSql.open(");
        }

        @Test
        void of_http_outside_pages() {
            assertBroken(HouseRules.onlyPagesSpeakHttp(), "SpeaksHttp");
        }

        @Test
        void of_time_and_chance() {
            var found = failures(HouseRules.onlyMainAsksTheTime(), broken);
            assertThat(found).contains("Instant.now()", "SecureRandom.<init>()", "randomUUID()", "currentTimeMillis()");
        }

        @Test
        void of_a_second_user_of_bouncy_castle() {
            assertBroken(HouseRules.onlyTheSealKnowsBouncyCastle(), "OwnCastle");
        }

        @Test
        void of_school_and_office_meeting() {
            assertBroken(HouseRules.schoolAndOfficeNeverMeet(), "Crosses");
            var office = new ClassFileImporter().importPackages("vn.sotruong.office.breach");
            assertThat(failures(HouseRules.officeAndSchoolNeverMeet(), office)).contains("Crosses");
        }

        @Test
        void of_a_courier_with_a_database() {
            var courier = new ClassFileImporter().importPackages("vn.sotruong.sync.courier.breach");
            assertThat(failures(HouseRules.theCourierNeverTouchesADatabase(), courier))
                    .contains("Reads");
        }

        @Test
        void of_a_plain_image() {
            assertBroken(HouseRules.onlyTheCellarAndTheAuditOpenPlainImages(), "SpeaksSql");
        }

        @Test
        void of_a_picture_that_cannot_be_read() {
            assertThatThrownBy(() -> Rooms.parse("[a] <<x.a>>\n[a] ..> [b]")).hasMessageContaining("cannot read");
            assertThatThrownBy(() -> Rooms.parse("[a] <<x.a>>\n[a] --> [b]")).hasMessageContaining("not drawn");
        }

        private void assertBroken(ArchRule rule, String sign) {
            assertThat(failures(rule, broken)).contains(sign);
        }

        private static String failures(ArchRule rule, JavaClasses classes) {
            return String.join("\n", rule.evaluate(classes).getFailureReport().getDetails());
        }
    }
}
