-- two people stand behind a restore, which began a lineage of the journal
CREATE TABLE restore_confirmation (
    id           TEXT PRIMARY KEY,
    epoch        TEXT NOT NULL REFERENCES epoch (id),
    parent       TEXT NOT NULL,
    parent_seq   INTEGER NOT NULL,
    parent_head  TEXT NOT NULL CHECK (length(parent_head) = 64),
    decision     TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 60),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONFIRMED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    answered_by  TEXT REFERENCES staff (id),
    answered_at  TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((state = 'REQUESTED') = (answered_by IS NULL)),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
    CHECK (state <> 'CONFIRMED' OR answered_by <> requested_by)
) STRICT;
CREATE UNIQUE INDEX one_restore_confirmation ON restore_confirmation (epoch) WHERE state <> 'WITHDRAWN';
CREATE TRIGGER restore_confirmation_is_bound BEFORE UPDATE ON restore_confirmation
 WHEN OLD.state <> 'REQUESTED'
   OR (OLD.epoch, OLD.parent, OLD.parent_seq, OLD.parent_head) IS NOT
      (NEW.epoch, NEW.parent, NEW.parent_seq, NEW.parent_head)
   OR (OLD.decision, OLD.reason, OLD.requested_by, OLD.requested_at) IS NOT
      (NEW.decision, NEW.reason, NEW.requested_by, NEW.requested_at)
BEGIN
    SELECT RAISE(ABORT, 'restore_confirmation: bound by its request');
END;
