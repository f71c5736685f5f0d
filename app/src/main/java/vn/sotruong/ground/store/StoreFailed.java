package vn.sotruong.ground.store;

/** Kho bị lỗi: the database or its disk failed; nothing of the work at hand was kept. */
public final class StoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
