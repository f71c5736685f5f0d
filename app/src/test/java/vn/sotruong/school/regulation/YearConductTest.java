package vn.sotruong.school.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearConductTest {
    /** Rows are the first term, columns the second: T, K, D, C. */
    @ParameterizedTest
    @CsvSource({"T,TKKC", "K,TKDC", "D,KKDC", "C,KDDC"})
    void the_year_follows_from_both_terms(String first, String row) {
        var seconds = "TKDC";
        for (var i = 0; i < 4; i++) {
            var second = ConductLevel.find(seconds.substring(i, i + 1)).orElseThrow();
            var year = YearConduct.of(ConductLevel.find(first).orElseThrow(), second);
            assertThat(year.code()).as(first + " then " + second).isEqualTo(row.substring(i, i + 1));
        }
    }
}
