package vn.sotruong.school.breach;

import io.javalin.http.Context;

/** Breaks a rule on purpose: HTTP outside of pages. */
final class SpeaksHttp {
    private SpeaksHttp() {}

    static String path(Context ctx) {
        return ctx.path();
    }
}
