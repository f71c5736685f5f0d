package vn.sotruong.backup.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Khóa bí mật: makes, writes and reads private keys. */
public final class Keys {
    private static final int LEAST_RSA_BITS = 3072;
    private static final int ITERATIONS = 600_000;

    private Keys() {}

    /** A key that signs labels, sets and receipts: EC P-256. */
    public static KeyPair newSigningKey(SecureRandom random) {
        return newKey("EC", new ECGenParameterSpec("secp256r1"), random);
    }

    /** A key that signs certificates: EC P-384. */
    public static KeyPair newAuthorityKey(SecureRandom random) {
        return newKey("EC", new ECGenParameterSpec("secp384r1"), random);
    }

    /** A key that opens envelopes: RSA of 3072 bits or more (offices, boxes, drills 3072; the archive 4096). */
    public static KeyPair newRecipientKey(int rsaBits, SecureRandom random) {
        if (rsaBits < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("a recipient key has at least " + LEAST_RSA_BITS + " bits");
        }
        return newKey("RSA", new RSAKeyGenParameterSpec(rsaBits, RSAKeyGenParameterSpec.F4), random);
    }

    /** Writes a key to a new file that only its owner can read, durably. An existing file is refused. */
    public static void writePrivate(Path file, PrivateKey key) {
        if (Files.exists(file)) {
            throw new UncheckedIOException(new FileAlreadyExistsException(file.toString()));
        }
        DurableFile.write(file, Pem.write("PRIVATE KEY", key.getEncoded()), "rw-------");
    }

    /** Reads a key that {@link #writePrivate} wrote. */
    public static PrivateKey readPrivate(Path file) {
        try {
            return fromPkcs8(Pem.read("PRIVATE KEY", Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key under a passphrase: PKCS#8, PBES2, AES-256, as PEM text that {@code openssl pkey} opens. */
    public static String encrypted(PrivateKey key, char[] passphrase) {
        return encrypted(key, passphrase, ITERATIONS);
    }

    /** As above; few rounds are for a passphrase that nobody can guess. */
    static String encrypted(PrivateKey key, char[] passphrase, int iterations) {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(Castle.PROVIDER)
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setIterationCount(iterations)
                    .setPassword(passphrase)
                    .build();
            return Pem.write(
                    "ENCRYPTED PRIVATE KEY",
                    new JcaPKCS8Generator(key, encryptor).generate().getContent());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot encrypt a private key", e);
        }
    }

    /**
     * Opens what {@link #encrypted} made.
     *
     * @throws WrongPassphrase when the passphrase is not the right one
     * @throws Broken when the text is no encrypted key
     */
    public static PrivateKey decrypt(String pem, char[] passphrase) {
        PKCS8EncryptedPrivateKeyInfo sealed;
        try {
            sealed = new PKCS8EncryptedPrivateKeyInfo(Pem.read("ENCRYPTED PRIVATE KEY", pem));
        } catch (IOException | IllegalArgumentException e) {
            throw new Broken("the encrypted private key is damaged", e);
        }
        try {
            var opener = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Castle.PROVIDER)
                    .build(passphrase);
            return fromPkcs8(sealed.decryptPrivateKeyInfo(opener).getEncoded());
        } catch (PKCSException | OperatorCreationException | IOException | RuntimeException e) {
            // a wrong passphrase shows as bad padding or as garbage instead of a key; the cause may quote neither
            throw new WrongPassphrase();
        }
    }

    private static PrivateKey fromPkcs8(byte[] der) {
        try {
            var algorithm =
                    PrivateKeyInfo.getInstance(der).getPrivateKeyAlgorithm().getAlgorithm();
            return KeyFactory.getInstance(Castle.keyName(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Broken("the private key is damaged", e);
        }
    }

    private static KeyPair newKey(String algorithm, AlgorithmParameterSpec shape, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(shape, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot make keys: " + algorithm, e);
        }
    }
}
