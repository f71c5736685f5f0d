package vn.sotruong.school.breach.right;

import vn.sotruong.school.breach.left.Left;

/** One half of a circle that is there on purpose. */
public record Right(int depth) {
    public Left next() {
        return new Left(depth + 1);
    }
}
