package vn.sotruong.school;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.accounts.Post;
import vn.sotruong.school.governance.Proposal;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.locks.Lock;
import vn.sotruong.school.movements.EarlierMarks;
import vn.sotruong.school.movements.Exemptions;
import vn.sotruong.school.movements.MovementDesk;
import vn.sotruong.school.movements.MovementPages;
import vn.sotruong.school.movements.Offices;
import vn.sotruong.school.movements.TransferFile;
import vn.sotruong.school.movements.Transfers;
import vn.sotruong.school.outbox.OfficeLink;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Roll;

/** Vào, ra, chuyển, miễn giảm: the rooms of pupils' movements, wired. */
final class Moves {
    private final House house;

    Moves(House house) {
        this.house = house;
    }

    MovementPages pages() {
        var desk = desk();
        return new MovementPages(house.db, desk, transfers(), earlierMarks(desk), exemptions(desk), house.clock);
    }

    /** Where movements of pupils are asked for and decided. */
    MovementDesk desk() {
        return new MovementDesk(house.db, offices(), Results::afterMovement);
    }

    /** What pupils are exempt from. */
    Exemptions exemptions(MovementDesk desk) {
        return new Exemptions(house.db, desk, new Exemptions.Books() {
            @Override
            public boolean shut(Handle handle, String homeroom, String subject, int semester) {
                return house.locks.inForce(handle, homeroom, subject, semester).stream()
                        .anyMatch(lock -> lock.kind() != Lock.Kind.FUNCTION);
            }

            @Override
            public int marks(Handle handle, String homeroom, String subject, int semester, String pupil) {
                return CommittedMarks.list(handle, List.of(homeroom), List.of(pupil), subject).stream()
                        .filter(each -> each.sheet().semester() == semester)
                        .mapToInt(each -> each.values().size())
                        .sum();
            }
        });
    }

    /** Marks that pupils bring on paper. */
    EarlierMarks earlierMarks(MovementDesk desk) {
        return new EarlierMarks(
                house.db,
                desk,
                (handle, homeroom, subject, semester, col) ->
                        house.locks.inForce(handle, homeroom, subject, semester).stream()
                                .anyMatch(lock -> col.equals("tb") || lock.covers(col)));
    }

    /** Signed transfer files, out and in. */
    Transfers transfers() {
        return new Transfers(
                house.db,
                offices(),
                CommittedMarks::listOf,
                () -> new TransferFile.Signer(
                        house.device.get().signer(), house.device.get().signerCertificate()),
                () -> house.enrolment.find().map(OfficeLink::authority));
    }

    private Offices offices() {
        return new Offices() {
            @Override
            public boolean presides(Handle handle, String staff, LocalDate on) {
                return PostHolders.holds(handle, staff, Post.Kind.PRINCIPAL, on)
                        || house.proposals
                                .delegation(handle, staff, Proposal.Kind.STATUS, on)
                                .isPresent();
            }

            @Override
            public boolean keepsRecords(Handle handle, String staff, LocalDate on) {
                return PostHolders.holds(handle, staff, Post.Kind.CLERK, on)
                        || house.entitlements(handle, staff, on).contains(Need.CLERK);
            }

            @Override
            public boolean leads(Handle handle, String staff, String homeroom, LocalDate on) {
                return Roll.leads(handle, staff, homeroom, on);
            }
        };
    }
}
