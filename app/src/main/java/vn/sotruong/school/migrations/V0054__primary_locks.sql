-- a lock may name the columns of primary school too: levels, and qualities and competencies, which belong to no subject
CREATE TABLE lock_of_column (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('VALUES', 'ENTRY', 'FUNCTION', 'CLOSE')),
    function       TEXT CHECK (function IN ('MARKS', 'CONDUCT', 'ATTENDANCE')),
    school_year    TEXT REFERENCES school_year (id),
    campus         TEXT REFERENCES campus (id),
    grade          INTEGER,
    homeroom       TEXT REFERENCES homeroom (id),
    subject        TEXT REFERENCES subject (id),
    semester       INTEGER CHECK (semester IN (1, 2)),
    col            TEXT CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck', 'pcgk', 'pcck')),
    from_at        TEXT,
    until_at       TEXT,
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
    CHECK (ended_at IS NULL OR end_decided_at IS NOT NULL),
    CHECK ((kind = 'FUNCTION') = (function IS NOT NULL)),
    CHECK ((homeroom IS NULL) = (school_year IS NOT NULL)),
    CHECK (homeroom IS NULL OR (campus IS NULL AND grade IS NULL)),
    CHECK (kind <> 'CLOSE' OR (homeroom IS NOT NULL AND semester IS NOT NULL AND subject IS NULL AND col IS NULL
        AND until_at IS NULL AND withdrawn_at IS NULL AND executed_at IS NOT NULL AND end_decided_at IS NULL)),
    CHECK (col NOT IN ('pcgk', 'pcck') OR subject IS NULL)
) STRICT;
INSERT INTO lock_of_column (id, kind, function, school_year, campus, grade, homeroom, subject, semester, col, from_at, until_at, decision, reason,
    decided_by, decided_at, withdrawn_at, executed_by, executed_at, end_decision, end_reason, end_decided_by, end_decided_at,
    ended_by, ended_at, ended_until, seq)
SELECT id, kind, function, school_year, campus, grade, homeroom, subject, semester, col, from_at, until_at, decision, reason,
    decided_by, decided_at, withdrawn_at, executed_by, executed_at, end_decision, end_reason, end_decided_by, end_decided_at,
    ended_by, ended_at, ended_until, seq
FROM lock;
DROP TABLE lock;
ALTER TABLE lock_of_column RENAME TO lock;
CREATE INDEX lock_of_sheet ON lock (homeroom, subject, semester);
CREATE INDEX lock_of_year ON lock (school_year) WHERE school_year IS NOT NULL;
CREATE UNIQUE INDEX lock_closes_once ON lock (homeroom, semester) WHERE kind = 'CLOSE';
CREATE TRIGGER lock_of_closed_book BEFORE UPDATE ON lock WHEN OLD.kind = 'CLOSE'
BEGIN
    SELECT RAISE(ABORT, 'lock: a closed book stays closed');
END;
