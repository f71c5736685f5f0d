package vn.sotruong.school.primary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trước khi ghi sổ: what would be committed.
 *
 * @param seal of exactly that; another seal means that it changed meanwhile
 */
record CommitPlan(ClassView view, List<ClassView.Row> ready, String seal) {
    private static final int SEAL_BYTES = 12;

    CommitPlan {
        ready = List.copyOf(ready);
    }

    static CommitPlan of(ClassView view) {
        var ready = view.rows().stream()
                .filter(row -> row.studies() && !row.draft().levels().isEmpty())
                .toList();
        var text = new StringBuilder(view.homeroom().id()).append(view.moment());
        ready.forEach(row -> text.append(';')
                .append(row.pupil())
                .append('=')
                .append(Levels.text(row.draft().levels())));
        return new CommitPlan(view, ready, digest(text.toString()));
    }

    /** How many levels it is. */
    public int count() {
        return ready.stream().mapToInt(row -> row.draft().levels().size()).sum();
    }

    /** Tổng kiểm tra: how many of each level, as people write them. */
    Map<String, Integer> totals() {
        var totals = new TreeMap<String, Integer>();
        ready.forEach(row ->
                row.draft().levels().values().forEach(each -> totals.merge(Levels.shown(each), 1, Integer::sum)));
        return totals;
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SEAL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
