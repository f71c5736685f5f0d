package vn.sotruong.school.observations;

import java.util.Optional;

/** Giai đoạn quan sát trong năm học. */
public enum Stage {
    /** Đầu năm học. */
    BEGIN,
    /** Giữa năm học. */
    MIDDLE,
    /** Cuối năm học. */
    END;

    static Optional<Stage> find(String name) {
        for (var stage : values()) {
            if (stage.name().equals(name)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /** The column by which a window opens it. */
    public String col() {
        return switch (this) {
            case BEGIN -> "qsdn";
            case MIDDLE -> "qsgn";
            case END -> "qscn";
        };
    }

    /** The term whose locks and windows hold for it. */
    int semester() {
        return this == END ? 2 : 1;
    }
}
