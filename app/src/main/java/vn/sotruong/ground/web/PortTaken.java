package vn.sotruong.ground.web;

/** Cổng đã có chương trình khác dùng. */
public final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTaken(int port, Throwable cause) {
        super("port " + port + " is taken", cause);
    }
}
