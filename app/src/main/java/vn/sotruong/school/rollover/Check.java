package vn.sotruong.school.rollover;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Điều kiện của danh mục kiểm tra: met, or what is missing and where it is mended.
 *
 * @param given what fills the places of its sentence
 * @param missing what is missing, item by item; empty where it is met or nothing can be named
 * @param path of the page where it is mended; empty for somebody to whom that page is shut
 */
public record Check(Kind kind, boolean met, List<Object> given, List<Item> missing, String path) {
    public Check {
        given = List.copyOf(given);
        missing = List.copyOf(missing);
    }

    /** The same for somebody to whom some pages are shut: their names stay, and lead nowhere. */
    Check unlinked(Set<String> rooms) {
        var words = missing.stream().map(each -> new Item(each.words(), unlinked(each.path(), rooms)));
        return new Check(kind, met, given, words.toList(), unlinked(path, rooms));
    }

    private static String unlinked(String path, Set<String> rooms) {
        return rooms.contains(path.split("/", 3)[1]) ? "" : path;
    }

    /** Loại điều kiện. */
    public enum Kind {
        BOARD(null),
        TERM1(Step.TERM1_CLOSED),
        TERM2(Step.TERM2_CLOSED),
        REVIEWED(Step.REVIEWED_1),
        MOVING(null),
        SENT(null),
        SET(Step.BACKUP_VERIFIED),
        DVD(Step.BACKUP_VERIFIED),
        USB(Step.BACKUP_VERIFIED);

        private final Optional<Step> step;

        Kind(@Nullable Step step) {
            this.step = Optional.ofNullable(step);
        }

        /** Whether the step is reached only once this is met. */
        boolean opens(Step one) {
            return step.filter(each -> each == one).isPresent();
        }
    }

    /**
     * Một mục còn thiếu.
     *
     * @param words a class, a pupil
     * @param path of the page where it is mended
     */
    public record Item(String words, String path) {}
}
