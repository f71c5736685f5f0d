package vn.sotruong.ground.web;

import java.util.List;

/**
 * Các trang của một phòng: what a room shows over HTTP. Templates, scripts and messages lie beside the class; the room
 * is known to templates by the last part of its package ({@code gradebook/sheet.peb}, {@code gradebook.title}).
 */
public interface Pages {
    /** Declares every route. There is no way to declare one without a {@link Need}. */
    void routes(Routes at);

    /** What the room adds to the menu. */
    default List<MenuEntry> menu() {
        return List.of();
    }

    /** How much of the room's waits for somebody in the capacity in which they do not act now. */
    default int waits(Visitor elsewhere) {
        return 0;
    }
}
