package vn.sotruong.school.identifiers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Identifier.Flaw;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;

/** So khớp: the rows of a file held against our own people or classes, by name, birth date and sex. Pure. */
final class Comparison {
    private Comparison() {}

    /**
     * Đối tượng của ta.
     *
     * @param exactKey equal where names are the same name however they are written
     * @param code in force; null for none
     */
    record Subject(
            String id,
            String name,
            String exactKey,
            @Nullable LocalDate birthDate,
            @Nullable Sex sex,
            @Nullable String code) {
        String fold() {
            return VietnameseName.fold(name);
        }
    }

    /** Mức giống. */
    enum Likeness {
        /** One of ours, the same in name, birth date and sex: bound when confirmed. */
        MATCH,
        /** One of ours is almost the same: bound only where somebody ticks it. */
        NEAR,
        /** Nobody of ours. */
        NONE,
        /** More than one of ours. */
        AMBIGUOUS,
        /** Has this very code. */
        KNOWN,
        /** Has another code, and a code is final. */
        FINAL,
        /** The code is another one's. */
        TAKEN,
        /** The code or the person stands twice in the file. */
        TWICE,
        /** Excel has shortened the code. */
        SCIENTIFIC,
        /** A leading zero is lost. */
        LOST_ZERO,
        /** No code. */
        MALFORMED
    }

    /**
     * Một dòng so.
     *
     * @param subject null where nobody, or nobody alone, is meant
     */
    record Line(CodeRow row, Likeness likeness, @Nullable Subject subject) {}

    /** Compares every row; {@code taken} are the codes in force and whose they are. */
    static List<Line> lines(List<CodeRow> rows, List<Subject> ours, Map<String, String> taken, boolean people) {
        var byFold = new HashMap<String, List<Subject>>();
        var byBirth = new HashMap<LocalDate, List<Subject>>();
        for (var each : ours) {
            byFold.computeIfAbsent(each.fold(), key -> new ArrayList<>()).add(each);
            if (each.birthDate() != null) {
                byBirth.computeIfAbsent(each.birthDate(), key -> new ArrayList<>())
                        .add(each);
            }
        }
        var lines = new ArrayList<Line>();
        for (var row : rows) {
            lines.add(line(row, byFold, byBirth, taken, people));
        }
        return withoutTwins(lines);
    }

    private static Line line(
            CodeRow row,
            Map<String, List<Subject>> byFold,
            Map<LocalDate, List<Subject>> byBirth,
            Map<String, String> taken,
            boolean people) {
        var same = byFold.getOrDefault(VietnameseName.fold(row.name()), List.of());
        var exact = same.stream().filter(each -> !people || isExact(row, each)).toList();
        var close = exact.isEmpty() ? close(row, same, byBirth) : exact;
        if (row.flaw() != Flaw.NONE) {
            return new Line(
                    row,
                    switch (row.flaw()) {
                        case SCIENTIFIC -> Likeness.SCIENTIFIC;
                        case LOST_ZERO -> Likeness.LOST_ZERO;
                        default -> Likeness.MALFORMED;
                    },
                    close.size() == 1 ? close.getFirst() : null);
        }
        if (close.isEmpty()) {
            return new Line(row, Likeness.NONE, null);
        }
        if (close.size() > 1) {
            return new Line(row, Likeness.AMBIGUOUS, null);
        }
        var subject = close.getFirst();
        if (subject.code() != null) {
            return new Line(row, row.code().equals(subject.code()) ? Likeness.KNOWN : Likeness.FINAL, subject);
        }
        if (taken.containsKey(row.code())) {
            return new Line(row, Likeness.TAKEN, subject);
        }
        return new Line(row, exact.isEmpty() ? Likeness.NEAR : Likeness.MATCH, subject);
    }

    private static boolean isExact(CodeRow row, Subject subject) {
        return subject.birthDate() != null
                && subject.birthDate().equals(row.birthDate())
                && subject.sex() != null
                && subject.sex() == row.sex()
                && subject.exactKey().equals(exactKey(row.name()));
    }

    /** The same name without diacritics, or the same birth date, sex and tên: near enough for a person to look at. */
    private static List<Subject> close(CodeRow row, List<Subject> same, Map<LocalDate, List<Subject>> byBirth) {
        var birth = row.birthDate();
        var sameDay = same.stream()
                .filter(each -> birth != null && birth.equals(each.birthDate()))
                .toList();
        if (!sameDay.isEmpty()) {
            return sameDay;
        }
        if (!same.isEmpty()) {
            return same;
        }
        return birth == null
                ? List.of()
                : byBirth.getOrDefault(birth, List.of()).stream()
                        .filter(each -> each.sex() != null && each.sex() == row.sex())
                        .filter(each -> given(each.fold()).equals(given(VietnameseName.fold(row.name()))))
                        .toList();
    }

    private static String given(String folded) {
        return folded.substring(folded.lastIndexOf(' ') + 1);
    }

    /** A key that is equal for the same name however it is written; the folded text where it is no full name. */
    static String exactKey(String name) {
        var tidy = VietnameseName.tidy(name);
        return tidy.contains(" ") ? VietnameseName.split(tidy).sortKey() : VietnameseName.fold(tidy);
    }

    private static List<Line> withoutTwins(List<Line> lines) {
        var codes = new HashSet<String>();
        var subjects = new HashSet<String>();
        var twice = new HashSet<String>();
        for (var line : lines) {
            if (!line.row().code().isEmpty() && !codes.add(line.row().code())) {
                twice.add(line.row().code());
            }
            if (line.subject() != null && !subjects.add(line.subject().id())) {
                twice.add(line.subject().id());
            }
        }
        return lines.stream()
                .map(line -> isTwin(line, twice) ? twin(line) : line)
                .toList();
    }

    private static boolean isTwin(Line line, Set<String> twice) {
        var binds = line.likeness() == Likeness.MATCH || line.likeness() == Likeness.NEAR;
        return binds
                && (twice.contains(line.row().code())
                        || (line.subject() != null
                                && twice.contains(line.subject().id())));
    }

    private static Line twin(Line line) {
        return new Line(line.row(), Likeness.TWICE, line.subject());
    }
}
