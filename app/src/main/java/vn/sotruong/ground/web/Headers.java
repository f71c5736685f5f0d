package vn.sotruong.ground.web;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;

/** Tiêu đề an toàn: laid on every answer before anything else happens to it. */
final class Headers {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    private Headers() {}

    static void lay(Context ctx) {
        HttpServletResponse answer = ctx.res();
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        answer.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        answer.setHeader("Cache-Control", "no-store");
    }

    static String cookie(String name, String value, String more) {
        return name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + more;
    }
}
