package vn.sotruong.backup.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Ngăn khóa: the private keys that a program keeps as files {@code name.key} in one folder. Each lies under a passphrase
 * that is not in that folder, so that whoever carries the disk away can use none of them. The passphrase holds 256
 * random bits: nobody guesses it, and few rounds of PBKDF2 are enough.
 */
public final class KeyDrawer {
    private static final int ROUNDS = 2048;
    private static final String PLAIN = "-----BEGIN PRIVATE KEY-----";

    private final Path folder;
    private final char @Nullable [] passphrase;

    private KeyDrawer(Path folder, char @Nullable [] passphrase) {
        this.folder = folder;
        this.passphrase = passphrase;
    }

    /** A drawer whose keys lie under a passphrase of 256 random bits. */
    public static KeyDrawer under(char[] passphrase, Path folder) {
        return new KeyDrawer(folder, passphrase.clone());
    }

    /** A drawer whose keys lie as they are, mode 0600: where nothing could open them yet. */
    public static KeyDrawer plain(Path folder) {
        return new KeyDrawer(folder, null);
    }

    /** A drawer under the same passphrase in a folder of this one. */
    public KeyDrawer inner(String name) {
        return new KeyDrawer(folder.resolve(name), passphrase);
    }

    public Path folder() {
        return folder;
    }

    public boolean holds(String name) {
        return Files.exists(file(name));
    }

    /** Puts a new key in, durably. A key of that name is refused. */
    public void put(String name, PrivateKey key) {
        if (holds(name)) {
            throw new UncheckedIOException(
                    new FileAlreadyExistsException(file(name).toString()));
        }
        write(name, key);
    }

    /**
     * Takes out the key of a certificate.
     *
     * @throws WrongPassphrase when it was put in under another passphrase
     * @throws Broken when it is no key under a passphrase, or not the key of that certificate
     */
    public PrivateKey get(String name, X509Certificate certificate) {
        var key = passphrase == null ? Keys.readPrivate(file(name)) : Keys.decrypt(text(name), passphrase);
        // whoever changed either file would otherwise have sets sealed to a certificate of their own
        if (!Certificates.belongs(key, certificate)) {
            throw new Broken("the key " + name + " does not belong to its certificate");
        }
        return key;
    }

    /** Lays keys that an older program left in plain under the passphrase, durably; others stay as they are. */
    public void wrap(String... names) {
        if (passphrase == null) {
            return;
        }
        for (var name : names) {
            if (holds(name) && text(name).strip().startsWith(PLAIN)) {
                write(name, Keys.readPrivate(file(name)));
            }
        }
    }

    /** Puts a key in, durably, in place of an older one. */
    public void replace(String name, PrivateKey key) {
        write(name, key);
    }

    private void write(String name, PrivateKey key) {
        var pem = passphrase == null
                ? Pem.write("PRIVATE KEY", key.getEncoded())
                : Keys.encrypted(key, passphrase, ROUNDS);
        DurableFile.write(file(name), pem, "rw-------");
    }

    private Path file(String name) {
        return folder.resolve(name + ".key");
    }

    private String text(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "KeyDrawer";
    }
}
