package vn.sotruong.school.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VietnameseNameTest {
    /** Each stands before the next; where two have the same tên and họ đệm but for the writing of a tone, both orders. */
    static final List<String> ASCENDING =
            Arrays.stream("""
                    Lê An, Lê Bá An, Lê Văn An, Lệ Bá An, Nguyễn Hà An, Nguyễn Hạ An, Nguyễn Hoà An,
                    Nguyễn Hòa Bảo An, Nguyễn Hoá An, Trần An, Lê Anh, Dương Ánh, Đặng Ánh, Đỗ Ánh, Nguyễn Ân,
                    Nguyễn Ấn, Bùi Bảo, Lý Cường, Lê Dũng, Lê Đạt, Lê Đức, Lê Em, Lê Ê, Lê Giang, Lê Hoa, Lê Hòa,
                    Trần Hoà, Lê Hoá, Lê Hoạ, Lê Minh, Lê Mỹ, Lê Nga, Lê Oanh, Lê Ông, Lê Ơn, Lê Phúc, Lê Thu,
                    Lê Thùy, Trần Thuỳ, Lê Thuỷ, Lê Thúy, Lê Tú, Lê Tư, Lê Uyên, Lê Ưng, Lê Vũ, Lê Ý, Lê Yến""".split(",")).map(String::strip).toList();

    private static String key(String full) {
        return VietnameseName.split(full).sortKey();
    }

    @Test
    void forty_seven_pairs_stand_in_the_order_of_school_lists() {
        assertThat(ASCENDING).hasSize(48);
        for (var i = 1; i < ASCENDING.size(); i++) {
            assertThat(key(ASCENDING.get(i - 1)))
                    .as("%s < %s", ASCENDING.get(i - 1), ASCENDING.get(i))
                    .isLessThan(key(ASCENDING.get(i)));
        }
    }

    @Test
    void a_shuffled_class_comes_back_in_order() {
        var names = new ArrayList<>(ASCENDING);
        Collections.shuffle(names, new Random(22));
        names.sort(Comparator.comparing(VietnameseNameTest::key));
        assertThat(names).isEqualTo(ASCENDING);
    }

    @Test
    void tones_are_ngang_huyen_hoi_nga_sac_nang() {
        var tones = List.of("ma", "mà", "mả", "mã", "má", "mạ");
        assertThat(tones.stream().map(tone -> key("Lê " + tone)).toList()).isSorted();
        assertThat(tones.stream().map(tone -> key(tone + " An")).toList()).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "Nguyễn Hoà,Nguyễn Hòa",
        "Lê Thuý,Lê Thúy",
        "LÊ THÚY,Lê Thúy",
        "H'Hen Niê,HHen Niê",
        "H’Hen Niê,HHen Niê",
        "Lê Anh-Thư,Lê Anh Thư",
        "Trần  Thuỳ,Trần Thùy"
    })
    void the_same_name_written_otherwise_has_the_same_key(String one, String other) {
        var family = VietnameseName.split(one).family();
        if (one.contains("-")) {
            assertThat(new VietnameseName("Lê", "Anh-Thư").sortKey())
                    .isEqualTo(new VietnameseName("Lê", "Anh Thư").sortKey());
        } else {
            assertThat(family).isNotEmpty();
            assertThat(key(one)).isEqualTo(key(other));
        }
    }

    @Test
    void unicode_form_makes_no_difference() {
        for (var name : ASCENDING) {
            var decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
            assertThat(key(decomposed)).isEqualTo(key(name));
            assertThat(VietnameseName.split(decomposed)).isEqualTo(VietnameseName.split(name));
        }
    }

    @Test
    void the_key_is_plain_ascii_so_binary_order_is_the_same_everywhere() {
        for (var name : ASCENDING) {
            assertThat(key(name)).matches("[!-~]+");
        }
    }

    @Test
    void foreign_letters_have_a_place_and_break_nothing() {
        assertThat(key("Lê Müller")).isGreaterThan(key("Lê Mua")).isLessThan(key("Lê Mưa"));
        assertThat(key("Lê Łukasz")).matches("[!-~]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "An", " An ", "\u00a0\u200b"})
    void a_name_of_fewer_than_two_words_is_no_name(String text) {
        assertThatThrownBy(() -> VietnameseName.split(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hidden_characters_and_odd_spaces_go() {
        assertThat(VietnameseName.split("\ufeffNguyễn\u00a0\u00a0Văn\u200b  Đạt\t"))
                .isEqualTo(new VietnameseName("Nguyễn Văn", "Đạt"));
    }

    @Property(tries = 300)
    void tidying_twice_is_tidying_once(@ForAll @NotBlank String text) {
        var once = VietnameseName.tidy(text);
        assertThat(VietnameseName.tidy(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anh",
                "ng anh",
                "ntna",
                "NGỌC ÁNH",
                "anh nguyen",
                "ngocanh",
                "ngoc anh nguyen thi",
                "Nguyễn",
                "na",
                "nguyenthi",
                "Á",
                "thi ng"
            })
    void nguyen_thi_ngoc_anh_is_found_by(String typed) {
        assertThat(NameQuery.of(typed).matches(VietnameseName.fold("Nguyễn Thị Ngọc Ánh")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binh", "anh anh", "hh", "nguyen nguyen", "gocan", "anhx"})
    void nguyen_thi_ngoc_anh_is_not_found_by(String typed) {
        var key = VietnameseName.fold("Nguyễn Thị Ngọc Ánh");
        assertThat(NameQuery.of(typed).matches(key)).isEqualTo(typed.equals("gocan"));
    }

    @Test
    void folding_drops_marks_apostrophes_and_the_bar_of_d() {
        assertThat(VietnameseName.fold("H'Hen Niê")).isEqualTo("hhen nie");
        assertThat(VietnameseName.fold(" Đỗ  VĂN Đạt ")).isEqualTo("do van dat");
        assertThat(VietnameseName.fold("Mã học sinh (*)")).isEqualTo("ma hoc sinh");
        assertThat(NameQuery.of("dat").matches(VietnameseName.fold("Đỗ Văn Đạt")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "nguyeexn vawn ddatj,nguyen van dat",
        "Nguyeenx Vawn Ddatj,nguyen van dat",
        "truwowng thij hoa,truong thi hoa",
        "trwowng,truong",
        "ddoox ngocj as,do ngoc a",
        "thuyf,thuy",
        "leef quoocs,le quoc"
    })
    void telex_is_read(String typed, String folded) {
        assertThat(NameQuery.telex(typed)).isEqualTo(folded);
    }

    @Test
    void telex_helps_only_when_nobody_was_found() {
        var names = List.of(VietnameseName.split("Nguyễn Văn Đạt"), VietnameseName.split("Lê Thị Xoan"));
        assertThat(NameQuery.of("nguyeexn vawn ddatj").pick(names, name -> name))
                .containsExactly(VietnameseName.split("Nguyễn Văn Đạt"));
        assertThat(NameQuery.of("xoan").pick(names, name -> name)).containsExactly(VietnameseName.split("Lê Thị Xoan"));
        assertThat(NameQuery.of("khong co ai").pick(names, name -> name)).isEmpty();
    }

    @Test
    void those_with_the_diacritics_that_were_typed_come_first() {
        var an = VietnameseName.split("Lê Thị An");
        var withHat = VietnameseName.split("Lê Thị Ân");
        assertThat(NameQuery.of("ân").pick(List.of(an, withHat), name -> name)).containsExactly(withHat, an);
        assertThat(NameQuery.of("an").pick(List.of(an, withHat), name -> name)).containsExactly(an, withHat);
        assertThat(NameQuery.of("  ").pick(List.of(an, withHat), name -> name)).containsExactly(an, withHat);
    }

    @Test
    void upper_case_is_no_other_name() {
        assertThat(key("LÊ VĂN AN".toUpperCase(Locale.ROOT))).isEqualTo(key("lê văn an"));
    }
}
