package vn.sotruong.school.founding;

import java.time.LocalDate;
import java.util.List;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.schoolyear.School;
import vn.sotruong.school.schoolyear.SchoolYear;

/**
 * Hồ sơ thành lập: everything that the set-up page asks for, read and found sound.
 *
 * @param leadership the decision by which principal and vice-principals hold their posts
 * @param decision the principal's decision that establishes the board and names the administrator
 * @param decided its day
 */
record Charter(
        School school, SchoolYear year, String leadership, String decision, LocalDate decided, List<Person> people) {
    Charter {
        people = List.copyOf(people);
    }

    /** Vai trò lúc thành lập. */
    enum Role {
        PRINCIPAL,
        ADMIN,
        VICE_PRINCIPAL,
        MEMBER
    }

    /**
     * Người đầu tiên.
     *
     * @param task what the board has them do; empty for somebody who is not on the board
     * @param password their own; empty for somebody who gets a one-time code on paper
     */
    record Person(Role role, VietnameseName name, String task, String password) {
        boolean sits() {
            return !task.isEmpty();
        }

        /** Says nothing of the password. */
        @Override
        public String toString() {
            return role + " " + name;
        }
    }

    Person principal() {
        return people.stream()
                .filter(each -> each.role() == Role.PRINCIPAL)
                .findFirst()
                .orElseThrow();
    }
}
