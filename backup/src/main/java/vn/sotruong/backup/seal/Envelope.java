package vn.sotruong.backup.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;

/**
 * Phong bì mã hóa: CMS AuthEnvelopedData, AES-256-GCM, the key wrapped for each recipient by RSA-OAEP with SHA-256. A
 * body of any size streams through; nothing is believed before the tag at its end has been checked.
 */
public final class Envelope {
    private static final int CHUNK = 64 * 1024;
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    private static final AlgorithmIdentifier OAEP = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

    private Envelope() {}

    /** Seals a stream for its recipients. Neither stream is closed. */
    public static void seal(InputStream plain, OutputStream out, List<X509Certificate> recipients) {
        try {
            // closed once and by hand: a second close of the AEAD stream fails
            var body = sealing(out, recipients);
            plain.transferTo(body);
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A stream that seals what is written to it. Close it exactly once: that writes the tag. It leaves {@code out} open.
     */
    public static OutputStream sealing(OutputStream out, List<X509Certificate> recipients) {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("an envelope needs a recipient");
        }
        try {
            var generator = new CMSAuthEnvelopedDataStreamGenerator();
            generator.setBufferSize(CHUNK);
            for (var recipient : recipients) {
                generator.addRecipientInfoGenerator(
                        new JceKeyTransRecipientInfoGenerator(recipient, OAEP).setProvider(Castle.PROVIDER));
            }
            var encryptor = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(Castle.PROVIDER)
                    .build();
            return generator.open(out, encryptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CMSException | CertificateEncodingException e) {
            throw new IllegalStateException("cannot seal for these recipients", e);
        }
    }

    /** Seals a few bytes. */
    public static byte[] sealBytes(byte[] plain, List<X509Certificate> recipients) {
        var out = new ByteArrayOutputStream();
        seal(new ByteArrayInputStream(plain), out, recipients);
        return out.toByteArray();
    }

    /**
     * Opens a sealed file into a new one, which appears only when everything was right.
     *
     * @throws Broken when the envelope is damaged, altered, or not for this recipient; nothing is left behind
     */
    public static void open(Path sealed, Path plainOut, PrivateKey key, X509Certificate recipient) {
        var partial = plainOut.resolveSibling(plainOut.getFileName() + ".partial");
        try {
            try (var in = Files.newInputStream(sealed);
                    var file = FileChannel.open(
                            partial,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                copy(in, Channels.newOutputStream(file), key, recipient);
                file.force(true);
            }
            Files.move(partial, plainOut, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deleteIfThere(partial);
        }
    }

    /** Opens what {@link #sealBytes} sealed. */
    public static byte[] openBytes(byte[] sealed, PrivateKey key, X509Certificate recipient) {
        var out = new ByteArrayOutputStream();
        try {
            copy(new ByteArrayInputStream(sealed), out, key, recipient);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes as it decrypts; the caller must throw away {@code out} when this throws. */
    private static void copy(InputStream sealed, OutputStream out, PrivateKey key, X509Certificate recipient)
            throws IOException {
        InputStream plain;
        CMSAuthEnvelopedDataParser parser;
        try {
            parser = new CMSAuthEnvelopedDataParser(sealed);
            requireOurCipher(parser);
            var ours = parser.getRecipientInfos().get(new JceKeyTransRecipientId(recipient));
            if (!(ours instanceof KeyTransRecipientInformation transport)) {
                throw new Broken("the envelope is not for this recipient");
            }
            if (!OAEP.equals(transport.getKeyEncryptionAlgorithm())) {
                throw new Broken("the envelope's key is wrapped in a way that is not used here");
            }
            plain = transport
                    .getContentStream(new JceKeyTransAuthEnvelopedRecipient(key).setProvider(Castle.PROVIDER))
                    .getContentStream();
        } catch (Broken e) {
            throw e;
        } catch (CMSException | IOException | RuntimeException e) {
            throw new Broken("the envelope is damaged or its key does not fit", e);
        }
        var chunk = new byte[CHUNK];
        for (var n = read(plain, chunk); n >= 0; n = read(plain, chunk)) {
            out.write(chunk, 0, n);
        }
        requireEnd(sealed, parser);
    }

    private static void requireOurCipher(CMSAuthEnvelopedDataParser parser) {
        var algorithm = parser.getEncryptionAlgOID();
        if (!NISTObjectIdentifiers.id_aes256_GCM.equals(algorithm.getAlgorithm())) {
            throw new Broken("the envelope's cipher is not AES-256-GCM");
        }
        var parameters = GCMParameters.getInstance(algorithm.getParameters());
        if (parameters.getIcvLen() != TAG_BYTES || parameters.getNonce().length != NONCE_BYTES) {
            throw new Broken("the envelope's tag is cut short");
        }
    }

    private static int read(InputStream plain, byte[] chunk) {
        try {
            return plain.read(chunk);
        } catch (IOException | RuntimeException e) {
            throw new Broken("the envelope's contents are damaged or were altered", e);
        }
    }

    private static void requireEnd(InputStream sealed, CMSAuthEnvelopedDataParser parser) {
        try {
            if (parser.getMac().length != TAG_BYTES || parser.getUnauthAttrs() != null || sealed.read() >= 0) {
                throw new Broken("something follows the envelope's end");
            }
        } catch (IOException | RuntimeException e) {
            throw new Broken("the envelope's end is damaged", e);
        }
    }

    private static void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
