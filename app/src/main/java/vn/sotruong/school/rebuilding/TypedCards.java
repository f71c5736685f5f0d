package vn.sotruong.school.rebuilding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Cards.Card;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.set.Capped;

/** Các thẻ vừa gõ: read before anything long begins, so that a slip of the finger costs one line and not all of it. */
record TypedCards(List<Card> cards, Map<Integer, Fault> faults) {
    TypedCards {
        cards = List.copyOf(cards);
        faults = Map.copyOf(faults);
    }

    /** Điều chưa đúng. */
    enum Fault {
        /** A letter is wrong, or a line is missing. */
        MISTYPED,
        /** The same card again. */
        TWICE,
        /** A card of another key than the first one's. */
        OTHER_KEY,
        /** Not of the key to which the set is sealed. */
        OTHER_SET,
        /** Fewer than the cards themselves say. */
        TOO_FEW
    }

    /**
     * Reads what was typed.
     *
     * @param typed one text a card, from the page; empty ones are left out
     * @param set the set that they are to open
     */
    static TypedCards read(List<String> typed, Path set) {
        var cards = new ArrayList<Card>();
        var faults = new TreeMap<Integer, Fault>();
        for (var i = 0; i < typed.size(); i++) {
            if (!typed.get(i).isBlank()) {
                read(typed.get(i), i, set, cards, faults);
            }
        }
        var needed = cards.isEmpty() ? 2 : cards.getFirst().k();
        if (faults.isEmpty() && cards.size() < needed) {
            faults.put(Math.min(cards.size(), typed.size() - 1), Fault.TOO_FEW);
        }
        return new TypedCards(cards, faults);
    }

    private static void read(String text, int i, Path set, List<Card> cards, Map<Integer, Fault> faults) {
        Card card;
        try {
            card = Card.parse(text);
        } catch (Broken mistyped) {
            faults.put(i, Fault.MISTYPED);
            return;
        }
        if (!cards.isEmpty() && !cards.getFirst().commitment().equals(card.commitment())) {
            faults.put(i, Fault.OTHER_KEY);
        } else if (cards.stream().anyMatch(each -> each.x() == card.x())) {
            faults.put(i, Fault.TWICE);
        } else if (!opens(card, set)) {
            faults.put(i, Fault.OTHER_SET);
        } else {
            cards.add(card);
        }
    }

    /** Whether the set's own certificate is the card's; where it cannot be read, parity comes first and then says so. */
    private static boolean opens(Card card, Path set) {
        try {
            var pem = new String(Capped.read(set.resolve("data/keys/luu-tru.pem")), StandardCharsets.UTF_8);
            var archive = Certificates.readPem(pem).getFirst();
            return Certificates.fingerprint(archive).startsWith(card.fingerprint());
        } catch (IOException | Broken unreadable) {
            return true;
        }
    }
}
