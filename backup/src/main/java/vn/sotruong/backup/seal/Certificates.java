package vn.sotruong.backup.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Chứng thư số: makes, issues and reads certificates of our own small authorities. */
public final class Certificates {
    /** Công dụng của chứng thư. Signers carry no extended usage: stock tools refuse labels of a "TLS client". */
    public enum Use {
        AUTHORITY(KeyUsage.keyCertSign | KeyUsage.cRLSign),
        SIGNER(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
        RECIPIENT(KeyUsage.keyEncipherment),
        TLS_SERVER(KeyUsage.digitalSignature);

        private final int keyUsage;

        Use(int keyUsage) {
            this.keyUsage = keyUsage;
        }
    }

    private Certificates() {}

    /** A certificate that its own key signs. The serial is drawn from the public key: one key, one number. */
    public static X509Certificate selfSigned(String commonName, KeyPair key, Use use, Instant from, Instant until) {
        var name = name(commonName);
        var builder = new JcaX509v3CertificateBuilder(
                name, ownSerial(key), Date.from(from), Date.from(until), name, key.getPublic());
        return sign(builder, use, key.getPublic(), List.of(), null, key.getPrivate());
    }

    /** A request for a certificate, PKCS#10 in PEM. */
    public static byte[] request(String commonName, KeyPair key) {
        var request = new JcaPKCS10CertificationRequestBuilder(name(commonName), key.getPublic())
                .build(Castle.signer(key.getPrivate()));
        try {
            return Pem.write("CERTIFICATE REQUEST", request.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a certificate request", e);
        }
    }

    /**
     * Answers a request. Only its name and key are taken; whatever else it asks for is ignored.
     *
     * @throws Broken when the request is not signed by the key it names
     */
    public static X509Certificate issue(
            byte[] csrPem,
            Use use,
            PrivateKey caKey,
            X509Certificate ca,
            BigInteger serial,
            Instant from,
            Instant until) {
        var request = readRequest(csrPem);
        var key = publicKey(request);
        try {
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(Castle.PROVIDER)
                    .build(key);
            if (!request.isSignatureValid(verifier)) {
                throw new Broken("the certificate request is not signed by its own key");
            }
        } catch (OperatorCreationException | PKCSException e) {
            throw new Broken("the signature of the certificate request cannot be checked", e);
        }
        return issue(key, request.getSubject(), use, List.of(), caKey, ca, serial, from, until);
    }

    /** Issues a certificate for a key that is at hand, for a TLS server with its names and addresses. */
    public static X509Certificate issueFor(
            PublicKey key,
            String commonName,
            Use use,
            List<String> dnsOrIp,
            PrivateKey caKey,
            X509Certificate ca,
            BigInteger serial,
            Instant from,
            Instant until) {
        return issue(key, name(commonName), use, dnsOrIp, caKey, ca, serial, from, until);
    }

    /**
     * The authority of one box for its own LAN: it can vouch for the given names and networks ({@code 10.0.0.0/8}) and,
     * critically, for nothing else.
     */
    public static X509Certificate lanAuthority(
            String commonName,
            KeyPair key,
            List<String> permittedDns,
            List<String> permittedIp,
            Instant from,
            Instant until) {
        var permitted = new ArrayList<GeneralSubtree>();
        permittedDns.forEach(dns -> permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dns))));
        permittedIp.forEach(ip -> permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, ip))));
        var constraints = new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null);
        var name = name(commonName);
        var builder = new JcaX509v3CertificateBuilder(
                name, ownSerial(key), Date.from(from), Date.from(until), name, key.getPublic());
        try {
            builder.addExtension(Extension.nameConstraints, true, constraints);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write name constraints", e);
        }
        return sign(builder, Use.AUTHORITY, key.getPublic(), List.of(), null, key.getPrivate());
    }

    /** Whether an authority may vouch for a name or address, as far as its own constraints on such names go. */
    public static boolean permits(X509Certificate authority, String dnsOrIp) {
        var written = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (written == null) {
            return true;
        }
        var constraints =
                NameConstraints.getInstance(ASN1OctetString.getInstance(written).getOctets());
        var permitted = constraints.getPermittedSubtrees();
        var validator = new PKIXNameConstraintValidator();
        if (permitted != null) {
            validator.intersectPermittedSubtree(permitted);
        }
        try {
            validator.checkPermitted(alternativeName(dnsOrIp));
            return true;
        } catch (NameConstraintValidatorException outside) {
            return false;
        }
    }

    /** Whether a private key is the one that a certificate speaks of: shown by a signature. */
    public static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(der(certificate));
            var signed = signer.sign();
            var reader = Signature.getInstance(algorithm);
            reader.initVerify(certificate.getPublicKey());
            reader.update(der(certificate));
            return reader.verify(signed);
        } catch (InvalidKeyException | SignatureException another) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot sign", e);
        }
    }

    /** Writes certificates as PEM to a file that all may read, durably; an older one is replaced. */
    public static void write(Path file, X509Certificate... certificates) {
        DurableFile.write(file, pem(certificates), "rw-r--r--");
    }

    /** Certificates as PEM text, one block each. */
    public static String pem(X509Certificate... certificates) {
        var text = new StringBuilder();
        for (var certificate : certificates) {
            text.append(Pem.write("CERTIFICATE", der(certificate)));
        }
        return text.toString();
    }

    /** All certificates of a PEM text, in their order. */
    public static List<X509Certificate> readPem(String text) {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            for (var each : factory.generateCertificates(in)) {
                certificates.add((X509Certificate) each);
            }
        } catch (CertificateException e) {
            throw new Broken("a certificate is damaged", e);
        }
        if (certificates.isEmpty()) {
            throw new Broken("no certificate in this text");
        }
        return List.copyOf(certificates);
    }

    /** SHA-256 over the certificate, 64 lower-case hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(sha256(der(certificate)));
    }

    /** A whole fingerprint in groups of four, as people compare it on paper: sixteen groups. */
    public static String grouped(String fingerprint) {
        return fingerprint.toUpperCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** The first half of the fingerprint for reading aloud: {@code 91AF 03C2 …}, eight groups of four digits. */
    public static String spoken(X509Certificate certificate) {
        return grouped(fingerprint(certificate).substring(0, 32));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new Broken("a certificate cannot be written", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private static X509Certificate issue(
            PublicKey key,
            X500Name subject,
            Use use,
            List<String> dnsOrIp,
            PrivateKey caKey,
            X509Certificate ca,
            BigInteger serial,
            Instant from,
            Instant until) {
        var issuer = X500Name.getInstance(ca.getSubjectX500Principal().getEncoded());
        var builder = new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
        return sign(builder, use, key, dnsOrIp, ca, caKey);
    }

    private static X509Certificate sign(
            JcaX509v3CertificateBuilder builder,
            Use use,
            PublicKey key,
            List<String> dnsOrIp,
            @Nullable X509Certificate ca,
            PrivateKey signingKey) {
        try {
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(use == Use.AUTHORITY));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.keyUsage));
            builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
            if (ca != null) {
                builder.addExtension(
                        Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(ca.getPublicKey()));
            }
            if (use == Use.TLS_SERVER) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            }
            if (!dnsOrIp.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(dnsOrIp));
            }
            var der = builder.build(Castle.signer(signingKey)).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static GeneralNames alternativeNames(List<String> dnsOrIp) {
        return new GeneralNames(
                dnsOrIp.stream().map(Certificates::alternativeName).toArray(GeneralName[]::new));
    }

    private static GeneralName alternativeName(String dnsOrIp) {
        return new GeneralName(isAddress(dnsOrIp) ? GeneralName.iPAddress : GeneralName.dNSName, dnsOrIp);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static BigInteger ownSerial(KeyPair key) {
        return new BigInteger(1, Arrays.copyOf(sha256(key.getPublic().getEncoded()), 16)).setBit(0);
    }

    private static PKCS10CertificationRequest readRequest(byte[] csrPem) {
        try {
            return new PKCS10CertificationRequest(
                    Pem.read("CERTIFICATE REQUEST", new String(csrPem, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new Broken("the certificate request is damaged", e);
        }
    }

    private static PublicKey publicKey(PKCS10CertificationRequest request) {
        try {
            var key = request.getSubjectPublicKeyInfo();
            return KeyFactory.getInstance(Castle.keyName(key.getAlgorithm().getAlgorithm()))
                    .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new Broken("the key of the certificate request is damaged", e);
        }
    }
}
