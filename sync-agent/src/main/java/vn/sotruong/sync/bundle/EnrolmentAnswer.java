package vn.sotruong.sync.bundle;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.sotruong.backup.seal.Certificates;
import vn.sotruong.backup.seal.Signatures;

/**
 * Trả lời đăng ký: the certificates by which a school and its office know each other (BUNDLE.md §6).
 *
 * @param request hash of the request that it answers
 * @param recipients for whom bundles are sealed: the office and the Sở
 */
public record EnrolmentAnswer(
        String school,
        String schoolName,
        String unit,
        String unitName,
        String request,
        X509Certificate device,
        X509Certificate courier,
        X509Certificate box,
        X509Certificate authority,
        List<X509Certificate> recipients,
        List<URI> urls,
        String at) {
    private static final Set<String> KEYS = Set.of(
            "at",
            "box_cert",
            "ca",
            "courier_cert",
            "device_cert",
            "purpose",
            "recipients",
            "request",
            "school",
            "school_name",
            "unit",
            "unit_name",
            "urls",
            "v");
    private static final String PURPOSE = "enrolment-answer";

    public EnrolmentAnswer {
        recipients = List.copyOf(recipients);
        urls = List.copyOf(urls);
        if (!Seat.DEVICE.isOf(school, device) || !Seat.COURIER.isOf(school, courier) || !Seat.BOX.isOf(school, box)) {
            throw new NotCanonical("the certificates are not for this school's device, courier and box");
        }
        if (recipients.isEmpty() || urls.isEmpty() || !urls.stream().allMatch(EnrolmentAnswer::isHttps)) {
            throw new NotCanonical("an answer names a recipient and an https address");
        }
    }

    /** The answer as a text file, signed by the office, with the authority that vouches for it. */
    public String signed(PrivateKey officeKey, X509Certificate office) {
        var content = CanonicalJson.write(Map.ofEntries(
                Map.entry("v", Note.VERSION),
                Map.entry("purpose", PURPOSE),
                Map.entry("school", school),
                Map.entry("school_name", schoolName),
                Map.entry("unit", unit),
                Map.entry("unit_name", unitName),
                Map.entry("request", request),
                Map.entry("device_cert", Certificates.pem(device)),
                Map.entry("courier_cert", Certificates.pem(courier)),
                Map.entry("box_cert", Certificates.pem(box)),
                Map.entry("ca", Certificates.pem(authority)),
                Map.entry(
                        "recipients", recipients.stream().map(Certificates::pem).toList()),
                Map.entry("urls", urls.stream().map(URI::toString).toList()),
                Map.entry("at", at)));
        return PemNote.write(authority, Signatures.signAttached(content, officeKey, office));
    }

    /**
     * Reads an answer that holds in itself. Whether its authority is the true one, only the spoken words on paper tell:
     * the caller shows {@code Certificates.spoken(authority())} and asks.
     */
    public static EnrolmentAnswer verify(String text) throws NoteRefused {
        var file = PemNote.read(text);
        return Note.open(file.cms(), file.certificate(), null, note -> {
            var fields = note.fields().exactly(KEYS);
            fields.purpose(PURPOSE);
            note.require(Seat.OFFICE, fields.match("unit", Fields.CODE));
            var answer = read(fields);
            if (!answer.authority().equals(file.certificate())) {
                throw new NoteRefused("the answer names another authority than the file");
            }
            for (var issued : List.of(answer.device(), answer.courier(), answer.box())) {
                requireIssued(issued, answer.authority());
            }
            return answer;
        });
    }

    private static EnrolmentAnswer read(Fields fields) {
        try {
            return new EnrolmentAnswer(
                    fields.match("school", Fields.CODE),
                    fields.text("school_name"),
                    fields.text("unit"),
                    fields.text("unit_name"),
                    fields.match("request", Fields.HASH),
                    certificate(fields.text("device_cert")),
                    certificate(fields.text("courier_cert")),
                    certificate(fields.text("box_cert")),
                    certificate(fields.text("ca")),
                    fields.texts("recipients").stream()
                            .map(EnrolmentAnswer::certificate)
                            .toList(),
                    fields.texts("urls").stream().map(URI::create).toList(),
                    fields.time("at"));
        } catch (IllegalArgumentException broken) {
            throw new NotCanonical("an address or a certificate cannot be read");
        }
    }

    private static X509Certificate certificate(String pem) {
        return Certificates.readPem(pem).getFirst();
    }

    private static void requireIssued(X509Certificate issued, X509Certificate authority) throws NoteRefused {
        try {
            issued.verify(authority.getPublicKey());
        } catch (GeneralSecurityException broken) {
            throw new NoteRefused("a certificate in the answer was not issued by its authority", broken);
        }
    }

    private static boolean isHttps(URI url) {
        return "https".equals(url.getScheme()) && url.getHost() != null;
    }
}
