package vn.sotruong.school.outbox;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.seal.Certificates;

/**
 * Nơi nhận đã ghi danh: whom the school trusts to receive. Its CA was compared by people and is pinned here.
 *
 * @param recipients the certificates that every body is sealed to: the office's and the Sở's
 * @param request SHA-256 of the request that was answered
 */
public record OfficeLink(
        String unit,
        String unitName,
        List<String> urls,
        X509Certificate authority,
        List<X509Certificate> recipients,
        String request,
        String enrolledAt) {
    /** The one row's key. */
    static final String ID = "office";

    static OfficeLink of(
            String unit,
            String unitName,
            String urls,
            String authority,
            String recipients,
            String request,
            String enrolledAt) {
        return new OfficeLink(
                unit,
                unitName,
                List.of(urls.split(" ")),
                Certificates.readPem(authority).getFirst(),
                Certificates.readPem(recipients),
                request,
                enrolledAt);
    }

    Map<String, @Nullable Object> row() {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", ID);
        row.put("unit", unit);
        row.put("unit_name", unitName);
        row.put("urls", String.join(" ", urls));
        row.put("authority", Certificates.pem(authority));
        row.put("recipients", Certificates.pem(recipients.toArray(X509Certificate[]::new)));
        row.put("request", request);
        row.put("enrolled_at", enrolledAt);
        return row;
    }
}
