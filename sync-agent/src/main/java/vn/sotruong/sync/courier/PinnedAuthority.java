package vn.sotruong.sync.courier;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Chỉ tin CA của nơi nhận. Validity dates do not count: a box whose clock has lost its battery must still reach the
 * office, and the path is trusted for nothing but privacy. The name in the certificate is checked by the JDK, which
 * wraps every plain trust manager with that.
 */
final class PinnedAuthority implements X509TrustManager {
    private static final String TLS_SERVER = "1.3.6.1.5.5.7.3.1";

    private final X509Certificate authority;

    private PinnedAuthority(X509Certificate authority) {
        this.authority = authority;
    }

    static SSLContext context(X509Certificate authority) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new PinnedAuthority(authority)}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no TLS 1.3", broken);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, String authType) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        var leaf = chain[0];
        if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                || leaf.getBasicConstraints() >= 0) {
            throw new CertificateException("the server is not certified by the office's own authority");
        }
        try {
            leaf.verify(authority.getPublicKey());
        } catch (GeneralSecurityException forged) {
            throw new CertificateException("the server is not certified by the office's own authority", forged);
        }
        List<String> uses = leaf.getExtendedKeyUsage();
        if (uses == null || !uses.contains(TLS_SERVER)) {
            throw new CertificateException("the server's certificate is not one for servers");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, String authType) throws CertificateException {
        throw new CertificateException("the courier is nobody's server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {authority};
    }
}
