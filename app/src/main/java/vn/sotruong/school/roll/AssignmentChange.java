package vn.sotruong.school.roll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Một thay đổi phân công: who is to hold a class-subject, or to lead a class, instead of whom.
 *
 * @param subject empty for the homeroom teacher
 * @param before staff ids of those who hold it now, in a fixed order, each with {@code :OTHER} where only named to enter
 * @param after likewise; empty for nobody
 */
public record AssignmentChange(String homeroom, String subject, List<String> before, List<String> after) {
    private static final String OTHER = ":OTHER";

    public AssignmentChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Whether it is about who leads the class. */
    public boolean ofHomeroom() {
        return subject.isEmpty();
    }

    /** Everybody whom it gives something or takes something from. */
    public List<String> persons() {
        var touched = new TreeSet<String>();
        for (var each : before) {
            if (!after.contains(each)) {
                touched.add(staff(each));
            }
        }
        for (var each : after) {
            if (!before.contains(each)) {
                touched.add(staff(each));
            }
        }
        return List.copyOf(touched);
    }

    /** The staff id in a holder. */
    public static String staff(String holder) {
        return holder.endsWith(OTHER) ? holder.substring(0, holder.length() - OTHER.length()) : holder;
    }

    static TeachingAssignment.Role role(String holder) {
        return holder.endsWith(OTHER) ? TeachingAssignment.Role.OTHER : TeachingAssignment.Role.TEACHER;
    }

    static String holder(String staff, TeachingAssignment.Role role) {
        return role == TeachingAssignment.Role.OTHER ? staff + OTHER : staff;
    }

    Map<String, String> payload() {
        var payload = new HashMap<String, String>();
        payload.put("homeroom", homeroom);
        payload.put("subject", subject);
        payload.put("before", String.join(" ", before));
        payload.put("after", String.join(" ", after));
        return payload;
    }

    static AssignmentChange of(Map<String, String> payload) {
        return new AssignmentChange(
                payload.getOrDefault("homeroom", ""),
                payload.getOrDefault("subject", ""),
                words(payload.getOrDefault("before", "")),
                words(payload.getOrDefault("after", "")));
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var each : text.split(" ", -1)) {
            if (!each.isEmpty()) {
                words.add(each);
            }
        }
        return words;
    }
}
