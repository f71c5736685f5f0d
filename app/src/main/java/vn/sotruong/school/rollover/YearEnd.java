package vn.sotruong.school.rollover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Điều kiện kết thúc năm học: what a roll-over must know from rooms that it does not lean on. The house answers. */
public interface YearEnd {
    /** Kết quả xét lên lớp, as far as it matters to where somebody sits next. */
    enum Fate {
        /** Lên lớp; after the last grade: hoàn thành. */
        UP,
        /** Ở lại lớp. */
        STAYS,
        /** Chờ kết quả hè. */
        HELD,
        /** Không xét. */
        NOT_CONSIDERED,
        /** Chưa xét xong. */
        UNDECIDED
    }

    /** Sổ chưa đóng: the book of a class and term. */
    record OpenBook(String homeroom, int semester) {}

    /**
     * Tình hình ngoài sổ: what lies on media and on its way; asked outside of every transaction.
     *
     * @param set the newest set of the year's end; null when there is none
     * @param madeAt of that set
     * @param enrolled whether an office receives the school's bundles
     * @param waitingSince when the oldest change was entered that the office has not received; null when none waits
     */
    record Outside(
            @Nullable String set,
            @Nullable Instant madeAt,
            boolean dvd,
            boolean usb,
            boolean enrolled,
            @Nullable Instant waitingSince) {}

    /** The books of that year's classes that are not closed. */
    List<OpenBook> openBooks(Handle handle, String schoolYear);

    /** When the last book of that year was closed; null while none is. */
    @Nullable
    Instant lastClosed(Handle handle, String schoolYear);

    /** Where every pupil of that year goes, by pupil; whoever is left out is undecided. */
    Map<String, Fate> fates(Handle handle, String schoolYear);

    /** Whether marks stand in a class. */
    boolean marked(Handle handle, String homeroom);

    /** How many requests to move pupils wait for a decision. */
    int moving(Handle handle);

    Outside outside();
}
