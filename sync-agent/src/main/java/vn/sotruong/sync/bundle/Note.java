package vn.sotruong.sync.bundle;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Broken;
import vn.sotruong.backup.seal.Signatures;

/** Phiếu có chữ ký: the signature is verified over the bytes before they are read (BUNDLE.md §5). */
record Note(Fields fields, X509Certificate signer) {
    static final int VERSION = 1;
    static final int MAX_BYTES = 1 << 20;

    /** Reads a note's fields into a record. */
    interface Reading<T> {
        T from(Note note) throws NoteRefused;
    }

    static <T> T open(byte[] p7m, X509Certificate authority, @Nullable Instant at, Reading<T> reading)
            throws NoteRefused {
        if (p7m.length > MAX_BYTES) {
            throw new NoteRefused("a note longer than 1 MiB");
        }
        try {
            var opened = Signatures.verifyAttached(p7m, authority, at);
            var fields = Fields.read(opened.content());
            fields.version(VERSION);
            return reading.from(new Note(fields, opened.signer()));
        } catch (Broken broken) {
            throw new NoteRefused("the signature of the note does not hold: " + broken.getMessage(), broken);
        } catch (NotCanonical broken) {
            throw new NoteRefused("the note has not its form: " + broken.getMessage(), broken);
        }
    }

    void require(Seat seat, String code) throws NoteRefused {
        if (!seat.isOf(code, signer)) {
            throw new NoteRefused("the note is not signed by whom it speaks for");
        }
    }
}
