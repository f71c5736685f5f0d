-- a record that turned out to be somebody who has one: it stays, with all that hangs on it, and points to the one kept
CREATE TABLE pupil_tombstone (
    gone   TEXT PRIMARY KEY REFERENCES pupil (id),
    kept   TEXT NOT NULL REFERENCES pupil (id) CHECK (kept <> gone),
    change TEXT NOT NULL,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_of_kept ON pupil_tombstone (kept);
CREATE TRIGGER pupil_tombstone_is_final BEFORE UPDATE ON pupil_tombstone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: never altered');
END;
CREATE TRIGGER pupil_tombstone_stays BEFORE DELETE ON pupil_tombstone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: never deleted');
END;
CREATE TRIGGER pupil_tombstone_replaces_none BEFORE INSERT ON pupil_tombstone
WHEN EXISTS (SELECT 1 FROM pupil_tombstone WHERE gone = NEW.gone)
  OR EXISTS (SELECT 1 FROM pupil_tombstone WHERE gone = NEW.kept)
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: points to a record that stands, and once');
END;

-- two records of one pupil: asked by one person, decided by another, never altered afterwards
CREATE TABLE pupil_merge (
    id         TEXT PRIMARY KEY,
    gone       TEXT NOT NULL REFERENCES pupil (id),
    kept       TEXT NOT NULL REFERENCES pupil (id) CHECK (kept <> gone),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    state      TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED', 'TAKEN_BACK')),
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    answer     TEXT CHECK (length(answer) BETWEEN 1 AND 300),
    seq        INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('WAITING', 'TAKEN_BACK') OR decided_by <> asked_by),
    CHECK (state NOT IN ('REFUSED', 'TAKEN_BACK') OR answer IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX one_merge_waits ON pupil_merge (gone) WHERE state IN ('WAITING', 'DONE');
CREATE TRIGGER pupil_merge_decided_is_final BEFORE UPDATE ON pupil_merge
WHEN OLD.state <> 'WAITING' OR NEW.gone IS NOT OLD.gone OR NEW.kept IS NOT OLD.kept OR NEW.why IS NOT OLD.why
  OR NEW.document IS NOT OLD.document OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'pupil_merge: decided once');
END;
