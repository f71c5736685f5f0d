package vn.sotruong.school.movements;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.Sex;
import vn.sotruong.school.people.VietnameseName;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;
import vn.sotruong.sync.bundle.ChangeLine;

/** Chuyển trường bằng tệp đã ký hoặc bằng giấy: writes the file of who leaves, and takes in who comes. */
public final class Transfers {
    private final Database db;
    private final Offices offices;
    private final MarkBook book;
    private final Supplier<TransferFile.Signer> signer;
    private final Supplier<Optional<X509Certificate>> authority;

    /**
     * As a House wires it.
     *
     * @param signer this school's device
     * @param authority whom this school is enrolled with
     */
    public Transfers(
            Database db,
            Offices offices,
            MarkBook book,
            Supplier<TransferFile.Signer> signer,
            Supplier<Optional<X509Certificate>> authority) {
        this.db = db;
        this.offices = offices;
        this.book = book;
        this.signer = signer;
        this.authority = authority;
    }

    /** Tệp gửi đi. */
    public static final class Issued {
        private final String name;
        private final byte[] bytes;

        Issued(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        public String name() {
            return name;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * Xem trước.
     *
     * @param trouble why it cannot be taken in
     * @param known the pupil's record here, from before
     * @param alike others who may be the same person
     */
    public record Preview(TransferFile file, Optional<Reason> trouble, Optional<Pupil> known, List<Pupil> alike) {}

    /** The signed file of a transfer out. */
    public Optional<Issued> issue(String event) {
        var now = signer.get();
        return db.read(handle -> record(handle, event)
                .map(record -> new Issued(
                        TransferFile.name(
                                record.school().code(),
                                record.pupil().code(),
                                record.event().date().toString()),
                        TransferFile.sign(record, now))));
    }

    /** What a person here reads aloud to the receiving school. */
    public String spoken() {
        return Certificates.spoken(signer.get().certificate());
    }

    Optional<TransferRecord> record(Handle handle, String id) {
        return StatusEventTable.find(handle, id)
                .filter(event -> event.kind() == Kind.TRANSFER_OUT)
                .map(event -> record(handle, event));
    }

    private TransferRecord record(Handle handle, StatusEvent event) {
        var school = SchoolYears.getSchool(handle);
        var marks = new ArrayList<>(book.list(handle, event.pupil()));
        EarlierMarkTable.list(handle, event.pupil()).stream()
                .filter(each -> each.state() == EarlierMark.State.CONFIRMED)
                .map(each -> new TransferRecord.Mark(
                        each.schoolYear(),
                        each.semester(),
                        each.subject(),
                        each.col(),
                        each.tenths(),
                        each.level(),
                        each.origin()))
                .filter(brought -> marks.stream().noneMatch(own -> sameCell(own, brought)))
                .toList()
                .forEach(marks::add);
        marks.sort(java.util.Comparator.comparing(TransferRecord.Mark::year)
                .thenComparingInt(TransferRecord.Mark::semester)
                .thenComparing(TransferRecord.Mark::subject)
                .thenComparing(TransferRecord.Mark::col));
        var words = event.words();
        return new TransferRecord(
                authority.get().map(Certificates::pem).orElse(null),
                places(handle, event.pupil()),
                new TransferRecord.Leaving(
                        event.id(),
                        event.date(),
                        words.reason(),
                        words.documentNo(),
                        String.valueOf(words.otherSchool()),
                        words.otherCode()),
                People.listGuardians(handle, event.pupil()).stream()
                        .map(each -> new TransferRecord.Guardian(each.name(), each.kind(), each.phone()))
                        .toList(),
                ChangeLine.time(event.at()),
                marks,
                Profile.of(People.getPupil(handle, event.pupil())),
                new TransferRecord.Sender(school.id(), school.name()),
                StatusEventTable.list(handle, event.pupil()).stream()
                        .map(each -> new TransferRecord.Status(
                                each.kind().name(),
                                each.date(),
                                each.words().reason(),
                                each.words().otherSchool()))
                        .toList(),
                SchoolYears.listSubjects(handle).stream()
                        .map(each -> new TransferRecord.SubjectName(
                                each.id(), each.kind().name(), each.name()))
                        .toList());
    }

    private static boolean sameCell(TransferRecord.Mark a, TransferRecord.Mark b) {
        return a.year().equals(b.year())
                && a.semester() == b.semester()
                && a.subject().equals(b.subject())
                && a.col().equals(b.col());
    }

    private static List<TransferRecord.Place> places(Handle handle, String pupil) {
        var places = new ArrayList<TransferRecord.Place>();
        for (var each : Roll.listPlaces(handle, pupil)) {
            var homeroom = Roll.getHomeroom(handle, each.homeroom());
            places.add(new TransferRecord.Place(
                    homeroom.schoolYear(), homeroom.grade(), homeroom.name(), each.from(), each.until()));
        }
        return places;
    }

    /** Takes a file in for a look; nothing of it is believed or kept beyond this person's preview. */
    public TransferFile.Reading upload(Actor actor, String staff, byte[] file) {
        return db.write(actor, tx -> {
            if (!offices.keepsRecords(tx.handle(), staff, MovementDesk.today(tx.now()))) {
                return new TransferFile.Reading.Refused(Reason.NOT_THE_CLERK);
            }
            var reading = TransferFile.open(file, authority.get().orElse(null), tx.now());
            if (reading instanceof TransferFile.Reading.Opened(var opened)) {
                var refusal = misplaced(tx.handle(), opened.record());
                if (refusal.isPresent()) {
                    return new TransferFile.Reading.Refused(refusal.get());
                }
                InboxTable.put(tx, file);
            }
            return reading;
        });
    }

    /** Whether a file is for another school, or from this one, or taken in before. */
    private static Optional<Reason> misplaced(Handle handle, TransferRecord record) {
        var here = SchoolYears.getSchool(handle).id();
        var to = record.event().toCode();
        if (record.school().code().equals(here)) {
            return Optional.of(Reason.FILE_OF_OURS);
        }
        if (to != null && !to.equals(here)) {
            return Optional.of(Reason.FILE_FOR_ANOTHER_SCHOOL);
        }
        return RequestTable.findSource(handle, record.source()).map(each -> Reason.FILE_TAKEN_ALREADY);
    }

    /** The file that this account is looking at. */
    public Optional<Preview> find(Actor actor, java.time.Instant now) {
        return db.read(handle -> InboxTable.find(handle, actor.account())
                .flatMap(file -> TransferFile.open(file, authority.get().orElse(null), now)
                                instanceof TransferFile.Reading.Opened(var opened)
                        ? Optional.of(preview(handle, opened, now))
                        : Optional.empty()));
    }

    /** What a file that already waits for the principal would do now. */
    public static Arrival look(Handle handle, Request request) {
        var recognised = Arriving.recognise(handle, java.util.Objects.requireNonNull(request.profile()));
        return new Arrival(recognised.trouble(), Optional.ofNullable(recognised.pupil()), recognised.alike());
    }

    /** Người đến, như sổ nhận ra. */
    public record Arrival(Optional<Reason> trouble, Optional<Pupil> known, List<Pupil> alike) {}

    private static Preview preview(Handle handle, TransferFile file, java.time.Instant now) {
        var profile = file.record().pupil();
        var recognised = Arriving.recognise(handle, profile);
        return new Preview(
                file,
                recognised
                        .trouble()
                        .or(() -> misplaced(handle, file.record()))
                        .or(() -> profile.fault(MovementDesk.today(now))),
                Optional.ofNullable(recognised.pupil()),
                recognised.alike());
    }

    /** Puts the file away unread. */
    public void discard(Actor actor) {
        db.write(actor, tx -> {
            InboxTable.remove(tx);
            return null;
        });
    }

    /** Asks the principal to take in whom the file tells of. */
    public Outcome askByFile(Actor actor, String staff, String date, String homeroom) {
        return db.write(actor, tx -> {
            var file = InboxTable.find(tx.handle(), actor.account());
            if (file.isEmpty()) {
                return new Refused(Reason.FILE_MISSING);
            }
            return switch (TransferFile.open(file.get(), authority.get().orElse(null), tx.now())) {
                case TransferFile.Reading.Refused(var reason) -> new Refused(reason);
                case TransferFile.Reading.Opened(var opened) -> {
                    var record = opened.record();
                    var misplaced = misplaced(tx.handle(), record);
                    if (misplaced.isPresent()) {
                        yield new Refused(misplaced.get());
                    }
                    var ask = new Ask(
                            Kind.TRANSFER_IN.name(),
                            "",
                            date,
                            homeroom,
                            record.event().reason(),
                            record.school().name(),
                            record.school().code(),
                            Optional.ofNullable(record.event().documentNo()).orElse("—"));
                    var outcome = ask(
                            tx,
                            staff,
                            ask,
                            record.pupil(),
                            new Request.Brought(record, opened.spoken(), opened.known()),
                            null);
                    if (outcome instanceof Outcome.Done) {
                        InboxTable.remove(tx);
                    }
                    yield outcome;
                }
            };
        });
    }

    /**
     * Lý lịch, như người dùng gõ.
     *
     * @param name họ và tên
     */
    public record Typed(
            String name, String birthDate, String sex, String ethnicity, String code, String citizenNumber) {}

    /** Asks the principal to take in whom a paper tells of. */
    public Outcome askByPaper(Actor actor, String staff, Typed who, Ask ask, @Nullable Paper paper) {
        var born = Ask.day(who.birthDate());
        if (who.name().strip().indexOf(' ') < 0 || who.name().length() > 100) {
            return new Refused(Reason.NAME_MISSING);
        }
        if (born.isEmpty()) {
            return new Refused(Reason.BIRTH_DATE_WRONG);
        }
        var profile = new Profile(
                VietnameseName.split(who.name()),
                born.get(),
                who.sex().equals("FEMALE") ? Sex.FEMALE : Sex.MALE,
                Ask.orNull(who.ethnicity()),
                Ask.orNull(who.code()),
                Ask.orNull(who.citizenNumber()));
        return db.write(actor, tx -> ask(tx, staff, ask, profile, null, paper));
    }

    private Outcome ask(
            Tx tx, String staff, Ask ask, Profile profile, Request.@Nullable Brought brought, @Nullable Paper paper) {
        var handle = tx.handle();
        var today = MovementDesk.today(tx.now());
        if (!offices.keepsRecords(handle, staff, today)) {
            return new Refused(Reason.NOT_THE_CLERK);
        }
        var date = ask.readDate();
        if (date.isEmpty()) {
            return new Refused(Reason.DATE_MALFORMED);
        }
        var recognised = Arriving.recognise(handle, profile);
        var pupil = recognised.pupil();
        var standing = pupil == null
                ? new MovementPolicy.Standing(vn.sotruong.school.people.PupilStatus.TRANSFERRED, null, null)
                : MovementDesk.standing(handle, pupil);
        var refusal = recognised
                .trouble()
                .or(() -> profile.fault(today))
                .or(() -> MovementPolicy.lack(Kind.TRANSFER_IN, ask.words(null)))
                .or(() -> MovementPolicy.fits(
                        Kind.TRANSFER_IN,
                        standing,
                        date.get(),
                        today,
                        Roll.findHomeroom(handle, Ask.orNull(ask.homeroom())).orElse(null)))
                .or(() -> MovementDesk.over(
                        handle,
                        Kind.TRANSFER_IN,
                        standing,
                        Roll.findHomeroom(handle, Ask.orNull(ask.homeroom())).orElse(null)))
                .or(() -> pupil == null
                        ? Optional.empty()
                        : RequestTable.findWaiting(handle, pupil.id()).map(each -> Reason.ALREADY_WAITING));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        return MovementDesk.keep(
                tx,
                paper,
                attachment -> new Request(
                        tx.newId(),
                        Kind.TRANSFER_IN,
                        pupil == null ? null : pupil.id(),
                        date.get(),
                        ask.homeroom(),
                        ask.words(attachment),
                        profile,
                        brought,
                        Request.State.WAITING,
                        staff,
                        tx.now(),
                        null,
                        null,
                        null));
    }
}
