package vn.sotruong.school;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.governance.Leaders;
import vn.sotruong.school.governance.Proposal;

/** Người đề nghị và người quyết định: who may, by the posts they hold. */
final class PostLeaders implements Leaders {
    @Override
    public Set<Proposal.Role> roles(Handle handle, String staff, LocalDate on) {
        var roles = EnumSet.noneOf(Proposal.Role.class);
        for (var post : Accounts.postsInForce(handle, on)) {
            if (post.staff().equals(staff)) {
                switch (post.kind()) {
                    case PRINCIPAL -> roles.add(Proposal.Role.PRINCIPAL);
                    case VICE_PRINCIPAL -> roles.add(Proposal.Role.VICE_PRINCIPAL);
                    case ADMIN -> roles.add(Proposal.Role.ADMIN);
                    case CLERK -> roles.add(Proposal.Role.CLERK);
                    case BOARD, PERSONNEL, MEDICAL -> {
                        // these neither propose nor decide as such
                    }
                }
            }
        }
        return roles;
    }

    @Override
    public Optional<String> staff(Handle handle, String account) {
        return Accounts.findStaff(handle, account);
    }
}
