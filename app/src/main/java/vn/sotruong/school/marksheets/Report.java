package vn.sotruong.school.marksheets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.gradebook.Cell;

/**
 * Kết quả kiểm tra tệp: what each filled cell of a file would do, before anything is done.
 *
 * @param unused titles of columns that were passed over
 */
public record Report(List<Line> lines, List<String> unused) {
    private static final int SEAL_BYTES = 12;

    public Report {
        lines = List.copyOf(lines);
        unused = List.copyOf(unused);
    }

    /** Kết quả của một ô, the ones that need a person first. */
    public enum State {
        /** Sai: not a value that the column takes, or nobody's. */
        WRONG,
        /** Thay đổi trên máy chủ từ khi tải mẫu: the teacher chooses. */
        QUESTION,
        /** Đã ghi sổ giá trị khác: ordinary entering ends there. */
        COMMITTED,
        /** Khóa, chưa mở, hoặc học sinh không nhập điểm được. */
        LOCKED,
        /** Muộn: kept as a late draft. */
        LATE,
        /** Thay đổi bản nháp. */
        CHANGED,
        /** Mới. */
        NEW,
        /** Giống. */
        EQUAL
    }

    /**
     * Một ô.
     *
     * @param address in the file
     * @param cell of the sheet; null where the row is nobody's
     * @param name as the book has it, or else as the file does
     * @param column as message key of its title
     * @param shown what stands in the file
     * @param typed what the gradebook is given
     * @param read what it means
     * @param held what the book holds
     * @param rev the revision of what the book holds
     * @param why what is to be said to it
     * @param same those of whom it may be about, where the file leaves that open
     */
    public record Line(
            String address,
            @Nullable Cell cell,
            String name,
            String column,
            String shown,
            String typed,
            String read,
            String held,
            long rev,
            State state,
            List<Said> why,
            List<Namesake> same) {
        public Line {
            why = List.copyOf(why);
            same = List.copyOf(same);
        }

        /** How a form names the cell. */
        public String id() {
            return cell == null ? "" : cell.pupil() + "." + cell.column().code();
        }

        /** Whether it is written once it is confirmed. */
        public boolean taken() {
            return state == State.NEW || state == State.CHANGED || state == State.LATE;
        }
    }

    /**
     * Người trùng tên.
     *
     * @param id the file's row and the pupil, as a form names them
     */
    public record Namesake(String id, String name, LocalDate born) {}

    /** How many cells are of a state. */
    public long count(State state) {
        return lines.stream().filter(line -> line.state() == state).count();
    }

    /** Whether there is anything to confirm. */
    public boolean useful() {
        return lines.stream().anyMatch(line -> line.taken() || line.state() == State.QUESTION);
    }

    /** What comes back with the confirmation: exactly this was seen. */
    public String seal(String hash) {
        var text = new StringBuilder(hash);
        for (var line : lines) {
            text.append('\n')
                    .append(line.id())
                    .append(' ')
                    .append(line.state())
                    .append(' ')
                    .append(line.rev())
                    .append(' ')
                    .append(line.read())
                    .append(' ')
                    .append(line.held());
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SEAL_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
