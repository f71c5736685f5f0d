-- a lock binds one class-subject-semester, one column or all; it is in force from its execution, and a reopening pauses it
CREATE TABLE lock (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('VALUES', 'ENTRY')),
    homeroom       TEXT NOT NULL REFERENCES homeroom (id),
    subject        TEXT NOT NULL REFERENCES subject (id),
    semester       INTEGER NOT NULL CHECK (semester IN (1, 2)),
    col            TEXT CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck')),
    decision       TEXT NOT NULL CHECK (decision <> ''),
    reason         TEXT NOT NULL CHECK (reason <> ''),
    decided_by     TEXT NOT NULL,
    decided_at     TEXT NOT NULL,
    withdrawn_at   TEXT,
    executed_by    TEXT CHECK (executed_by <> decided_by),
    executed_at    TEXT CHECK (withdrawn_at IS NULL OR executed_at IS NULL),
    end_decision   TEXT CHECK (end_decision <> ''),
    end_reason     TEXT CHECK (end_reason <> ''),
    end_decided_by TEXT,
    end_decided_at TEXT,
    ended_by       TEXT CHECK (ended_by <> end_decided_by),
    ended_at       TEXT,
    ended_until    TEXT,
    seq            INTEGER NOT NULL,
    CHECK ((executed_by IS NULL) = (executed_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CHECK (end_decided_at IS NULL OR executed_at IS NOT NULL),
    CHECK ((end_decided_at IS NULL) = (end_decision IS NULL) AND (end_decided_at IS NULL) = (end_reason IS NULL)
        AND (end_decided_at IS NULL) = (end_decided_by IS NULL) AND (end_decided_at IS NULL) = (ended_until IS NULL)),
    CHECK (ended_at IS NULL OR end_decided_at IS NOT NULL)
) STRICT;
CREATE INDEX lock_of_sheet ON lock (homeroom, subject, semester);
