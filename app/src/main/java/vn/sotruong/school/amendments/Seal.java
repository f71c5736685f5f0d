package vn.sotruong.school.amendments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Dấu của nội dung được đồng ý: a hash over the request, its cells with the old and the new value, and its reason. */
final class Seal {
    private Seal() {}

    static String of(Amendment amendment, List<Wanted> cells) {
        var text = cells.stream()
                .sorted(Comparator.comparing((Wanted each) -> each.cell().pupil())
                        .thenComparing(Wanted::col))
                .map(each -> String.join(
                        "\t",
                        each.cell().pupil(),
                        each.col(),
                        String.valueOf(each.committed()),
                        each.beforeText(),
                        each.afterText(),
                        each.author()))
                .collect(Collectors.joining(
                        "\n",
                        String.join(
                                        "\n",
                                        amendment.id(),
                                        amendment.kind().name(),
                                        amendment.lane().name(),
                                        String.valueOf(amendment.homeroomSees()),
                                        amendment.sheet(),
                                        amendment.requestedBy(),
                                        amendment.reason())
                                + "\n",
                        ""));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
