package vn.sotruong.school.merging;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.web.Formats;
import vn.sotruong.ground.web.Need;
import vn.sotruong.ground.web.Notice;
import vn.sotruong.ground.web.Visitor;
import vn.sotruong.school.accounts.Standing;
import vn.sotruong.school.board.Board;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Roll;

/** Gộp hồ sơ trùng: what may be done with two records of one pupil. */
public final class Merging {
    /** The journalled table of this room. */
    public static final List<Entity> ENTITIES = List.of(MergeTable.PUPIL_MERGE);

    static final int LONGEST = 300;
    static final int LONGEST_DOCUMENT = 100;

    private final Database db;
    private final Board board;
    private final BiFunction<Handle, String, Set<String>> cells;

    /** @param cells where a pupil has marks: year, subject, term and column of each, as one text */
    public Merging(Database db, Board board, BiFunction<Handle, String, Set<String>> cells) {
        this.db = db;
        this.board = board;
        this.cells = cells;
    }

    /** Asks for {@code gone} to be merged into {@code kept}. @return why not, if it was refused */
    Optional<Reason> ask(Visitor visitor, String gone, String kept, String why, String document) {
        if (!visitor.holds(Need.CLERK)) {
            return Optional.of(Reason.NOT_YOURS);
        }
        if (why.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        if (document.isBlank()) {
            return Optional.of(Reason.DOCUMENT_MISSING);
        }
        if (why.length() > LONGEST || document.length() > LONGEST_DOCUMENT) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        return db.write(visitor.actor(), tx -> {
            var handle = tx.handle();
            if (!Standing.full(handle, visitor.account())) {
                return Optional.of(Reason.NOT_IN_FULL_STANDING);
            }
            var obstacle = obstacle(handle, gone, kept).or(() -> waits(handle, gone, kept));
            if (obstacle.isPresent()) {
                return obstacle;
            }
            MergeTable.create(
                    tx,
                    new Merge(
                            tx.newId(),
                            gone,
                            kept,
                            why,
                            document,
                            Merge.State.WAITING,
                            visitor.person(),
                            tx.now(),
                            null,
                            null,
                            null));
            return Optional.empty();
        });
    }

    private static Optional<Reason> waits(Handle handle, String gone, String kept) {
        var both = Set.of(gone, kept);
        return MergeTable.list(handle).stream()
                        .anyMatch(each -> each.state() == Merge.State.WAITING
                                && (both.contains(each.gone()) || both.contains(each.kept())))
                ? Optional.of(Reason.WAITS)
                : Optional.empty();
    }

    /** Why these two cannot be merged, that way round. */
    Optional<Reason> obstacle(Handle handle, String gone, String kept) {
        if (gone.equals(kept)) {
            return Optional.of(Reason.SAME_RECORD);
        }
        var one = People.findPupil(handle, gone);
        var two = People.findPupil(handle, kept);
        if (one.isEmpty() || two.isEmpty()) {
            return Optional.of(Reason.NOT_FOUND);
        }
        if (People.findKept(handle, gone).isPresent()
                || People.findKept(handle, kept).isPresent()) {
            return Optional.of(Reason.MERGED_ALREADY);
        }
        return bound(one.get(), two.get()).or(() -> seated(handle, gone, kept)).or(() -> {
            var clash = new HashSet<>(cells.apply(handle, gone));
            clash.retainAll(cells.apply(handle, kept));
            return clash.isEmpty() ? Optional.empty() : Optional.of(Reason.MARKS_CLASH);
        });
    }

    private static Optional<Reason> bound(Pupil gone, Pupil kept) {
        if (differ(gone.code(), kept.code()) || differ(gone.citizenNumber(), kept.citizenNumber())) {
            return Optional.of(Reason.BOUND_TO_TWO);
        }
        return gone.code() != null && kept.code() == null ? Optional.of(Reason.KEEP_THE_CODED) : Optional.empty();
    }

    private static boolean differ(@Nullable String one, @Nullable String two) {
        return one != null && two != null && !one.equals(two);
    }

    private static Optional<Reason> seated(Handle handle, String gone, String kept) {
        return Roll.findPlace(handle, gone).isPresent()
                        && Roll.findPlace(handle, kept).isEmpty()
                ? Optional.of(Reason.KEEP_THE_SEATED)
                : Optional.empty();
    }

    /** Approves: from here on the record that goes points to the kept one, and leaves the class in which both sat. */
    Optional<Reason> approve(Actor actor, String staff, String id) {
        return db.write(actor, tx -> {
            var handle = tx.handle();
            var merge = MergeTable.find(handle, id);
            var refusal = refusal(handle, actor, staff, merge, tx.now())
                    .or(() -> merge.flatMap(each -> obstacle(handle, each.gone(), each.kept())));
            if (refusal.isPresent() || merge.isEmpty()) {
                return Optional.of(refusal.orElse(Reason.NOTHING_WAITS));
            }
            var found = merge.get();
            var place = Roll.findPlace(handle, found.gone());
            if (place.isPresent()) {
                var today = day(tx.now());
                var until = today.isBefore(place.get().from()) ? place.get().from() : today;
                Roll.withdraw(tx, People.getPupil(handle, found.gone()), until, found.why());
            }
            People.merge(tx, found.gone(), found.kept(), found.id());
            MergeTable.put(tx, found.decided(Merge.State.DONE, staff, tx.now(), null));
            return Optional.empty();
        });
    }

    /** Refuses with a reason. */
    Optional<Reason> refuse(Actor actor, String staff, String id, String said) {
        if (said.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        if (said.length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var merge = MergeTable.find(tx.handle(), id);
            var refusal = refusal(tx.handle(), actor, staff, merge, tx.now());
            if (refusal.isPresent() || merge.isEmpty()) {
                return Optional.of(refusal.orElse(Reason.NOTHING_WAITS));
            }
            MergeTable.put(tx, merge.get().decided(Merge.State.REFUSED, staff, tx.now(), said));
            return Optional.empty();
        });
    }

    /** Takes a request of one's own back. */
    Optional<Reason> takeBack(Actor actor, String staff, String id, String said) {
        if (said.isBlank()) {
            return Optional.of(Reason.WHY_MISSING);
        }
        if (said.length() > LONGEST) {
            return Optional.of(Reason.TEXT_TOO_LONG);
        }
        return db.write(actor, tx -> {
            var merge = MergeTable.find(tx.handle(), id)
                    .filter(each -> each.state() == Merge.State.WAITING
                            && each.askedBy().equals(staff));
            if (merge.isEmpty()) {
                return Optional.of(Reason.NOTHING_WAITS);
            }
            MergeTable.put(tx, merge.get().decided(Merge.State.TAKEN_BACK, staff, tx.now(), said));
            return Optional.empty();
        });
    }

    private Optional<Reason> refusal(Handle handle, Actor actor, String staff, Optional<Merge> merge, Instant now) {
        if (!board.decides(handle, actor, staff, day(now))) {
            return Optional.of(Reason.NOT_THE_PRINCIPAL);
        }
        if (!Standing.full(handle, actor.account())) {
            return Optional.of(Reason.NOT_IN_FULL_STANDING);
        }
        if (merge.filter(each -> each.state() == Merge.State.WAITING).isEmpty()) {
            return Optional.of(Reason.NOTHING_WAITS);
        }
        return merge.get().askedBy().equals(staff) ? Optional.of(Reason.SAME_PERSON) : Optional.empty();
    }

    /** Whether this person decides what waits. */
    boolean decides(Handle handle, Visitor visitor, Instant now) {
        return board.decides(handle, visitor.actor(), visitor.person(), day(now));
    }

    /** What this person should know today. */
    public List<Notice> reminders(Handle handle, Visitor visitor) {
        var notices = new ArrayList<Notice>();
        if (visitor.holds(Need.PRINCIPAL)) {
            var waiting = MergeTable.list(handle).stream()
                    .filter(each -> each.state() == Merge.State.WAITING
                            && !each.askedBy().equals(visitor.person()))
                    .count();
            if (waiting > 0) {
                notices.add(new Notice(
                        Notice.Tone.WAITS,
                        "merging.today.waiting",
                        List.of(String.valueOf(waiting)),
                        MergingPages.HOME));
            }
        }
        return notices;
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, Formats.ZONE);
    }
}
