package vn.sotruong.school.people;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.people.Identification.Identified;
import vn.sotruong.school.people.Identification.Refused;

/** Hồ sơ học sinh và giáo viên, nhân viên: what may be done with people. Nobody is ever deleted. */
public final class People {
    /** Học sinh, as the journal names them. */
    public static final Entity PUPIL = PupilTable.PUPIL;

    /** Giáo viên, nhân viên, as the journal names them. */
    public static final Entity STAFF = StaffTable.STAFF;

    /** Every table of this room that the journal knows, {@link #PUPIL} and {@link #STAFF} among them. */
    public static final List<Entity> ENTITIES = List.of(
            PUPIL,
            STAFF,
            TombstoneTable.PUPIL_TOMBSTONE,
            ProfileTable.PUPIL_PROFILE,
            ProfileTable.GUARDIAN,
            ProfileTable.STAFF_PROFILE,
            StaffEntryTable.STAFF_ENTRY,
            PastYearTable.PAST_YEAR,
            HealthTable.HEALTH_BASICS,
            HealthTable.HEALTH_MEASURE,
            ReviewTable.RECORD_REVIEW,
            PairTable.PUPIL_PAIR,
            ExtraTable.EXTRA_FIELD,
            ExtraTable.EXTRA_VALUE,
            SuccessionTable.CODE_SUCCESSION);

    private static final int LONGEST_GUARDIAN = 100;

    private People() {}

    /** Adds a pupil who studies here from now on. The identifiers must be nobody else's. */
    public static Pupil admit(
            Tx tx,
            VietnameseName name,
            LocalDate birthDate,
            Sex sex,
            @Nullable String ethnicity,
            @Nullable String code,
            @Nullable String citizenNumber) {
        var pupil = new Pupil(tx.newId(), code, citizenNumber, name, birthDate, sex, ethnicity, PupilStatus.STUDYING);
        tx.create(PUPIL, PupilTable.row(pupil));
        return pupil;
    }

    /** Adds a member of staff who works here from now on. */
    public static Staff engage(Tx tx, VietnameseName name, @Nullable String code) {
        var staff = new Staff(tx.newId(), code, name, StaffStatus.WORKING);
        tx.create(STAFF, StaffTable.row(staff));
        return staff;
    }

    /** Binds the code that the upper database gave to a pupil who had none. */
    public static Identification identifyPupil(Tx tx, String id, String code) {
        var pupil = getPupil(tx.handle(), id);
        var holder = PupilTable.findByCode(tx.handle(), code).map(Pupil::id);
        var refusal = PeoplePolicy.identify(id, pupil.code(), code, holder);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (pupil.code() == null) {
            if (PupilTable.isFirstCode(tx.handle(), code)
                    || PupilTable.firstCode(tx.handle(), id).isPresent()) {
                Successions.take(tx, id, code);
            } else {
                tx.amend(PUPIL, PupilTable.row(pupil.identified(code)), null);
            }
        }
        return new Identified();
    }

    /** Binds the code that the upper database gave to a member of staff who had none. */
    public static Identification identifyStaff(Tx tx, String id, String code) {
        var staff = getStaff(tx.handle(), id);
        var holder = StaffTable.findByCode(tx.handle(), code).map(Staff::id);
        var refusal = PeoplePolicy.identify(id, staff.code(), code, holder);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (staff.code() == null) {
            if (StaffTable.isFirstCode(tx.handle(), code)
                    || StaffTable.firstCode(tx.handle(), id).isPresent()) {
                Successions.take(tx, id, code);
            } else {
                tx.amend(STAFF, StaffTable.row(staff.identified(code)), null);
            }
        }
        return new Identified();
    }

    /** Changes what a pupil is to the school; record and identifiers stay. */
    public static void changeStatus(Tx tx, Pupil pupil, PupilStatus status, String why) {
        tx.status(PUPIL, PupilTable.row(tx.handle(), pupil.as(status)), why);
    }

    /** Changes what a member of staff is to the school; record and identifiers stay. */
    public static void changeStatus(Tx tx, Staff staff, StaffStatus status, String why) {
        tx.status(STAFF, StaffTable.row(tx.handle(), staff.as(status)), why);
    }

    /**
     * Ends a code that was bound to the wrong person; it stays to be seen in the journal and in its column.
     *
     * @param newCode what is in force instead; null when the right code is not known yet
     * @param change id of the change that two people made
     */
    public static void supersede(Tx tx, String person, String oldCode, @Nullable String newCode, String change) {
        Successions.put(tx, person, newCode, oldCode, change);
    }

    /**
     * Makes a record point to another one of the same pupil. Neither is deleted and nothing that hangs on them moves;
     * lists name the kept one alone.
     *
     * @param change id of the change that two people made
     */
    public static void merge(Tx tx, String gone, String kept, String change) {
        TombstoneTable.create(tx, gone, kept, change);
    }

    /** The record that is kept instead of this one; empty where it stands itself. */
    public static Optional<String> findKept(Handle handle, String id) {
        return TombstoneTable.findKept(handle, id);
    }

    /** The records that were merged into this one. */
    public static List<Pupil> listMerged(Handle handle, String kept) {
        return TombstoneTable.listGone(handle, kept).stream()
                .map(each -> getPupil(handle, each))
                .toList();
    }

    /** Whoever has the code in force now: pupil or member of staff. */
    public static Optional<String> findHolder(Handle handle, String code) {
        return PupilTable.findByCode(handle, code)
                .map(Pupil::id)
                .or(() -> StaffTable.findByCode(handle, code).map(Staff::id));
    }

    /** A pupil's father, mother and guardian, as far as they are known by name. */
    public static List<Guardian> listGuardians(Handle handle, String pupil) {
        var answers = ProfileTable.pupil(handle, pupil);
        return ProfileTable.GUARDIANS.stream()
                .filter(kind -> !answers.getOrDefault(kind + ".name", "").isEmpty())
                .map(kind -> {
                    var phone = answers.getOrDefault(kind + ".phone", "");
                    return new Guardian(
                            kind.toUpperCase(Locale.ROOT),
                            answers.getOrDefault(kind + ".name", ""),
                            phone.isEmpty() ? null : phone);
                })
                .toList();
    }

    /** Fills what a pupil's record and guardians do not say yet; what stands there stays. */
    public static void complete(Tx tx, String pupil, Map<String, String> said, String why) {
        if (said.isEmpty()) {
            return;
        }
        var answers = new HashMap<>(ProfileTable.pupil(tx.handle(), pupil));
        var changed = new HashSet<String>();
        said.forEach((key, value) -> {
            if (answers.getOrDefault(key, "").isEmpty()) {
                answers.put(key, value);
                changed.add(key);
            }
        });
        ProfileTable.putPupil(tx, pupil, answers, changed, why);
    }

    /** Adds the guardians whom a record brings along; one who stands here already is left as they are. */
    public static void keepGuardians(Tx tx, String pupil, List<Guardian> guardians, String why) {
        var answers = new HashMap<>(ProfileTable.pupil(tx.handle(), pupil));
        var changed = new HashSet<String>();
        for (var each : guardians) {
            var kind = each.kind().toLowerCase(Locale.ROOT);
            var phone = each.phone();
            if (ProfileTable.GUARDIANS.contains(kind)
                    && answers.getOrDefault(kind + ".name", "").isEmpty()
                    && each.name().length() <= LONGEST_GUARDIAN) {
                answers.put(kind + ".name", each.name());
                changed.add(kind + ".name");
                if (phone != null && phone.matches("[0-9]{10,11}")) {
                    answers.put(kind + ".phone", phone);
                }
            }
        }
        ProfileTable.putPupil(tx, pupil, answers, changed, why);
    }

    /** Whether the pupil's record says of a disability. */
    public static boolean isDisabled(Handle handle, String pupil) {
        return !Set.of("", "NONE").contains(ProfileTable.pupil(handle, pupil).getOrDefault("disability", ""));
    }

    public static Optional<Pupil> findPupil(Handle handle, String id) {
        return PupilTable.find(handle, id);
    }

    public static Pupil getPupil(Handle handle, String id) {
        return findPupil(handle, id).orElseThrow(() -> new NoSuchElementException("no pupil " + id));
    }

    /** Every pupil once, in the order of names. */
    public static List<Pupil> listPupils(Handle handle) {
        return PupilTable.list(handle);
    }

    /** Ids of whoever is known and does not study here now. */
    public static Set<String> listAway(Handle handle) {
        return PupilTable.listAway(handle);
    }

    /** The pupils of these ids, by id; unknown ids are left out. */
    public static Map<String, Pupil> mapPupils(Handle handle, Collection<String> ids) {
        return PupilTable.map(handle, ids);
    }

    /**
     * Người để liên lạc: cha, mẹ, người giám hộ; each text may be empty.
     *
     * @param phone digits
     */
    public record Contact(String name, String phone) {}

    /** Whom to call about pupils, by pupil; whoever asks has seen to it that they may know. */
    public static Map<String, List<Contact>> mapContacts(Handle handle, List<String> pupils) {
        return ProfileTable.contacts(handle, pupils);
    }

    /** The full name of somebody of the staff; empty where there is nobody of that id. */
    public static String staffName(Handle handle, String id) {
        return findStaff(handle, id).map(each -> each.name().full()).orElse("");
    }

    public static Optional<Staff> findStaff(Handle handle, String id) {
        return StaffTable.find(handle, id);
    }

    public static Staff getStaff(Handle handle, String id) {
        return findStaff(handle, id).orElseThrow(() -> new NoSuchElementException("no staff " + id));
    }

    /** Every member of staff, in the order of names. */
    public static List<Staff> listStaff(Handle handle) {
        return StaffTable.list(handle);
    }
}
