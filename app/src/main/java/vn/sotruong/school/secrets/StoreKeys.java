package vn.sotruong.school.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.KeyDrawer;
import vn.sotruong.backup.sqlite.DatabaseKey;
import vn.sotruong.ground.kernel.DataFolder;

/** Nguồn khóa kho: where the key of the store comes from. Every program that opens or makes a store asks here. */
public sealed interface StoreKeys {
    /** The name of the credential in which the system hands us the key. */
    String CREDENTIAL = "store.key";

    /** What the passphrase of the other private keys is for. */
    String DRAWER = "sotruong keys v1";

    /** Tình trạng khóa kho. */
    enum State {
        READY,
        /** Nothing here gives the key. */
        MISSING,
        /** A key in a file lies beside another one in a credential: nobody can say which of them opens the store. */
        TWO
    }

    State state();

    /** The key of the store. */
    DatabaseKey get();

    /** The key of a store that is about to be made in an empty folder; one drawn here is kept there. */
    DatabaseKey fresh(DataFolder empty, SecureRandom random);

    /** The private keys of a store that this key opens, in the folder of keys. */
    static KeyDrawer drawer(DatabaseKey key, DataFolder data) {
        return KeyDrawer.under(key.derive(DRAWER), data.keys());
    }

    /** A file beside the store: of a demo, and of a server that its own people look after. */
    static StoreKeys inFile(DataFolder data) {
        return new InFile(data);
    }

    /**
     * As this start of the program was given it.
     *
     * @param credentials the folder of the credentials that the system opened for us; null where there is none
     */
    static StoreKeys of(DataFolder data, @Nullable Path credentials) {
        var sealed = credentials == null ? null : credentials.resolve(CREDENTIAL);
        return sealed != null && Files.exists(sealed) ? new Credential(sealed, data) : new InFile(data);
    }

    /** A key that somebody just opened: it lives in the memory of this program alone. */
    static StoreKeys told(DatabaseKey key) {
        return new Told(key);
    }

    /** Tệp cạnh kho. */
    record InFile(DataFolder data) implements StoreKeys {
        @Override
        public State state() {
            return Files.exists(data.databaseKey()) ? State.READY : State.MISSING;
        }

        @Override
        public DatabaseKey get() {
            return read(data.databaseKey());
        }

        @Override
        public DatabaseKey fresh(DataFolder empty, SecureRandom random) {
            var key = DatabaseKey.random(random);
            try {
                key.writeTo(empty.databaseKey());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return key;
        }
    }

    /** Tệp mà hệ thống mở riêng cho chương trình này: it was sealed to this machine, and lies on no disk. */
    record Credential(Path file, DataFolder data) implements StoreKeys {
        @Override
        public State state() {
            var left = data.databaseKey();
            return Files.exists(left) && !read(left).equals(get()) ? State.TWO : State.READY;
        }

        @Override
        public DatabaseKey get() {
            return read(file);
        }

        @Override
        public DatabaseKey fresh(DataFolder empty, SecureRandom random) {
            return get();
        }
    }

    /** Khóa vừa được mở. */
    record Told(DatabaseKey key) implements StoreKeys {
        @Override
        public State state() {
            return State.READY;
        }

        @Override
        public DatabaseKey get() {
            return key;
        }

        @Override
        public DatabaseKey fresh(DataFolder empty, SecureRandom random) {
            return key;
        }
    }

    private static DatabaseKey read(Path file) {
        try {
            return DatabaseKey.readFrom(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
