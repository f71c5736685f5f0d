package vn.sotruong.school.regulation;

import java.util.List;

/**
 * Điểm còn ngỏ của quy định: a question that the text leaves open, which a school settles and everybody can see.
 *
 * @param preset what holds until the school says otherwise
 */
public record Switch(String key, List<String> options, String preset) {
    public Switch {
        options = List.copyOf(options);
        if (options.size() < 2 || !options.contains(preset)) {
            throw new IllegalArgumentException(key + " is no choice");
        }
    }

    /** The key of the question in words. */
    public String question() {
        return "regulation.switch." + key;
    }

    /** The key of one answer in words. */
    public String answer(String option) {
        return question() + "." + option;
    }
}
