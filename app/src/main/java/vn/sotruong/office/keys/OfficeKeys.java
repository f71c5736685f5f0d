package vn.sotruong.office.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Keys;
import vn.sotruong.backup.seal.Signatures;
import vn.sotruong.backup.sqlite.DatabaseKey;

/** Khóa của nơi nhận, as they lie in the folder {@code keys}. */
public final class OfficeKeys {
    private final Path folder;
    private final PrivateKey signing;
    private final X509Certificate signer;
    private final PrivateKey opening;
    private final X509Certificate recipient;
    private final X509Certificate department;
    private final X509Certificate authority;

    private OfficeKeys(Path folder) {
        this.folder = folder;
        authority = certificate("office-ca.pem");
        signing = Keys.readPrivate(folder.resolve("signing.key"));
        signer = certificate("signing.pem");
        opening = Keys.readPrivate(folder.resolve("recipient.key"));
        recipient = certificate("recipient.pem");
        department = certificate("so-recipient.pem");
    }

    /** Opens the keys that {@link KeyMaker} made. */
    public static OfficeKeys open(Path folder) {
        return new OfficeKeys(folder);
    }

    /** The certificate that schools pin. */
    public X509Certificate authority() {
        return authority;
    }

    /** The certificate under which receipts and notes are signed. */
    public X509Certificate signer() {
        return signer;
    }

    public PrivateKey signing() {
        return signing;
    }

    /** The key that opens bundles. */
    public PrivateKey opening() {
        return opening;
    }

    public X509Certificate recipient() {
        return recipient;
    }

    /** Whom schools seal for: this office, and the department above it, so that a vanished office loses nothing. */
    public List<X509Certificate> recipients() {
        return List.of(recipient, department);
    }

    /** Signs a receipt, a state note or an answer. */
    public byte[] sign(byte[] content) {
        return Signatures.signAttached(content, signing, signer);
    }

    public DatabaseKey database() {
        try {
            return DatabaseKey.readFrom(folder.resolve("database.key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the authority's key.
     *
     * @throws vn.sotruong.backup.seal.WrongPassphrase when the passphrase is not the right one
     */
    public Authority unlock(char[] passphrase, Clock clock, SecureRandom random) {
        return new Authority(Keys.decrypt(text("office-ca.key"), passphrase), authority, clock, random);
    }

    /** The passphrase that was left beside the authority's key, as it may be in a trial. */
    public Optional<String> findTrialPassphrase() {
        return Files.exists(folder.resolve("ca-passphrase.txt"))
                ? Optional.of(text("ca-passphrase.txt").strip())
                : Optional.empty();
    }

    /** The TLS key with its chain, as the web server takes it. */
    public KeyStore tls() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = new Certificate[] {certificate("tls.pem"), authority};
            store.setKeyEntry("tls", Keys.readPrivate(folder.resolve("tls.key")), new char[0], chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot hold the TLS key", e);
        }
    }

    private X509Certificate certificate(String name) {
        return Certificates.readPem(text(name)).getFirst();
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
