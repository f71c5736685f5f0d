package vn.sotruong.backup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardsTest {
    private static final String FINGERPRINT = "91af03c2d4e5f60718293a4b5c6d7e8f";
    private final byte[] secret = secret();

    @ParameterizedTest
    @CsvSource({"2,3", "3,4", "3,5"})
    void every_quorum_gives_the_secret_and_no_smaller_set_does(int k, int n) {
        var cards = Cards.split(secret, k, n, FINGERPRINT, Cast.RANDOM);
        for (var mask = 0; mask < 1 << n; mask++) {
            var some = pick(cards, mask);
            if (some.size() >= k) {
                assertThat(Cards.join(some)).isEqualTo(secret);
            } else {
                assertThatThrownBy(() -> Cards.join(some)).isInstanceOf(Broken.class);
            }
        }
    }

    @Test
    void cards_that_claim_a_smaller_quorum_are_caught_by_the_commitment() {
        var cards = Cards.split(secret, 3, 5, FINGERPRINT, Cast.RANDOM);
        var lying = cards.stream()
                .map(card -> new Cards.Card(card.x(), 2, 5, card.share(), card.commitment(), card.fingerprint()))
                .limit(2)
                .toList();
        assertThatThrownBy(() -> Cards.join(lying)).isInstanceOf(Broken.class).hasMessageContaining("right key");
    }

    @Test
    void a_card_survives_paper_and_a_careless_typist() {
        for (var card : Cards.split(secret, 2, 3, FINGERPRINT, Cast.RANDOM)) {
            assertThat(Cards.Card.parse(card.text()).share()).isEqualTo(card.share());
            var careless =
                    card.text().toLowerCase(Locale.ROOT).replace('-', ' ').replace("the 1", "the-1");
            assertThat(Cards.Card.parse(careless).text()).isEqualTo(card.text());
            var oneLine = "  " + card.text().replace('\n', ' ');
            assertThat(Cards.Card.parse(oneLine).text()).isEqualTo(card.text());
            assertThat(card.text()).isASCII();
        }
    }

    @Test
    void every_single_mistyped_letter_is_refused() {
        var text =
                Cards.split(secret, 2, 3, FINGERPRINT, Cast.RANDOM).getFirst().text();
        for (var at = 0; at < text.length(); at++) {
            for (var letter : "0189AFKZ".toCharArray()) {
                if (Character.isLetterOrDigit(text.charAt(at)) && text.charAt(at) != letter) {
                    var wrong = text.substring(0, at) + letter + text.substring(at + 1);
                    // letters that read alike (1 and I and L, 0 and O) are no mistake, and none of them is tried here
                    assertThatThrownBy(() -> Cards.Card.parse(wrong)).as(wrong).isInstanceOf(Broken.class);
                }
            }
        }
    }

    @Test
    void two_swapped_groups_are_refused() {
        var lines = Cards.split(secret, 2, 3, FINGERPRINT, Cast.RANDOM)
                .getFirst()
                .text()
                .split("\n", -1);
        var groups = lines[2].substring(3).split("-", -1);
        for (var i = 0; i + 1 < groups.length; i++) {
            var swapped = groups.clone();
            swapped[i] = groups[i + 1];
            swapped[i + 1] = groups[i];
            if (!swapped[i].equals(groups[i])) {
                var wrong = lines.clone();
                wrong[2] = "MA " + String.join("-", swapped);
                assertThatThrownBy(() -> Cards.Card.parse(String.join("\n", wrong)))
                        .isInstanceOf(Broken.class);
            }
        }
    }

    @Test
    void cards_of_two_keys_do_not_mix() {
        var one = Cards.split(secret, 2, 3, FINGERPRINT, Cast.RANDOM);
        var other = Cards.split(secret(), 2, 3, FINGERPRINT, Cast.RANDOM);
        assertThatThrownBy(() -> Cards.join(List.of(one.get(0), other.get(1))))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("different keys");
        assertThatThrownBy(() -> Cards.join(List.of(one.get(0), one.get(0))))
                .isInstanceOf(Broken.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Cards.join(List.of())).isInstanceOf(Broken.class);
    }

    @Test
    void a_card_does_not_show_its_share_when_printed_by_mistake() {
        assertThat(Cards.split(secret, 2, 3, FINGERPRINT, Cast.RANDOM).getFirst())
                .hasToString("Card 1 of 3");
    }

    static byte[] secret() {
        var bytes = new byte[32];
        Cast.RANDOM.nextBytes(bytes);
        return bytes;
    }

    static List<Cards.Card> pick(List<Cards.Card> cards, int mask) {
        var some = new ArrayList<Cards.Card>();
        for (var i = 0; i < cards.size(); i++) {
            if ((mask & 1 << i) != 0) {
                some.add(cards.get(i));
            }
        }
        return some;
    }
}
