package vn.sotruong.school.movements;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Biến động đã thực hiện: what happened to a pupil, by whose request and approval. Never altered. */
public record StatusEvent(
        String id,
        String pupil,
        Kind kind,
        LocalDate date,
        @Nullable String fromHomeroom,
        @Nullable String toHomeroom,
        Request.Words words,
        String requestedBy,
        String approvedBy,
        Instant at) {}
