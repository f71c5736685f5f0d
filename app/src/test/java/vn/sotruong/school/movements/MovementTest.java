package vn.sotruong.school.movements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.sotruong.ground.store.ChangeLog;
import vn.sotruong.school.movements.Outcome.Done;
import vn.sotruong.school.movements.Outcome.Refused;
import vn.sotruong.school.people.PupilStatus;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYear;
import vn.sotruong.school.schoolyear.SchoolYears;

class MovementTest {
    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(folder, "79760512", "Trường THCS Hoa Mai");
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void nothing_happens_until_the_principal_approves_and_then_all_of_it_at_once() {
        var asked = town.desk.ask(
                town.actor("leadA"), town.who("leadA"), town.ask(Kind.CLASS_MOVE, "20/11/2026", town.sevenB), null);
        assertThat(asked).isInstanceOf(Done.class);
        assertThat(place()).isEqualTo(town.sevenA.id());
        var id = ((Done) asked).id();
        assertThat(notices("principal")).isEqualTo(1);
        assertThat(notices("leadA")).isZero();
        assertThat(town.desk.approve(town.actor("leadA"), town.who("leadA"), id, false))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(town.desk.approve(town.actor("vice"), town.who("vice"), id, false))
                .isEqualTo(new Refused(Reason.NOT_THE_PRINCIPAL));
        assertThat(town.desk.approve(town.actor("principal"), town.who("principal"), id, false))
                .isInstanceOf(Done.class);
        assertThat(place()).isEqualTo(town.sevenB.id());
        assertThat(town.db.<List<StatusEvent>>read(handle -> Movements.list(handle, town.an.id())))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.fromHomeroom()).isEqualTo(town.sevenA.id());
                    assertThat(event.toHomeroom()).isEqualTo(town.sevenB.id());
                    assertThat(event.requestedBy()).isEqualTo(town.who("leadA"));
                    assertThat(event.approvedBy()).isEqualTo(town.who("principal"));
                });
        assertThat(town.desk.approve(town.actor("principal"), town.who("principal"), id, false))
                .isEqualTo(new Refused(Reason.ALREADY_DECIDED));
        assertThat(town.findings()).isEmpty();
    }

    @Test
    void nobody_approves_their_own_request_even_when_they_preside() {
        town.staff.put("clerk", town.who("principal"));
        var asked = (Done) town.desk.ask(
                town.actor("principal"), town.who("principal"), town.ask(Kind.PAUSE, "20/11/2026", null), null);
        assertThat(town.desk.approve(town.actor("principal"), town.who("principal"), asked.id(), false))
                .isEqualTo(new Refused(Reason.OWN_REQUEST));
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.STUDYING);
        // nor does the store take it from anybody who goes around the program
        assertThatThrownBy(() -> town.write(tx -> {
                    tx.handle()
                            .execute(
                                    "UPDATE movement_request SET state = 'DONE', decided_by = asked_by, decided_at = 'x'");
                    return null;
                }))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_status_change_is_in_the_upload_queue_in_the_same_transaction_or_not_at_all() {
        var before = town.db.<Long>read(ChangeLog::lastSeq);
        assertThat(town.move(town.ask(Kind.WITHDRAWAL, "20/11/2026", null))).isInstanceOf(Done.class);
        assertThat(town.db.<Long>read(
                        handle -> ChangeLog.waitingAfter(handle, before).count()))
                .isEqualTo(3); // the place, the status, the event
        assertThat(town.lines("pupil").getLast()).contains("\"status\":\"DROPPED_OUT\"", "\"op\":\"status\"");
        assertThat(town.lines("status_event").getLast()).contains("WITHDRAWAL");

        var asked = (Done) town.desk.ask(
                town.actor("clerk"), town.who("clerk"), town.ask(Kind.RETURN, "20/11/2026", town.sevenB), null);
        var after = town.db.<Long>read(ChangeLog::lastSeq);
        assertThatThrownBy(() -> town.write(tx -> {
                    var request = RequestTable.find(tx.handle(), asked.id()).orElseThrow();
                    MovementDesk.carryOut(tx, request, town.who("principal"), town.pupil(town.an), town.sevenB);
                    throw new IllegalStateException("the power fails");
                }))
                .hasMessageContaining("the power fails");
        assertThat(town.db.<Long>read(ChangeLog::lastSeq)).isEqualTo(after);
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.DROPPED_OUT);
        assertThat(town.count("status_event")).isEqualTo(1);
    }

    @Test
    void dates_lie_between_the_last_placement_and_today() {
        for (var wrong : List.of("21/11/2026", "2026-11-21")) {
            assertThat(refused(town.ask(Kind.PAUSE, wrong, null))).isEqualTo(Reason.DATE_FUTURE);
        }
        assertThat(refused(town.ask(Kind.TRANSFER_OUT, "04/09/2026", null))).isEqualTo(Reason.DATE_TOO_EARLY);
        for (var wrong : List.of("", "31/02/2026", "hôm nay", "20-11-26", "9999999999")) {
            assertThat(refused(town.ask(Kind.PAUSE, wrong, null))).isEqualTo(Reason.DATE_MALFORMED);
        }
        assertThat(town.move(town.ask(Kind.CLASS_MOVE, "10/10/2026", town.sevenB)))
                .isInstanceOf(Done.class);
        assertThat(refused(town.ask(Kind.TRANSFER_OUT, "09/10/2026", null))).isEqualTo(Reason.DATE_TOO_EARLY);
        assertThat(town.move(town.ask(Kind.TRANSFER_OUT, "10/10/2026", null))).isInstanceOf(Done.class);
    }

    @Test
    void nobody_comes_into_a_class_of_a_year_that_has_ended() {
        assertThat(town.move(town.ask(Kind.WITHDRAWAL, "18/11/2026", null))).isInstanceOf(Done.class);
        var old = town.write(tx -> {
            SchoolYears.open(
                    tx,
                    new SchoolYear(
                            "2025-2026",
                            LocalDate.parse("2025-09-05"),
                            LocalDate.parse("2026-05-31"),
                            SchoolYear.State.CLOSED));
            return Roll.open(tx, "2025-2026", 7, "7Z");
        });
        assertThat(refused(town.ask(Kind.RETURN, "20/11/2026", old))).isEqualTo(Reason.HOMEROOM_YEAR_ENDED);
        assertThat(town.move(town.ask(Kind.RETURN, "20/11/2026", town.sevenB))).isInstanceOf(Done.class);
    }

    @Test
    void what_does_not_fit_is_refused_and_writes_nothing() {
        var before = town.db.<Long>read(ChangeLog::lastSeq);
        assertThat(refused(town.ask(Kind.RETURN, "20/11/2026", town.sevenB))).isEqualTo(Reason.STATUS_DOES_NOT_FIT);
        assertThat(refused(town.ask(Kind.TRANSFER_IN, "20/11/2026", town.sevenB)))
                .isEqualTo(Reason.KIND_UNKNOWN);
        assertThat(refused(town.ask(Kind.CLASS_MOVE, "20/11/2026", town.sevenA)))
                .isEqualTo(Reason.HOMEROOM_SAME);
        assertThat(refused(town.ask(Kind.CLASS_MOVE, "20/11/2026", town.eightA)))
                .isEqualTo(Reason.HOMEROOM_OTHER_GRADE);
        assertThat(refused(town.ask(Kind.CLASS_MOVE, "20/11/2026", null))).isEqualTo(Reason.HOMEROOM_UNKNOWN);
        var out = town.ask(Kind.TRANSFER_OUT, "20/11/2026", null);
        assertThat(refused(new Ask(out.kind(), out.pupil(), out.date(), "", "", "x", "", "x")))
                .isEqualTo(Reason.REASON_MISSING);
        assertThat(refused(new Ask(out.kind(), out.pupil(), out.date(), "", "x", "", "", "x")))
                .isEqualTo(Reason.SCHOOL_MISSING);
        assertThat(refused(new Ask(out.kind(), out.pupil(), out.date(), "", "x", "x", "", "")))
                .isEqualTo(Reason.DOCUMENT_MISSING);
        assertThat(refused(new Ask(out.kind(), out.pupil(), out.date(), "", "x", "x", "../../etc", "x")))
                .isEqualTo(Reason.CODE_MALFORMED);
        assertThat(refused(new Ask(out.kind(), "nobody", out.date(), "", "x", "x", "", "x")))
                .isEqualTo(Reason.NO_SUCH_PUPIL);
        assertThat(refused(new Ask(out.kind(), out.pupil(), out.date(), "'; DROP", "x", "x", "", "x")))
                .isEqualTo(Reason.HOMEROOM_UNKNOWN);
        assertThat(town.desk.ask(town.actor("leadB"), town.who("leadB"), out, null))
                .isEqualTo(new Refused(Reason.NOT_YOURS));
        assertThat(town.desk.ask(town.actor("lan"), town.who("lan"), out, null))
                .isEqualTo(new Refused(Reason.NOT_YOURS));
        assertThat(town.db.<Long>read(ChangeLog::lastSeq)).isEqualTo(before);

        assertThat(town.desk.ask(town.actor("clerk"), town.who("clerk"), out, null))
                .isInstanceOf(Done.class);
        assertThat(refused(out)).isEqualTo(Reason.ALREADY_WAITING);
    }

    @Test
    void a_pause_keeps_the_place_and_a_return_goes_on_there() {
        assertThat(town.move(town.ask(Kind.PAUSE, "01/10/2026", null))).isInstanceOf(Done.class);
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.PAUSED);
        assertThat(place()).isEqualTo(town.sevenA.id());
        assertThat(refused(town.ask(Kind.RETURN, "30/09/2026", null))).isEqualTo(Reason.DATE_TOO_EARLY);
        assertThat(town.move(town.ask(Kind.RETURN, "05/11/2026", null))).isInstanceOf(Done.class);
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.STUDYING);
        assertThat(town.db.<Integer>read(
                        handle -> Roll.listPlaces(handle, town.an.id()).size()))
                .isEqualTo(1);
    }

    @Test
    @Tag("scenario-10")
    void who_transfers_out_and_comes_back_two_years_later_has_the_same_identifier_and_history() {
        var code = town.an.code();
        assertThat(town.move(town.ask(Kind.TRANSFER_OUT, "20/11/2026", null))).isInstanceOf(Done.class);
        assertThat(town.pupil(town.an).status()).isEqualTo(PupilStatus.TRANSFERRED);
        assertThat(town.db.<Boolean>read(
                        handle -> Roll.findPlace(handle, town.an.id()).isEmpty()))
                .isTrue();
        town.clock.forward(Duration.ofDays(365));
        town.enrol("Hồ Gia Năm Sau", null, town.sevenB);
        town.clock.forward(Duration.ofDays(365));
        assertThat(town.move(town.ask(Kind.RETURN, "19/11/2028", town.eightA))).isInstanceOf(Done.class);
        var back = town.pupil(town.an);
        assertThat(back.id()).isEqualTo(town.an.id());
        assertThat(back.code()).isEqualTo(code);
        assertThat(back.citizenNumber()).isEqualTo(town.an.citizenNumber());
        assertThat(back.status()).isEqualTo(PupilStatus.STUDYING);
        assertThat(town.count("pupil")).isEqualTo(4);
        assertThat(town.db.<List<StatusEvent>>read(handle -> Movements.list(handle, town.an.id())))
                .extracting(StatusEvent::kind)
                .containsExactly(Kind.TRANSFER_OUT, Kind.RETURN);
        assertThat(town.db.<List<LocalDate>>read(handle -> Roll.listPlaces(handle, town.an.id()).stream()
                        .map(each -> each.from())
                        .toList()))
                .containsExactly(Town.START, LocalDate.parse("2028-11-19"));
        for (var attack : List.of(
                "DELETE FROM status_event",
                "DELETE FROM enrolment WHERE until_date IS NOT NULL",
                "DELETE FROM pupil",
                "UPDATE pupil SET code = '0000000000'",
                "UPDATE status_event SET kind = 'DROP_OUT'",
                "UPDATE status_event SET date = '2026-09-06'",
                "INSERT OR REPLACE INTO status_event SELECT * FROM status_event",
                "DELETE FROM movement_request")) {
            assertThatThrownBy(() -> town.write(tx -> {
                        tx.handle().execute(attack);
                        return null;
                    }))
                    .as(attack)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(town.findings()).isEmpty();
    }

    private int notices(String who) {
        return town.db.read(handle -> town.desk
                .notices(handle, town.who(who), LocalDate.parse("2026-11-20"))
                .size());
    }

    private String place() {
        return town.db.read(
                handle -> Roll.findPlace(handle, town.an.id()).orElseThrow().homeroom());
    }

    private Reason refused(Ask ask) {
        return ((Refused) town.desk.ask(town.actor("clerk"), town.who("clerk"), ask, null)).reason();
    }
}
