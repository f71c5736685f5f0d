package vn.sotruong.school.admission;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.governance.Proposal.Role;
import vn.sotruong.school.governance.Proposing;
import vn.sotruong.school.governance.Staffing;
import vn.sotruong.school.people.VietnameseName;

/** Giao chức vụ theo đề nghị: the posts of a list go the way of all posts, to the principal. */
public final class ProposedPosts implements Appointments {
    private final Staffing staffing;

    public ProposedPosts(Staffing staffing) {
        this.staffing = staffing;
    }

    @Override
    public Optional<String> post(String word) {
        return switch (VietnameseName.fold(word)) {
            case "van thu", "nhan vien van thu", "giao vu", "nhan vien giao vu" -> Optional.of(Role.CLERK.name());
            case "pho hieu truong", "hieu pho", "p hieu truong" -> Optional.of(Role.VICE_PRINCIPAL.name());
            default -> Optional.empty();
        };
    }

    @Override
    public boolean lacks(Handle handle, String staff, String post, LocalDate on) {
        return staffing.lacksPost(handle, staff, Role.valueOf(post), on);
    }

    @Override
    public boolean propose(Tx tx, String staff, String post, LocalDate from) {
        return staffing.proposePost(tx, staff, Role.valueOf(post), from, null) instanceof Proposing.Waiting;
    }
}
