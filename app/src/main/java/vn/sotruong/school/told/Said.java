package vn.sotruong.school.told;

import java.util.List;

/** Lời: words that are chosen when the reader's language is known. */
public sealed interface Said {
    /** Nothing. */
    Said NOTHING = new Text("");

    /** Nguyên văn: as somebody wrote it. */
    record Text(String text) implements Said {}

    /**
     * Câu: a message of a room, and what is filled in.
     *
     * @param given each a {@link Said} or a plain value
     */
    record Words(String key, List<Object> given) implements Said {
        public Words {
            given = List.copyOf(given);
        }
    }

    /** Nhiều lời liền nhau. */
    record Several(List<Said> each, String between) implements Said {
        public Several {
            each = List.copyOf(each);
        }
    }

    static Said text(String text) {
        return text.isEmpty() ? NOTHING : new Text(text);
    }

    static Said words(String key, Object... given) {
        return new Words(key, List.of(given));
    }

    static Said several(List<Said> each) {
        return each.isEmpty() ? NOTHING : new Several(each, "; ");
    }
}
