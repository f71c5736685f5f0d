package vn.sotruong.school.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Staff;
import vn.sotruong.school.people.VietnameseName;

/**
 * Bản xem trước của danh sách giáo viên hoặc lớp: what confirming would do, row by row.
 *
 * @param unused headings that mean nothing to us
 * @param footers what stands below the list and is passed over
 */
public record ListPlan(String tab, List<Row> rows, List<String> unused, List<String> footers) {
    public ListPlan {
        rows = List.copyOf(rows);
        unused = List.copyOf(unused);
        footers = List.copyOf(footers);
    }

    /** Tình trạng của một dòng. */
    public enum State {
        NEW,
        CHANGED,
        EQUAL,
        BAD
    }

    /**
     * Điều sẽ ghi: a message of this room with what fills its places; without a key, the file's own word.
     *
     * @param key of its message, or empty
     */
    public record Said(String key, List<String> given) {
        public Said {
            given = List.copyOf(given);
        }

        static Said plain(String word) {
            return new Said("", List.of(word));
        }

        static Said of(String key, String... given) {
            return new Said(key, List.of(given));
        }
    }

    /**
     * Một dòng.
     *
     * @param what what would be written, for people
     * @param deed null where nothing would be
     */
    public record Row(
            int number,
            String name,
            State state,
            List<Said> what,
            List<Fault> faults,
            @Nullable Deed deed) {
        public Row {
            what = List.copyOf(what);
            faults = List.copyOf(faults);
        }

        static Row bad(int number, String name, List<Fault> faults) {
            return new Row(number, name, State.BAD, List.of(), faults, null);
        }
    }

    /** Việc sẽ làm. */
    sealed interface Deed {
        /**
         * Somebody who works here, new or known.
         *
         * @param said what the record does not say yet, by the record's keys
         * @param post the post that the principal would be asked for
         */
        record Person(
                @Nullable Staff known,
                VietnameseName name,
                @Nullable String code,
                Map<String, String> said,
                @Nullable String department,
                @Nullable String post)
                implements Deed {
            public Person {
                said = Map.copyOf(said);
            }
        }

        /**
         * A class, new or known, and who has duties in it.
         *
         * @param known id of a class that is there
         * @param leader staff id of the homeroom teacher
         * @param teachers staff ids by subject
         */
        record Room(
                @Nullable String known,
                String name,
                int grade,
                @Nullable String campus,
                @Nullable Boolean twoSessions,
                @Nullable String language,
                @Nullable String leader,
                Map<String, String> teachers)
                implements Deed {
            public Room {
                teachers = Map.copyOf(new TreeMap<>(teachers));
            }
        }
    }

    /** How many rows are in that state. */
    public long count(State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    /** A fingerprint of everything that would be written. */
    String seal(String fileHash) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((fileHash + "\n" + tab + "\n").getBytes(StandardCharsets.UTF_8));
            for (var row : rows) {
                var line = row.number() + "\t" + row.state() + "\t" + row.what() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
