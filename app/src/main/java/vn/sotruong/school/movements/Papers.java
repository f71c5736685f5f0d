package vn.sotruong.school.movements;

import java.time.Clock;
import org.jdbi.v3.core.Handle;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.attachments.Referrer;

/** Bản quét của các biến động: who reads the paper of a request, an event, an exemption or an earlier mark. */
public final class Papers implements Referrer {
    private final MovementDesk desk;
    private final Clock clock;

    public Papers(MovementDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public boolean shows(Handle handle, String attachment, Visitor visitor) {
        var today = MovementDesk.today(clock.instant());
        return PaperTable.list(handle, attachment).stream()
                .anyMatch(use -> visitor.holds(Need.CLERK)
                        || visitor.holds(Need.PRINCIPAL)
                        || (visitor.holds(Need.INSPECTOR) && use.inspected())
                        || (visitor.holds(Need.HOMEROOM)
                                && use.pupil() != null
                                && desk.leads(handle, visitor.person(), use.pupil(), today)));
    }
}
