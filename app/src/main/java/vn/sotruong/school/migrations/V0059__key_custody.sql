-- who keeps the key of the store: a member of the board asks for a change, somebody else confirms, root's helper answers
CREATE TABLE custody_change (
    id         TEXT PRIMARY KEY,
    keeper     TEXT NOT NULL CHECK (keeper IN ('BOARD', 'MACHINE')),
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'WITHDRAWN', 'ORDERED', 'DONE', 'REFUSED')),
    decided_by TEXT REFERENCES staff (id) CHECK (decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> asked_by),
    decided_at TEXT,
    reason     TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE TRIGGER custody_change_is_told BEFORE UPDATE ON custody_change
WHEN NEW.keeper <> OLD.keeper OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at
  OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
  OR (OLD.state <> 'ASKED' AND NEW.state IN ('ASKED', 'WITHDRAWN'))
  OR OLD.state IN ('WITHDRAWN', 'DONE', 'REFUSED')
BEGIN
    SELECT RAISE(ABORT, 'custody_change: decided once, by somebody else, about what was asked for');
END;

-- what was done with the members' shares of the key, and every try to open the store with one
CREATE TABLE unseal_event (
    id    TEXT PRIMARY KEY,
    kind  TEXT NOT NULL CHECK (kind IN ('KEPT', 'WITHDRAWN', 'LEFT', 'OPENED', 'WRONG')),
    staff TEXT NOT NULL,
    at    TEXT NOT NULL,
    seq   INTEGER NOT NULL
) STRICT;
CREATE TRIGGER unseal_event_stays BEFORE UPDATE ON unseal_event
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: what happened is told once');
END;
CREATE TRIGGER unseal_event_is_kept BEFORE DELETE ON unseal_event
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: what happened stays told');
END;
