package vn.sotruong.office.intake;

import java.util.Optional;
import vn.sotruong.sync.bundle.Epoch;

/**
 * Một dòng nhật ký của trường: how far one epoch is in hand.
 *
 * @param last number of the last line in hand; one less than the epoch's first when there is none
 * @param head chain head at {@code last}, lower hex
 */
record Stream(Epoch epoch, long last, String head) {
    Optional<Epoch.Parent> parent() {
        return Optional.ofNullable(epoch.parent());
    }
}
