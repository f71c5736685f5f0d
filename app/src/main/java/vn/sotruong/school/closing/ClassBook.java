package vn.sotruong.school.closing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sổ của một lớp trong một học kỳ, as it goes to paper: every mark by subject, then what the term came to.
 *
 * @param serial which print of this book it would be
 * @param rules the circular that the results were computed by; empty where there are none
 * @param leader the homeroom teacher's name; empty while there is none
 * @param means whether the circular has an average of all subjects
 * @param titled whether somebody has a title
 */
public record ClassBook(
        String school,
        @Nullable String address,
        String homeroom,
        String schoolYear,
        int semester,
        int serial,
        String rules,
        String leader,
        boolean means,
        boolean titled,
        List<Part> parts,
        List<String> subjects,
        List<Total> totals,
        List<Signer> signers) {
    public ClassBook {
        parts = List.copyOf(parts);
        subjects = List.copyOf(subjects);
        totals = List.copyOf(totals);
        signers = List.copyOf(signers);
    }

    /** Một bảng: as many subjects as a sheet of paper is wide. */
    public record Part(List<Course> courses, List<Row> rows) {}

    /**
     * Một môn.
     *
     * @param columns as they stand in addresses
     */
    public record Course(String name, List<String> columns) {}

    /** Một học sinh trong bảng điểm. */
    public record Row(int number, String name, boolean left, List<Cell> cells) {}

    /**
     * Một ô.
     *
     * @param average whether it is what the others come to
     */
    public record Cell(String text, boolean average) {}

    /** Một học sinh trong bảng tổng hợp. */
    public record Total(
            int number,
            String name,
            LocalDate born,
            boolean left,
            List<String> averages,
            String mean,
            String level,
            String conduct,
            String title) {}

    /**
     * Người ký.
     *
     * @param subject empty for the homeroom teacher
     */
    public record Signer(String subject, String name) {}

    /** SHA-256 of all that it says. */
    public String digest() {
        return sha256(toString().getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
