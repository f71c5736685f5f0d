package vn.sotruong.school.movements;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.movements.MovementPolicy.Standing;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.Guardian;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Roll;

/** Tiếp nhận: finds out who a newcomer is to this school, and takes them in. */
final class Arriving {
    private Arriving() {}

    /**
     * Nhận ra ai.
     *
     * @param pupil the record that the identifiers belong to, or null for somebody new
     * @param trouble why they cannot be taken in as they are
     * @param alike others born the same day with the same name, who hold other identifiers or none
     */
    record Recognised(@Nullable Pupil pupil, Optional<Reason> trouble, List<Pupil> alike) {}

    static Recognised recognise(Handle handle, Profile profile) {
        var everybody = People.listPupils(handle);
        var byCode = everybody.stream()
                .filter(each -> profile.code() != null && profile.code().equals(each.code()))
                .findFirst();
        var byNumber = everybody.stream()
                .filter(each -> profile.citizenNumber() != null
                        && profile.citizenNumber().equals(each.citizenNumber()))
                .findFirst();
        var found = byCode.or(() -> byNumber).orElse(null);
        var alike = everybody.stream()
                .filter(each ->
                        profile.isLike(each) && (found == null || !each.id().equals(found.id())))
                .toList();
        return new Recognised(found, trouble(profile, found, byCode, byNumber), alike);
    }

    private static Optional<Reason> trouble(
            Profile profile, @Nullable Pupil found, Optional<Pupil> byCode, Optional<Pupil> byNumber) {
        if (found == null) {
            return Optional.empty();
        }
        if (byCode.isPresent()
                && byNumber.isPresent()
                && !byCode.get().id().equals(byNumber.get().id())) {
            return Optional.of(Reason.IDENTIFIERS_OF_TWO);
        }
        var otherCode = profile.code() != null
                && found.code() != null
                && !profile.code().equals(found.code());
        var otherNumber = profile.citizenNumber() != null
                && found.citizenNumber() != null
                && !profile.citizenNumber().equals(found.citizenNumber());
        if (!profile.isLike(found) || otherCode || otherNumber) {
            return Optional.of(Reason.IDENTIFIER_OF_ANOTHER);
        }
        return Kind.TRANSFER_IN.fits(found.status()) ? Optional.empty() : Optional.of(Reason.ALREADY_HERE);
    }

    /** Takes a newcomer in as the request says: record, place, marks, event, all together. */
    static Outcome carryOut(Tx tx, Request request, String approver, boolean compared) {
        var handle = tx.handle();
        var brought = request.record();
        if (brought != null && !brought.trusted() && !compared) {
            return new Refused(Reason.FINGERPRINT_NOT_COMPARED);
        }
        var profile = Objects.requireNonNull(request.profile());
        var recognised = recognise(handle, profile);
        var standing = recognised.pupil() == null
                ? new Standing(PupilStatus.TRANSFERRED, null, null)
                : MovementDesk.standing(handle, recognised.pupil());
        var to = Roll.findHomeroom(handle, request.homeroom()).orElse(null);
        var refusal = recognised
                .trouble()
                .or(() -> profile.fault(MovementDesk.today(tx.now())))
                .or(() -> MovementPolicy.fits(
                        Kind.TRANSFER_IN, standing, request.date(), MovementDesk.today(tx.now()), to))
                .or(() -> MovementDesk.over(handle, Kind.TRANSFER_IN, standing, to));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var pupil = recognised.pupil() == null ? admit(tx, profile) : recognised.pupil();
        MovementDesk.carryOut(tx, request, approver, pupil, to);
        if (brought != null) {
            keepMarks(tx, request, approver, pupil, brought.content());
            keepGuardians(tx, pupil, brought.content());
        }
        return new Done(pupil.id());
    }

    private static Pupil admit(Tx tx, Profile profile) {
        return People.admit(
                tx,
                profile.name(),
                profile.birthDate(),
                profile.sex(),
                profile.ethnicity(),
                profile.code(),
                profile.citizenNumber());
    }

    /** The file's marks stand as the sender signed them; what this school holds already is left as it is. */
    private static void keepMarks(Tx tx, Request request, String approver, Pupil pupil, TransferRecord record) {
        var held = new java.util.HashSet<String>();
        EarlierMarkTable.list(tx.handle(), pupil.id())
                .forEach(each -> held.add(cell(each.schoolYear(), each.semester(), each.subject(), each.col())));
        for (var mark : record.marks()) {
            if (!held.add(cell(mark.year(), mark.semester(), mark.subject(), mark.col()))) {
                continue;
            }
            EarlierMarkTable.create(
                    tx,
                    new EarlierMark(
                            tx.newId(),
                            pupil.id(),
                            mark.year(),
                            mark.semester(),
                            mark.subject(),
                            mark.col(),
                            mark.tenths(),
                            mark.level(),
                            mark.origin() == null ? record.school().name() : mark.origin(),
                            request.words().attachment(),
                            EarlierMark.State.CONFIRMED,
                            request.askedBy(),
                            tx.now(),
                            approver,
                            tx.now()));
        }
    }

    private static void keepGuardians(Tx tx, Pupil pupil, TransferRecord record) {
        var guardians = record.guardians().stream()
                .map(each -> new Guardian(each.relation(), each.name(), each.phone()))
                .toList();
        if (!guardians.isEmpty()) {
            People.keepGuardians(tx, pupil.id(), guardians, record.school().name());
        }
    }

    private static String cell(String year, int semester, String subject, String col) {
        return year + "/" + semester + "/" + subject + "/" + col;
    }
}
