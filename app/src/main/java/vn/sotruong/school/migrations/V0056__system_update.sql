-- updates of the box's system that somebody asked for: one asks, another confirms, root's helper answers
CREATE TABLE system_update (
    id         TEXT PRIMARY KEY,
    source     TEXT NOT NULL CHECK (source IN ('STICK', 'OFFICE')),
    medium     TEXT NOT NULL,
    file       TEXT NOT NULL,
    version    TEXT NOT NULL,
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    running    TEXT NOT NULL,
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'WITHDRAWN', 'ORDERED', 'INSTALLED', 'REFUSED')),
    decided_by TEXT REFERENCES staff (id) CHECK (decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> asked_by),
    decided_at TEXT,
    reason     TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
) STRICT;
-- what was asked for stays as it was, and whoever decided it too
CREATE TRIGGER system_update_is_told BEFORE UPDATE ON system_update
WHEN NEW.source <> OLD.source OR NEW.medium <> OLD.medium OR NEW.file <> OLD.file OR NEW.version <> OLD.version
  OR NEW.sha256 <> OLD.sha256 OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at
  OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
  OR (OLD.state <> 'ASKED' AND NEW.state IN ('ASKED', 'WITHDRAWN'))
  OR OLD.state IN ('WITHDRAWN', 'INSTALLED', 'REFUSED')
BEGIN
    SELECT RAISE(ABORT, 'system_update: decided once, by somebody else, about what was asked for');
END;
