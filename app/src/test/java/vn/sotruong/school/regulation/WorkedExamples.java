package vn.sotruong.school.regulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Các ví dụ mẫu: the table of worked examples, for whoever computes marks by whatever way. */
public final class WorkedExamples {
    private WorkedExamples() {}

    /**
     * Một ví dụ.
     *
     * @param rule a ruleset, and answers to its open questions
     */
    public record Example(
            String id, String rule, String question, Map<String, String> inputs, Map<String, String> expected) {
        @Override
        public String toString() {
            return id;
        }

        /** The regulation that it is about. */
        public Regulation regulation() {
            var words = List.of(rule.split(" ", -1));
            var ruleset = Rulebook.find(words.getFirst(), 1).orElseThrow();
            for (var choice : words.subList(1, words.size())) {
                var equals = choice.indexOf('=');
                ruleset = ruleset.choosing(choice.substring(0, equals), choice.substring(equals + 1));
            }
            return Regulation.of(ruleset);
        }

        /** The words of one input; none where it is not there. */
        public List<String> list(String input) {
            var text = inputs.getOrDefault(input, "");
            return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        }

        /** The numbers of one input. */
        public List<Integer> numbers(String input) {
            return list(input).stream().map(Integer::valueOf).toList();
        }

        /** The pupil of the example, whose terms are alike. */
        public PupilYear pupil() {
            var subjects = list("subjects").stream()
                    .map(each -> each.split(":", -1))
                    .map(each -> new SubjectResult(each[0], kind(each[1]), result(each[1]), result(each[1])))
                    .toList();
            var conduct = new EnumMap<Period, ConductLevel>(Period.class);
            var levels = list("conduct").iterator();
            for (var period : Period.values()) {
                if (levels.hasNext()) {
                    ConductLevel.find(levels.next()).ifPresent(level -> conduct.put(period, level));
                }
            }
            return new PupilYear(
                    subjects,
                    conduct,
                    Integer.parseInt(inputs.getOrDefault("absences", "0")),
                    inputs.containsKey("disabled"),
                    Set.copyOf(list("specialised")));
        }

        /** What the summer brought. */
        public Summer summer() {
            var retests = list("retests").stream()
                    .map(each -> each.split(":", -1))
                    .collect(Collectors.toMap(each -> each[0], each -> result(each[1])));
            return new Summer(
                    retests,
                    ConductLevel.find(inputs.getOrDefault("conduct again", "")),
                    !inputs.getOrDefault("summer", "closed").equals("open"));
        }
    }

    /** Every row of the table. */
    public static List<Example> list() {
        try (var in = WorkedExamples.class.getResourceAsStream("examples.golden.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Example(cells[0], cells[1], cells[2], fields(cells[3]), fields(cells[4])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> fields(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var field : List.of(text.split("\\|", -1))) {
            fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
        return fields;
    }

    static SubjectResult.Kind kind(String cell) {
        return cell.equals("D") || cell.equals("C") ? SubjectResult.Kind.COMMENT : SubjectResult.Kind.SCORED;
    }

    static Result result(String cell) {
        return switch (cell) {
            case "D" -> Result.Verdict.PASSED;
            case "C" -> Result.Verdict.NOT_YET;
            case "-" -> Result.Gap.PENDING;
            case "x" -> Result.Gap.LEFT_OUT;
            default -> new Result.Score(Integer.parseInt(cell));
        };
    }
}
