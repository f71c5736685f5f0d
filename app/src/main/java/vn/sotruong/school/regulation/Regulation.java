package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Quy định đang áp dụng: a ruleset, ready to compute by. */
public sealed interface Regulation permits MarkedRegulation, Circular27, Preschool, TypedByHand {
    /** What it computes by. */
    Ruleset ruleset();

    /** The class of that ruleset's circular. */
    static Regulation of(Ruleset ruleset) {
        return switch (ruleset.family()) {
            case CIRCULAR_22 -> Circular22.of(ruleset);
            case CIRCULAR_58 -> Circular58.of(ruleset);
            case CIRCULAR_27 -> Circular27.of(ruleset);
            case CONTINUING -> ContinuingEducation.of(ruleset);
            case PRESCHOOL -> Preschool.of(ruleset);
            case BY_HAND -> new TypedByHand(ruleset);
        };
    }

    /** All that tells one way of computing from another: it is part of the hash of every result's inputs. */
    default List<String> identity() {
        var identity = new ArrayList<String>();
        identity.add(ruleset().id());
        identity.add(String.valueOf(ruleset().version()));
        new TreeMap<>(ruleset().choices()).forEach((key, choice) -> identity.add(key + "=" + choice));
        return identity;
    }

    /** The rules, in the shape that their class needs. */
    static <T extends Rules> T rules(Ruleset ruleset, Class<T> shape) {
        if (!shape.isInstance(ruleset.rules())) {
            throw new IllegalArgumentException(ruleset.id() + " belongs to another circular");
        }
        return shape.cast(ruleset.rules());
    }
}
