-- a lock binds what its scope says, null for all of it: one class, or every class of a school year that has the campus and
-- the grade; a subject; a term; a column. It is in force from its execution until until_at, if that is said, and a
-- reopening pauses it. CLOSE closes the book of a class and term: nothing lifts it
CREATE TABLE lock_of_scope (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('VALUES', 'ENTRY', 'FUNCTION', 'CLOSE')),
    function       TEXT CHECK (function IN ('MARKS', 'CONDUCT', 'ATTENDANCE')),
    school_year    TEXT REFERENCES school_year (id),
    campus         TEXT REFERENCES campus (id),
    grade          INTEGER,
    homeroom       TEXT REFERENCES homeroom (id),
    subject        TEXT REFERENCES subject (id),
    semester       INTEGER CHECK (semester IN (1, 2)),
    col            TEXT CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck')),
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
        AND until_at IS NULL AND withdrawn_at IS NULL AND executed_at IS NOT NULL AND end_decided_at IS NULL))
) STRICT;
INSERT INTO lock_of_scope (id, kind, homeroom, subject, semester, col, decision, reason, decided_by, decided_at,
    withdrawn_at, executed_by, executed_at, end_decision, end_reason, end_decided_by, end_decided_at, ended_by, ended_at,
    ended_until, seq)
SELECT id, kind, homeroom, subject, semester, col, decision, reason, decided_by, decided_at,
    withdrawn_at, executed_by, executed_at, end_decision, end_reason, end_decided_by, end_decided_at, ended_by, ended_at,
    ended_until, seq
FROM lock;
DROP TABLE lock;
ALTER TABLE lock_of_scope RENAME TO lock;
CREATE INDEX lock_of_sheet ON lock (homeroom, subject, semester);
CREATE INDEX lock_of_year ON lock (school_year) WHERE school_year IS NOT NULL;
CREATE UNIQUE INDEX lock_closes_once ON lock (homeroom, semester) WHERE kind = 'CLOSE';
CREATE TRIGGER lock_of_closed_book BEFORE UPDATE ON lock WHEN OLD.kind = 'CLOSE'
BEGIN
    SELECT RAISE(ABORT, 'lock: a closed book stays closed');
END;

-- the closing of the book of a class and term, as far as it has come; absent while nobody proposed it
CREATE TABLE book_closing (
    id       TEXT PRIMARY KEY,
    homeroom TEXT NOT NULL REFERENCES homeroom (id),
    semester INTEGER NOT NULL CHECK (semester IN (1, 2)),
    stage    TEXT NOT NULL CHECK (stage IN
        ('OPEN', 'PROPOSED', 'DECIDED', 'CLOSED', 'PRINTED', 'SIGNED', 'APPROVED', 'ARCHIVED')),
    seq      INTEGER NOT NULL,
    UNIQUE (homeroom, semester)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER book_closing_goes_on BEFORE UPDATE ON book_closing
WHEN OLD.stage NOT IN ('OPEN', 'PROPOSED', 'DECIDED') AND NEW.stage IN ('OPEN', 'PROPOSED', 'DECIDED')
BEGIN
    SELECT RAISE(ABORT, 'book_closing: a closed book stays closed');
END;

-- what one person did towards it. subject: whose teacher signed; said: the reason of a proposal or a return, the number of
-- a decision, the place in the archive
CREATE TABLE closing_step (
    id      TEXT PRIMARY KEY,
    closing TEXT NOT NULL REFERENCES book_closing (id),
    deed    TEXT NOT NULL CHECK (deed IN
        ('PROPOSE', 'RETURN', 'DECIDE', 'CLOSE', 'PRINT', 'SIGN', 'SIGN_CLASS', 'APPROVE', 'ARCHIVE')),
    staff   TEXT NOT NULL,
    at      TEXT NOT NULL,
    subject TEXT REFERENCES subject (id),
    said    TEXT CHECK (length(said) BETWEEN 1 AND 500),
    seq     INTEGER NOT NULL,
    CHECK ((deed = 'SIGN') = (subject IS NOT NULL)),
    CHECK ((deed IN ('PROPOSE', 'RETURN', 'DECIDE', 'ARCHIVE')) = (said IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX closing_signed_once ON closing_step (closing, subject) WHERE deed = 'SIGN';
CREATE TRIGGER closing_step_is_final BEFORE UPDATE ON closing_step
BEGIN
    SELECT RAISE(ABORT, 'closing_step: done once');
END;
