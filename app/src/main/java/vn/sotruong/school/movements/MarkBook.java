package vn.sotruong.school.movements;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Sổ điểm của trường: every mark of a pupil, as the room that keeps marks tells them for a transfer file. */
@FunctionalInterface
public interface MarkBook {
    /** By year, semester, subject and column. */
    List<TransferRecord.Mark> list(Handle handle, String pupil);
}
