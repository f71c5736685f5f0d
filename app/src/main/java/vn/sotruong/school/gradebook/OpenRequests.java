package vn.sotruong.school.gradebook;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Đề nghị đang chờ: which cells of a sheet a request to amend waits for, told by whoever keeps the requests. */
@FunctionalInterface
public interface OpenRequests {
    /** Nobody keeps requests. */
    OpenRequests NONE = (handle, sheet) -> Map.of();

    /** The request that waits, by cell of a sheet. */
    Map<Cell, Request> map(Handle handle, String sheet);

    /**
     * Một đề nghị đang chờ.
     *
     * @param by staff id of who asked
     */
    record Request(String id, String by) {}
}
