package vn.sotruong.ground.kernel.breach;

import vn.sotruong.school.breach.left.Left;

/** Breaks a rule on purpose: the ground floor leans on a room above it. */
final class Upstairs {
    private Upstairs() {}

    static Left lean() {
        return new Left(0);
    }
}
