package vn.sotruong.school.breach.left;

import vn.sotruong.school.breach.right.Right;

/** One half of a circle that is there on purpose. */
public record Left(int depth) {
    public Right next() {
        return new Right(depth + 1);
    }
}
