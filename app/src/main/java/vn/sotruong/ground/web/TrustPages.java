package vn.sotruong.ground.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import vn.sotruong.backup.seal.Certificates;

/** Trang chứng thư: what a browser needs in order to trust this school's address, for anybody who asks. */
final class TrustPages implements Pages {
    private final X509Certificate authority;

    TrustPages(X509Certificate authority) {
        this.authority = authority;
    }

    @Override
    public void routes(Routes at) {
        at.get("/trust", ctx -> ctx.render("web/trust.peb", Map.of()), Need.ANYONE);
        at.get("/trust/so-truong-ca.pem", this::pem, Need.ANYONE);
        at.get("/trust/so-truong-ca.crt", this::der, Need.ANYONE);
    }

    private void pem(Context ctx) {
        ctx.header("Content-Disposition", "attachment; filename=\"so-truong-ca.pem\"")
                .contentType("application/x-pem-file")
                .result(Certificates.pem(authority).getBytes(StandardCharsets.US_ASCII));
    }

    /** Windows, Android and iOS open this one by themselves. */
    private void der(Context ctx) {
        try {
            ctx.header("Content-Disposition", "attachment; filename=\"so-truong-ca.crt\"")
                    .contentType("application/x-x509-ca-cert")
                    .result(authority.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("our own certificate cannot be written", e);
        }
    }
}
