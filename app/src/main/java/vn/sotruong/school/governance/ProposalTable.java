package vn.sotruong.school.governance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.ground.store.Audience;
import vn.sotruong.ground.store.Entity;
import vn.sotruong.ground.store.Moments;
import vn.sotruong.ground.store.Tx;

/** Bảng đề nghị. */
final class ProposalTable {
    static final Entity PROPOSAL = Entity.of("proposal", Audience.SCHOOL_ONLY, "id");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private ProposalTable() {}

    static Optional<Proposal> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM proposal WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> proposal(row))
                .findOne();
    }

    /** Those that wait, the oldest first. */
    static List<Proposal> listWaiting(Handle handle) {
        return handle.createQuery("SELECT * FROM proposal WHERE state = 'PROPOSED' ORDER BY proposed_at, id")
                .map((row, context) -> proposal(row))
                .list();
    }

    /** What somebody proposed, the newest first. */
    static List<Proposal> listOf(Handle handle, String proposer, int most) {
        return handle.createQuery(
                        "SELECT * FROM proposal WHERE proposed_by = :by ORDER BY proposed_at DESC, id DESC LIMIT :most")
                .bind("by", proposer)
                .bind("most", most)
                .map((row, context) -> proposal(row))
                .list();
    }

    /** What is decided, the newest first. */
    static List<Proposal> listDecided(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT * FROM proposal WHERE state <> 'PROPOSED' ORDER BY decided_at DESC, id DESC LIMIT :most""")
                .bind("most", most)
                .map((row, context) -> proposal(row))
                .list();
    }

    static void create(Tx tx, Proposal proposal) {
        tx.create(PROPOSAL, row(proposal));
    }

    static void put(Tx tx, Proposal proposal) {
        tx.status(PROPOSAL, row(proposal), proposal.reason());
    }

    private static Map<String, @Nullable Object> row(Proposal proposal) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", proposal.id());
        row.put("kind", proposal.kind().name());
        row.put("summary", proposal.summary());
        row.put("persons", String.join(" ", proposal.persons()));
        row.put("payload", write(proposal.payload()));
        row.put("proposed_by", proposal.proposedBy());
        row.put("proposed_at", Moments.text(proposal.proposedAt()));
        row.put("state", proposal.state().name());
        row.put("decided_by", proposal.decidedBy());
        var at = proposal.decidedAt();
        row.put("decided_at", at == null ? null : Moments.text(at));
        row.put("decision_no", proposal.decisionNumber());
        row.put("reason", proposal.reason());
        row.put("delegation", proposal.delegation());
        return row;
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        var persons = row.getString("persons");
        var at = row.getString("decided_at");
        return new Proposal(
                row.getString("id"),
                Proposal.Kind.valueOf(row.getString("kind")),
                row.getString("summary"),
                persons.isEmpty() ? List.of() : List.of(persons.split(" ", -1)),
                read(row.getString("payload")),
                row.getString("proposed_by"),
                Instant.parse(row.getString("proposed_at")),
                Proposal.State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                at == null ? null : Instant.parse(at),
                row.getString("decision_no"),
                row.getString("reason"),
                row.getString("delegation"));
    }

    static String write(Map<String, ?> payload) {
        try {
            return JSON.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this payload is no JSON", e);
        }
    }

    private static Map<String, Object> read(String payload) {
        try {
            return JSON.readValue(payload, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a proposal's payload is no JSON", e);
        }
    }
}
