package vn.sotruong.sync.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tóm tắt trạng thái: one hash over every receiver row and the seq of its last change. Two sides with equal digests
 * hold equal rows (BUNDLE.md §3).
 */
public final class StateDigest {
    private final Sha256 hash = new Sha256().field("SOTRUONG1-STATE");
    private byte[] lastEntity = {};
    private byte[] lastId = {};

    /** Adds the next row, in ascending order of entity and id as unsigned UTF-8 bytes (SQL: BINARY, collate "C"). */
    public StateDigest add(String ent, String id, long lastSeq) {
        var entity = ent.getBytes(StandardCharsets.UTF_8);
        var key = id.getBytes(StandardCharsets.UTF_8);
        var order = Arrays.compareUnsigned(lastEntity, entity);
        if (order > 0 || (order == 0 && Arrays.compareUnsigned(lastId, key) >= 0)) {
            throw new IllegalArgumentException("rows of a state digest come in ascending order, each once");
        }
        lastEntity = entity;
        lastId = key;
        hash.field(entity).field(key).field(Long.toString(lastSeq));
        return this;
    }

    /** The digest; nothing can be added afterwards. */
    public byte[] finish() {
        return hash.finish();
    }
}
