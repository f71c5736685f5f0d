package vn.sotruong.sync.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nơi nhận đang giữ gì của trường: the office's whole knowledge of a school's journal (BUNDLE.md §5). */
public record SchoolState(List<Stream> streams, List<Piece> holds, List<Piece> forks) {
    private static final Set<String> KEYS = Set.of("forks", "holds", "streams");
    private static final Set<String> STREAM_KEYS = Set.of("epoch", "head", "last");
    private static final Set<String> PIECE_KEYS = Set.of("bundle", "epoch", "from", "to");

    /** An epoch as far as the office has it, without a hole: its last seq and the head there. */
    public record Stream(String epoch, long last, String head) {}

    /** A bundle that lies beside: waiting for its predecessor, or in conflict. */
    public record Piece(String epoch, long from, long to, String bundle) {}

    public SchoolState {
        streams = List.copyOf(streams);
        holds = List.copyOf(holds);
        forks = List.copyOf(forks);
    }

    /** An office that has nothing. */
    public static SchoolState empty() {
        return new SchoolState(List.of(), List.of(), List.of());
    }

    /** How far the office has an epoch. */
    public Optional<Stream> find(String epoch) {
        return streams.stream().filter(stream -> stream.epoch().equals(epoch)).findFirst();
    }

    Map<String, Object> fields() {
        var streamFields = new ArrayList<Map<String, Object>>();
        for (var stream : streams) {
            streamFields.add(Map.of("epoch", stream.epoch(), "last", stream.last(), "head", stream.head()));
        }
        return Map.of("streams", streamFields, "holds", fields(holds), "forks", fields(forks));
    }

    private static List<Map<String, Object>> fields(List<Piece> pieces) {
        var all = new ArrayList<Map<String, Object>>();
        for (var piece : pieces) {
            all.add(Map.of("epoch", piece.epoch(), "from", piece.from(), "to", piece.to(), "bundle", piece.bundle()));
        }
        return all;
    }

    static SchoolState read(Fields fields) {
        fields.exactly(KEYS);
        var streams = fields.parts("streams").stream()
                .map(part -> part.exactly(STREAM_KEYS))
                .map(part -> new Stream(
                        part.match("epoch", Fields.EPOCH), part.number("last"), part.match("head", Fields.HASH)))
                .toList();
        return new SchoolState(streams, pieces(fields, "holds"), pieces(fields, "forks"));
    }

    private static List<Piece> pieces(Fields fields, String key) {
        return fields.parts(key).stream()
                .map(part -> part.exactly(PIECE_KEYS))
                .map(part -> new Piece(
                        part.match("epoch", Fields.EPOCH),
                        part.number("from"),
                        part.number("to"),
                        part.match("bundle", Fields.HASH)))
                .toList();
    }
}
