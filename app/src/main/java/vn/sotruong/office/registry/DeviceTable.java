package vn.sotruong.office.registry;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.ground.store.Moments;

/** Bảng device. */
final class DeviceTable {
    private static final RowMapper<Device> DEVICE = (row, context) -> new Device(
            row.getString("fingerprint"),
            row.getString("school"),
            Device.Kind.valueOf(row.getString("kind")),
            Instant.parse(row.getString("valid_until")),
            Optional.ofNullable(row.getString("revoked_at")).map(Instant::parse),
            Optional.ofNullable(row.getString("compromised_since")).map(Instant::parse));

    private DeviceTable() {}

    static void add(Handle handle, String school, Device.Kind kind, X509Certificate certificate, String now) {
        handle.createUpdate("""
                        INSERT INTO device (fingerprint, serial, school, kind, certificate, issued_at, valid_until, status)
                        VALUES (:fingerprint, :serial, :school, :kind, :certificate, :now, :until, 'ACTIVE')""")
                .bind("fingerprint", Certificates.fingerprint(certificate))
                .bind("serial", certificate.getSerialNumber().toString(16))
                .bind("school", school)
                .bind("kind", kind)
                .bind("certificate", Certificates.pem(certificate))
                .bind("now", now)
                .bind("until", Moments.text(certificate.getNotAfter().toInstant()))
                .execute();
    }

    static Optional<Device> find(Handle handle, String fingerprint) {
        return handle.createQuery("SELECT * FROM device WHERE fingerprint = ?")
                .bind(0, fingerprint)
                .map(DEVICE)
                .findOne();
    }

    static List<Device> list(Handle handle, String school) {
        return handle.createQuery("SELECT * FROM device WHERE school = ? ORDER BY issued_at, kind")
                .bind(0, school)
                .map(DEVICE)
                .list();
    }

    static boolean revoke(Handle handle, String fingerprint, String now, Optional<Instant> compromisedSince) {
        return handle.createUpdate("""
                                UPDATE device SET status = 'REVOKED', revoked_at = :now, compromised_since = :since
                                 WHERE fingerprint = :fingerprint AND status = 'ACTIVE'""")
                        .bind("fingerprint", fingerprint)
                        .bind("now", now)
                        .bind("since", compromisedSince.map(Moments::text).orElse(null))
                        .execute()
                == 1;
    }
}
