package vn.sotruong.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Messages messages = Messages.of(Web.class);

    @Test
    void every_trouble_has_its_words_in_both_languages() {
        for (var trouble : Trouble.values()) {
            for (var language : Language.values()) {
                assertThat(messages.get(language, "web.trouble." + trouble + ".what"))
                        .isNotBlank();
                assertThat(messages.get(language, "web.trouble." + trouble + ".do"))
                        .isNotBlank();
            }
        }
    }

    @Test
    void a_missing_key_is_a_bug() {
        assertThatThrownBy(() -> messages.get(Language.VI, "web.nothing")).hasMessageContaining("web.nothing");
    }
}
