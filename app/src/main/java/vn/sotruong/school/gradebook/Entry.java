package vn.sotruong.school.gradebook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kết quả của một lần đánh giá: a mark, or a word. */
public sealed interface Entry permits Score, Word {
    /** As written in the book. */
    String text();

    /** The mark in tenths; null for a word. */
    @Nullable
    Integer number();

    /** The word's name in the store; null for a mark. */
    @Nullable
    String word();

    /** As two columns hold it; empty when both are null. */
    static Optional<Entry> of(@Nullable Integer tenths, @Nullable String word) {
        if (tenths != null) {
            return Optional.of(new Score(tenths));
        }
        return word == null ? Optional.empty() : Optional.of(Word.valueOf(word));
    }

    /** As two columns of a journal line hold it; a line of before the words has only one. */
    static Optional<Entry> ofLine(@Nullable Object tenths, @Nullable Object word) {
        return of(tenths instanceof Long number ? number.intValue() : null, word instanceof String text ? text : null);
    }
}
