package vn.sotruong.ground.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.Supplier;
import vn.sotruong.backup.seal.Certificates;

/** Trang chứng thư: what a browser needs in order to trust this school's address, for anybody who asks. */
final class TrustPages implements Pages {
    static final String PEM = "/trust/so-truong-ca.pem";
    static final String DER = "/trust/so-truong-ca.crt";

    private final Supplier<X509Certificate> authority;

    TrustPages(Supplier<X509Certificate> authority) {
        this.authority = authority;
    }

    @Override
    public void routes(Routes at) {
        at.get("/trust", ctx -> ctx.render("web/trust.peb", Map.of()), Need.ANYONE);
        at.get(PEM, this::pem, Need.ANYONE);
        at.get(DER, this::der, Need.ANYONE);
    }

    void pem(Context ctx) {
        ctx.header("Content-Disposition", "attachment; filename=\"so-truong-ca.pem\"")
                .contentType("application/x-pem-file")
                .result(Certificates.pem(authority.get()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Windows, Android and iOS open this one by themselves. */
    void der(Context ctx) {
        try {
            ctx.header("Content-Disposition", "attachment; filename=\"so-truong-ca.crt\"")
                    .contentType("application/x-x509-ca-cert")
                    .result(authority.get().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("our own certificate cannot be written", e);
        }
    }
}
