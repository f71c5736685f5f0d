package vn.sotruong.school.accounts;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.people.HeldPosts;

/** Chức vụ chưa kết thúc: the answer from the recorded posts. */
public final class OpenPosts implements HeldPosts {
    @Override
    public boolean leads(Handle handle, String staff, LocalDate on) {
        return PostTable.listInForce(handle, staff, on).stream().anyMatch(post -> switch (post.kind()) {
            case PRINCIPAL, VICE_PRINCIPAL, BOARD, ADMIN -> true;
            case CLERK, PERSONNEL, MEDICAL -> false;
        });
    }

    @Override
    public List<String> names(Handle handle, String staff, LocalDate on) {
        return PostTable.listInForce(handle, staff, on).stream()
                .map(post -> post.kind().name())
                .distinct()
                .toList();
    }

    @Override
    public boolean open(Handle handle, String staff, LocalDate on) {
        return PostTable.list(handle).stream()
                .filter(post -> post.staff().equals(staff))
                .anyMatch(post -> {
                    var until = post.until();
                    return until == null || until.isAfter(on);
                });
    }
}
