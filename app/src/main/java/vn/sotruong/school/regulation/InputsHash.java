package vn.sotruong.school.regulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Dấu băm của đầu vào: SHA-256 over the way of computing and all that went in, so that anybody can tell later whether a
 * stored result still belongs to its marks. Fields are UTF-8, each preceded by its length in four bytes; what has no order
 * is sorted.
 */
public final class InputsHash {
    private final MessageDigest digest;

    private InputsHash(Regulation regulation) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        regulation.identity().forEach(this::add);
    }

    /** Of a year's results. */
    public static String of(Regulation regulation, PupilYear year) {
        var hash = new InputsHash(regulation);
        hash.add(year);
        return hash.end();
    }

    /** Of the results after the summer. */
    public static String of(Regulation regulation, PupilYear year, Summer summer) {
        var hash = new InputsHash(regulation);
        hash.add(year);
        hash.add("summer");
        new TreeMap<>(summer.retests()).forEach((subject, result) -> {
            hash.add(subject);
            hash.add(result);
        });
        hash.add(summer.conduct().map(ConductLevel::name).orElse(""));
        hash.add(summer.closed() ? "closed" : "open");
        return hash.end();
    }

    /** Of a primary pupil's year. */
    public static String of(Regulation regulation, PrimaryYear year) {
        var hash = new InputsHash(regulation);
        hash.add(String.valueOf(year.grade()));
        year.subjects().stream()
                .sorted(Comparator.comparing(PrimarySubject::subject))
                .forEach(each -> {
                    hash.add(each.subject());
                    hash.add(each.level().map(PrimaryLevel::code).orElse(""));
                    hash.add(
                            each.test().isPresent() ? String.valueOf(each.test().getAsInt()) : "");
                });
        new TreeMap<>(year.traits()).forEach((trait, level) -> {
            hash.add(trait);
            hash.add(level.code());
        });
        return hash.end();
    }

    private void add(PupilYear year) {
        year.subjects().stream()
                .sorted(Comparator.comparing(SubjectResult::subject))
                .forEach(each -> {
                    add(each.subject());
                    add(each.kind().name());
                    add(each.first());
                    add(each.second());
                });
        add(year.conduct());
        add(String.valueOf(year.absences()));
        add(year.disabled() ? "own plan" : "");
        add(year.specialised());
    }

    private void add(Map<Period, ConductLevel> conduct) {
        for (var period : Period.values()) {
            var level = conduct.get(period);
            add(level == null ? "" : level.name());
        }
    }

    private void add(Set<String> words) {
        new TreeSet<>(words).forEach(this::add);
    }

    private void add(Result result) {
        add(
                switch (result) {
                    case Result.Score(var tenths) -> String.valueOf(tenths);
                    case Result.Verdict verdict -> verdict.name();
                    case Result.Gap gap -> gap.name();
                });
    }

    private void add(String field) {
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private String end() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
