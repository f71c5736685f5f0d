package vn.sotruong.office.marks;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Điểm của một trường, for reading only. */
public final class SchoolMarks {
    private SchoolMarks() {}

    public static List<Homeroom> listHomerooms(Handle handle, String school) {
        return ClassTable.list(handle, school);
    }

    public static Optional<Homeroom> findHomeroom(Handle handle, String school, String homeroom) {
        return ClassTable.find(handle, school, homeroom);
    }

    public static List<Sheet> listSheets(Handle handle, String school, String homeroom) {
        return MarkTable.listSheets(handle, school, homeroom);
    }

    public static Optional<Sheet> findSheet(Handle handle, String school, String homeroom, String sheet) {
        return MarkTable.find(handle, school, homeroom, sheet);
    }

    public static List<PupilMarks> listMarks(Handle handle, String school, String homeroom, String sheet) {
        return MarkTable.listMarks(handle, school, homeroom, sheet);
    }
}
