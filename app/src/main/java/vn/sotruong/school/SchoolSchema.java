package vn.sotruong.school;

import java.util.List;
import java.util.stream.Stream;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Refusals;
import vn.sotruong.ground.store.Schema;
import vn.sotruong.school.accounts.Accounts;
import vn.sotruong.school.accounts.Sessions;
import vn.sotruong.school.amendments.Amendments;
import vn.sotruong.school.appliance.SystemUpdates;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.attendance.Attendance;
import vn.sotruong.school.audit.LoweredGuards;
import vn.sotruong.school.audit.Restores;
import vn.sotruong.school.board.ArchiveKeys;
import vn.sotruong.school.board.Decisions;
import vn.sotruong.school.board.StandIns;
import vn.sotruong.school.closing.Closings;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.governance.Proposals;
import vn.sotruong.school.gradebook.Gradebook;
import vn.sotruong.school.identifiers.Identifiers;
import vn.sotruong.school.incidents.Incidents;
import vn.sotruong.school.locks.Locks;
import vn.sotruong.school.merging.Merging;
import vn.sotruong.school.movements.Movements;
import vn.sotruong.school.observations.Observations;
import vn.sotruong.school.outbox.Outbox;
import vn.sotruong.school.people.People;
import vn.sotruong.school.primary.Traits;
import vn.sotruong.school.progress.Progress;
import vn.sotruong.school.promotion.Promotion;
import vn.sotruong.school.rectifications.Rectifications;
import vn.sotruong.school.remarks.Remarks;
import vn.sotruong.school.results.Results;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.rollover.Rollover;
import vn.sotruong.school.safekeeping.Safekeeping;
import vn.sotruong.school.schoolyear.RulesetChoices;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.school.secrets.Custody;
import vn.sotruong.school.timekeeping.Timekeeping;
import vn.sotruong.school.upkeep.SupportFile;
import vn.sotruong.school.windows.Windows;

/** Cấu trúc sổ của trường: every table whose rows leave a line in the journal. */
public final class SchoolSchema {
    /** The whole. */
    public static final Schema SCHEMA = new Schema(
            List.of("vn/sotruong/ground/store/migrations", "vn/sotruong/school/migrations"),
            journalled(),
            List.of(Attachments::findings, Sessions::findings, Outbox::findings),
            Restores::confirmed);

    private SchoolSchema() {}

    private static List<Entity> journalled() {
        return Stream.of(
                        List.of(
                                SchoolYears.SCHOOL,
                                SchoolYears.SCHOOL_YEAR,
                                SchoolYears.SUBJECT,
                                SchoolYears.CAMPUS,
                                RulesetChoices.RULESET_CHOICE),
                        People.ENTITIES,
                        Identifiers.ENTITIES,
                        Roll.ENTITIES,
                        Rollover.ENTITIES,
                        Merging.ENTITIES,
                        Accounts.ENTITIES,
                        Gradebook.ENTITIES,
                        Movements.ENTITIES,
                        Results.ENTITIES,
                        Remarks.ENTITIES,
                        Traits.ENTITIES,
                        Promotion.ENTITIES,
                        Observations.ENTITIES,
                        List.of(Locks.LOCK),
                        Closings.ENTITIES,
                        Windows.ENTITIES,
                        Progress.ENTITIES,
                        Proposals.ENTITIES,
                        Decisions.ENTITIES,
                        StandIns.ENTITIES,
                        List.of(ArchiveKeys.ARCHIVE_KEY),
                        Safekeeping.ENTITIES,
                        Conduct.ENTITIES,
                        Rectifications.ENTITIES,
                        Incidents.ENTITIES,
                        Outbox.ENTITIES,
                        Attendance.ENTITIES,
                        Amendments.ENTITIES,
                        List.of(Attachments.ATTACHMENT),
                        List.of(Timekeeping.CLOCK_ACT, Refusals.REFUSAL),
                        SystemUpdates.ENTITIES,
                        Custody.ENTITIES,
                        List.of(Restores.RESTORE_CONFIRMATION, LoweredGuards.LOWERED_GUARDS, SupportFile.SUPPORT_FILE))
                .flatMap(List::stream)
                .toList();
    }
}
