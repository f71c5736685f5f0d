package vn.sotruong.ground.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * Các đường vào: where a room declares its routes. A route listens to a visitor who holds any one of its needs, and to
 * nobody else; every unsafe method also demands the forgery token.
 */
public interface Routes {
    /** The largest body of an ordinary form, in bytes. */
    long FORM = 256 * 1024;

    /** The largest upload that a route may ask for. */
    long UPLOAD = 12 * 1024 * 1024;

    /** The general form; the rest are short for it. */
    void on(HandlerType method, String path, long largestBody, Handler handler, Need need, Need... or);

    /** Declares a page. */
    default void get(String path, Handler handler, Need need, Need... or) {
        on(HandlerType.GET, path, 0, handler, need, or);
    }

    /** Declares a form's target. */
    default void post(String path, Handler handler, Need need, Need... or) {
        on(HandlerType.POST, path, FORM, handler, need, or);
    }

    /** Declares a form's target that takes a file. */
    default void upload(String path, Handler handler, Need need, Need... or) {
        on(HandlerType.POST, path, UPLOAD, handler, need, or);
    }
}
