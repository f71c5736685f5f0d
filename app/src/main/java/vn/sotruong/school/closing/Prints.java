package vn.sotruong.school.closing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.ground.web.Language;
import vn.sotruong.ground.web.Messages;
import vn.sotruong.school.attachments.Attachments;
import vn.sotruong.school.roll.Homeroom;

/** Bản in của các sổ: which there were, which one holds, and which books must be printed again. */
public final class Prints {
    private static final int LONGEST = 500;
    private static final Messages WORDS = Messages.of(Prints.class);

    private Prints() {}

    /**
     * Takes the force from what was printed of that term, and of a later one that carries its results: something in it
     * was amended. Nothing where nothing was printed.
     */
    public static void supersede(Tx tx, String homeroom, int semester, String why) {
        for (int each = semester; each <= 2; each++) {
            find(tx.handle(), homeroom, each)
                    .filter(Print::valid)
                    .ifPresent(print -> PrintTable.supersede(
                            tx, print.superseded(tx.now(), why.substring(0, Math.min(why.length(), LONGEST)))));
        }
    }

    /** The slip of an amendment as a reason, in words. */
    public static String told(@Nullable Long slip) {
        return WORDS.get(Language.VI, "closing.superseded.why", String.valueOf(slip));
    }

    /** The prints of a book, the newest first. */
    public static List<Print> list(Handle handle, String homeroom, int semester) {
        return PrintTable.list(handle, homeroom, semester);
    }

    /** The newest print of a book. */
    public static Optional<Print> find(Handle handle, String homeroom, int semester) {
        return list(handle, homeroom, semester).stream().findFirst();
    }

    /** Lệnh in lại: books whose newest print is superseded, the longest waiting first. */
    public static List<Print> listDue(Handle handle) {
        return PrintTable.listSuperseded(handle);
    }

    static Optional<Print> find(Handle handle, String homeroom, int semester, String id) {
        return PrintTable.find(handle, id)
                .filter(print -> print.homeroom().equals(homeroom) && print.semester() == semester);
    }

    /** The file as it was printed; empty where it is no more what was recorded. */
    static Optional<byte[]> findFile(Handle handle, Print print) {
        return Attachments.find(handle, print.attachment())
                .flatMap(paper -> Attachments.findContent(handle, paper))
                .filter(content -> ClassBook.sha256(content).equals(print.sha256()));
    }

    static int nextSerial(Handle handle, Homeroom homeroom, int semester) {
        return find(handle, homeroom.id(), semester).map(Print::serial).orElse(0) + 1;
    }
}
