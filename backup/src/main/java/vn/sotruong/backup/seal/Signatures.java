package vn.sotruong.backup.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Chữ ký số của máy: CMS SignedData in the CAdES-BES form, ECDSA P-256 with SHA-256, the signer's certificate alone
 * inside. A machine's signature is never the school's seal.
 */
public final class Signatures {
    private static final int NON_REPUDIATION = 1;
    private static final int DIGITAL_SIGNATURE = 0;

    private Signatures() {}

    /** Nội dung đã kiểm chữ ký và chứng thư của người ký. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Opened(byte[] content, X509Certificate signer) {}

    /** Signs content that lies in its own file. */
    public static byte[] signDetached(byte[] content, PrivateKey key, X509Certificate certificate) {
        return sign(content, false, key, certificate);
    }

    /** Signs content and carries it, in a file that {@code openssl cms -verify} opens. */
    public static byte[] signAttached(byte[] content, PrivateKey key, X509Certificate certificate) {
        return sign(content, true, key, certificate);
    }

    /**
     * Checks a detached signature against the pinned authority (or, where a certificate was pinned itself, against that
     * certificate).
     *
     * @param at the moment at which the certificates must be valid; null where no clock can be trusted
     * @return the signer's certificate
     * @throws Broken when anything does not hold
     */
    public static X509Certificate verifyDetached(
            byte[] content, byte[] p7s, X509Certificate authority, @Nullable Instant at) {
        return detached(content, p7s, certificate -> requireIssued(certificate, authority, at));
    }

    private static X509Certificate detached(byte[] content, byte[] p7s, Trust trust) {
        var contentInfo = parse(p7s);
        try {
            var signed = new CMSSignedData(new CMSProcessableByteArray(content), contentInfo);
            if (new CMSSignedData(contentInfo).getSignedContent() != null) {
                throw new Broken("the signature carries content of its own");
            }
            return verify(signed, trust);
        } catch (CMSException | IllegalArgumentException e) {
            throw new Broken("the signature cannot be read", e);
        }
    }

    /**
     * Checks a detached signature against the one certificate that may have made it, whoever issued that. Dates do not
     * count: sets are read decades later.
     */
    public static X509Certificate verifyPinned(byte[] content, byte[] p7s, X509Certificate expected) {
        return detached(content, p7s, certificate -> {
            if (!certificate.equals(expected)) {
                throw new Broken("the signer is not the expected device");
            }
            requireUsage(certificate);
        });
    }

    /** Checks a signature that carries its content; otherwise as {@link #verifyDetached}. */
    public static Opened verifyAttached(byte[] p7m, X509Certificate authority, @Nullable Instant at) {
        return attached(p7m, certificate -> requireIssued(certificate, authority, at));
    }

    private static Opened attached(byte[] p7m, Trust trust) {
        try {
            var signed = new CMSSignedData(parse(p7m));
            if (signed.getSignedContent() == null
                    || !(signed.getSignedContent().getContent() instanceof byte[] content)) {
                throw new Broken("the signature carries no content");
            }
            return new Opened(content.clone(), verify(signed, trust));
        } catch (CMSException | IllegalArgumentException e) {
            throw new Broken("the signature cannot be read", e);
        }
    }

    /**
     * Checks that a signature fits the content it carries, whoever made it. It says nothing about the signer: for files
     * whose signer people then compare by voice.
     */
    public static Opened verifyCarried(byte[] p7m) {
        return attached(p7m, Signatures::requireUsage);
    }

    private static byte[] sign(byte[] content, boolean attached, PrivateKey key, X509Certificate certificate) {
        try {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(Castle.PROVIDER)
                            .build())
                    .setSignedAttributeGenerator(attributes(certificate))
                    .build(Castle.signer(key), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            return generator
                    .generate(new CMSProcessableByteArray(content), attached)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /** The signing time is left out: it would come from a clock that nobody vouches for. The content dates itself. */
    private static CMSAttributeTableGenerator attributes(X509Certificate certificate) {
        var id = new ESSCertIDv2(Certificates.sha256(Certificates.der(certificate)));
        var own = new AttributeTable(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2[] {id}))));
        var usual = new DefaultSignedAttributeTableGenerator(own);
        return parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
    }

    private static ContentInfo parse(byte[] cms) {
        try {
            var contentInfo = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms));
            if (contentInfo == null || !CMSObjectIdentifiers.signedData.equals(contentInfo.getContentType())) {
                throw new Broken("this is no signature");
            }
            return contentInfo;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new Broken("the signature cannot be read", e);
        }
    }

    private static X509Certificate verify(CMSSignedData signed, Trust trust) {
        try {
            var signer = one(signed.getSignerInfos().getSigners(), "signer");
            var holder = one(signed.getCertificates().getMatches(null), "certificate");
            if (!signed.getCRLs().getMatches(null).isEmpty() || signer.getUnsignedAttributes() != null) {
                throw new Broken("the signature carries more than it should");
            }
            var certificate = new JcaX509CertificateConverter().getCertificate(holder);
            requireForm(signed, signer, holder);
            var verifier = new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Castle.PROVIDER)
                    .build(certificate.getPublicKey());
            if (!signer.verify(verifier)) {
                throw new Broken("the signature does not fit the content");
            }
            trust.require(certificate);
            return certificate;
        } catch (Broken e) {
            throw e;
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | RuntimeException e) {
            throw new Broken("the signature does not hold", e);
        }
    }

    private static void requireForm(CMSSignedData signed, SignerInformation signer, X509CertificateHolder holder) {
        var attributes = signer.getSignedAttributes();
        var id = attributes == null ? null : attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (id == null || id.getAttrValues().size() != 1) {
            throw new Broken("the signature does not name its certificate (CAdES)");
        }
        var named = one(
                Arrays.asList(
                        SigningCertificateV2.getInstance(id.getAttrValues().getObjectAt(0))
                                .getCerts()),
                "certificate name");
        byte[] hash;
        try {
            hash = Certificates.sha256(holder.getEncoded());
        } catch (IOException e) {
            throw new Broken("the signer's certificate is damaged", e);
        }
        if (!NISTObjectIdentifiers.id_sha256.equals(named.getHashAlgorithm().getAlgorithm())
                || !Arrays.equals(named.getCertHash(), hash)
                || !NISTObjectIdentifiers.id_sha256.getId().equals(signer.getDigestAlgOID())
                || !X9ObjectIdentifiers.ecdsa_with_SHA256.getId().equals(signer.getEncryptionAlgOID())
                || !CMSObjectIdentifiers.data.getId().equals(signed.getSignedContentTypeOID())) {
            throw new Broken("the signature is not of the form used here (CAdES-BES, ECDSA with SHA-256)");
        }
    }

    private static void requireIssued(X509Certificate certificate, X509Certificate authority, @Nullable Instant at)
            throws GeneralSecurityException {
        var pinned = certificate.equals(authority);
        var issued = certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                && authority.getBasicConstraints() >= 0;
        if (!pinned && !issued) {
            throw new Broken("the signer was not certified by the expected authority");
        }
        certificate.verify(authority.getPublicKey());
        requireUsage(certificate);
        if (at != null) {
            try {
                certificate.checkValidity(Date.from(at));
                authority.checkValidity(Date.from(at));
            } catch (CertificateException e) {
                throw new Broken("the signer's certificate is not valid at that time", e);
            }
        }
    }

    private static void requireUsage(X509Certificate certificate) {
        var usage = certificate.getKeyUsage();
        if (usage == null || !(usage[DIGITAL_SIGNATURE] && usage[NON_REPUDIATION])) {
            throw new Broken("the signer's certificate is not meant for signing");
        }
    }

    /** Whether this signer is to be believed. */
    private interface Trust {
        void require(X509Certificate certificate) throws GeneralSecurityException;
    }

    private static <T> T one(Collection<T> all, String what) {
        if (all.size() != 1) {
            throw new Broken("the signature has " + all.size() + " of one " + what);
        }
        return all.iterator().next();
    }
}
