-- a change of a result or comment that its homeroom teacher may not make alone any more: asked by one, decided by the
-- principal, carried out by a board member; what it says is bound from the first day
CREATE TABLE conduct_amendment (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    slot         TEXT NOT NULL CHECK (length(slot) BETWEEN 2 AND 8),
    old_level    TEXT,
    old_text     TEXT,
    new_level    TEXT,
    new_text     TEXT NOT NULL,
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONSENTED', 'EXECUTED', 'REFUSED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    decided_by   TEXT REFERENCES staff (id),
    decided_at   TEXT,
    executed_by  TEXT REFERENCES staff (id),
    executed_at  TEXT,
    refusal      TEXT CHECK (length(refusal) BETWEEN 1 AND 500),
    seq          INTEGER NOT NULL,
    CHECK (old_text IS NOT NULL OR old_level IS NULL),
    CHECK (decided_by IS NULL OR decided_by <> requested_by),
    CHECK (executed_by IS NULL OR (executed_by <> requested_by AND executed_by <> decided_by)),
    CHECK (state <> 'EXECUTED' OR (decided_by IS NOT NULL AND executed_by IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_conduct_amendment ON conduct_amendment (school_year, pupil, slot)
 WHERE state IN ('REQUESTED', 'CONSENTED');
CREATE TRIGGER conduct_amendment_is_bound BEFORE UPDATE ON conduct_amendment
 WHEN (OLD.school_year, OLD.homeroom, OLD.pupil, OLD.slot, OLD.new_text, OLD.reason, OLD.requested_by)
      IS NOT (NEW.school_year, NEW.homeroom, NEW.pupil, NEW.slot, NEW.new_text, NEW.reason, NEW.requested_by)
   OR (OLD.old_level, OLD.old_text, OLD.new_level) IS NOT (NEW.old_level, NEW.old_text, NEW.new_level)
   OR OLD.state IN ('EXECUTED', 'REFUSED', 'WITHDRAWN')
BEGIN
    SELECT RAISE(ABORT, 'conduct_amendment: bound by its request');
END;
