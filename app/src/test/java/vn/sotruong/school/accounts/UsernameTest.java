package vn.sotruong.school.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsernameTest {
    @ParameterizedTest
    @CsvSource({
        "Nguyễn Văn, Toàn, thptcva, toannv.thptcva",
        "Trần Thị Thu, Lan, thcshm, lanttt.thcshm",
        "Đỗ Đức, Đạt, thcshm, datdd.thcshm",
        "Lê, Ân, thcshm, anl.thcshm",
        "H', Hen Niê, thcshm, hennieh.thcshm",
        "Ông Ích, Đường, THCS Hoa Mai, duongoi.thcshoamai",
        "Nguyễn  Thị , Thanh Hà, thcshm, thanhhant.thcshm",
        "Âu Dương, Ỷ, thcshm, yad.thcshm",
    })
    void a_name_becomes_letters(String family, String given, String school, String username) {
        assertThat(Username.propose(family, given, school, taken -> false)).isEqualTo(username);
        var apart = Normalizer.normalize(family, Normalizer.Form.NFD);
        assertThat(Username.propose(apart, Normalizer.normalize(given, Normalizer.Form.NFD), school, taken -> false))
                .isEqualTo(username);
    }

    @Test
    void a_name_ever_given_gets_the_next_number() {
        var given = new HashSet<String>();
        for (int i = 0; i < 4; i++) {
            given.add(Username.propose("Nguyễn Văn", "Toàn", "thptcva", given::contains));
        }
        assertThat(given)
                .containsExactlyInAnyOrder("toannv.thptcva", "toannv2.thptcva", "toannv3.thptcva", "toannv4.thptcva");
    }

    @Test
    void a_very_long_name_still_fits() {
        var name = Username.propose("Nguyễn ".repeat(30), "An".repeat(40), "thcshm", taken -> false);
        assertThat(name).hasSizeLessThanOrEqualTo(64).endsWith(".thcshm");
    }

    @Test
    void a_name_without_letters_is_a_bug() {
        assertThatThrownBy(() -> Username.propose("", "…", "thcshm", taken -> false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_administrator_is_named_after_district_and_school() {
        assertThat(Username.administrator("Quận 1", "THCS HM", name -> false)).isEqualTo("quan1_thcshm");
    }
}
