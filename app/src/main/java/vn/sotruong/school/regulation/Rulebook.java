package vn.sotruong.school.regulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Quy định nào áp dụng: which ruleset governs a grade in a school year. Older rulesets stay for ever, because older years
 * do.
 */
public final class Rulebook {
    private static final Shelf SHELF = Shelf.read();

    private Rulebook() {}

    /**
     * The ruleset of a grade in the year that begins in {@code year}: each circular came into force grade by
     * grade, as its last articles say.
     *
     * @return empty for years before every ruleset that is known here
     */
    public static Optional<Ruleset> find(Programme programme, int year, int grade) {
        return SHELF.reigns().stream()
                .filter(each -> each.programme() == programme && each.from() <= year)
                .filter(each -> each.grades().isEmpty() || each.grades().contains(grade))
                .max(Comparator.comparingInt(Reign::from))
                .flatMap(each -> find(each.ruleset(), each.version()));
    }

    /** The ruleset that a result was computed by. */
    public static Optional<Ruleset> find(String id, int version) {
        return SHELF.rulesets().stream()
                .filter(each -> each.id().equals(id) && each.version() == version)
                .findFirst();
    }

    /** Every ruleset, newest circular first. */
    public static List<Ruleset> list() {
        return SHELF.rulesets();
    }

    /** Names of the files of all rulesets, as they were released. */
    static List<String> files() {
        return SHELF.files();
    }

    /**
     * Thời gian hiệu lực: until a later one of the same grade.
     *
     * @param grades none for all grades
     */
    private record Reign(Programme programme, List<Integer> grades, int from, String ruleset, int version) {}

    private record Index(List<String> files, List<Reign> reigns) {}

    private record Shelf(List<String> files, List<Reign> reigns, List<Ruleset> rulesets) {
        static Shelf read() {
            try {
                var index = RulesReader.read(RulesReader.shipped("rulebook"), Index.class);
                var rulesets = new ArrayList<Ruleset>();
                for (var file : index.files()) {
                    rulesets.add(RulesReader.ruleset(RulesReader.shipped(file)));
                }
                return new Shelf(List.copyOf(index.files()), List.copyOf(index.reigns()), List.copyOf(rulesets));
            } catch (RulesReader.Unreadable e) {
                throw new IllegalStateException("the rules that came with the programme cannot be read", e);
            }
        }
    }
}
