package vn.sotruong.backup.seal;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Bouncy Castle as this room uses it: an own instance, never registered with the whole process. */
final class Castle {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private Castle() {}

    /** The signature that belongs to a key: ECDSA with a hash of the curve's strength, or RSA-PSS. */
    static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(signatureName(key))
                    .setProvider(PROVIDER)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("cannot sign with this key", e);
        }
    }

    /** The name a key factory knows for a key's algorithm. */
    static String keyName(ASN1ObjectIdentifier algorithm) {
        if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)) {
            return "RSA";
        }
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
            return "EC";
        }
        throw new Broken("a key of an algorithm that is not used here");
    }

    private static String signatureName(Key key) {
        if (key instanceof RSAKey) {
            return "SHA256withRSAandMGF1";
        }
        if (key instanceof ECKey curve) {
            return curve.getParams().getOrder().bitLength() > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
        }
        throw new IllegalArgumentException("only EC and RSA keys are used here");
    }
}
