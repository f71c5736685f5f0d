-- form: how the sheet's results are given; null for marks. tests: of a primary sheet, how many tests stand beside the
-- levels (1 at the end of the term, 2 in its middle too); null for none
ALTER TABLE sheet ADD COLUMN form TEXT CHECK (form IN ('COMMENT', 'PRIMARY'));
ALTER TABLE sheet ADD COLUMN tests INTEGER CHECK (tests BETWEEN 0 AND 2);

-- a committed result, a number or a word; without either when it was deleted, which is not the same as never entered.
-- first_at: when a value was first committed, null while entered_at tells it
CREATE TABLE mark_or_word (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck')),
    tenths     INTEGER CHECK (tenths BETWEEN 0 AND 100),
    word       TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C')),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    first_at   TEXT,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (sheet, pupil, col),
    CHECK (tenths IS NULL OR word IS NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO mark_or_word (sheet, pupil, col, tenths, entered_by, entered_at, seq)
SELECT sheet, pupil, col, tenths, entered_by, entered_at, seq FROM mark;
DROP TABLE mark;
ALTER TABLE mark_or_word RENAME TO mark;

-- doubtful: read in a way that its author must look at again. claimed_at: when the author's own computer says that it was
-- typed, which nobody has verified
CREATE TABLE draft_or_word (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck')),
    staff      TEXT NOT NULL,
    account    TEXT NOT NULL,
    tenths     INTEGER CHECK (tenths BETWEEN 0 AND 100),
    word       TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C')),
    doubtful   INTEGER NOT NULL CHECK (doubtful IN (0, 1)),
    rev        INTEGER NOT NULL,
    at         TEXT NOT NULL,
    claimed_at TEXT,
    PRIMARY KEY (sheet, pupil, col),
    CHECK (tenths IS NULL OR word IS NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_or_word (sheet, pupil, col, staff, account, tenths, doubtful, rev, at)
SELECT sheet, pupil, col, staff, account, tenths, 0, rev, at FROM draft;
DROP TABLE draft;
ALTER TABLE draft_or_word RENAME TO draft;
CREATE INDEX draft_of_staff ON draft (staff, sheet);

-- session: the sign-in session in which a value was committed or corrected
ALTER TABLE cell_event ADD COLUMN word TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C'));
ALTER TABLE cell_event ADD COLUMN session TEXT;

-- whether a teacher may correct what they committed in the same session; the school's one row, absent until decided
CREATE TABLE own_correction (
    id         TEXT PRIMARY KEY CHECK (id = 'school'),
    allowed    INTEGER NOT NULL CHECK (allowed IN (0, 1)),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- an attempt to write where one may not: what was wanted, by whom (the line's actor), and why it was refused
CREATE TABLE refused_write (
    id     TEXT PRIMARY KEY,
    sheet  TEXT NOT NULL,
    pupil  TEXT,
    col    TEXT,
    wanted TEXT CHECK (length(wanted) <= 40),
    cells  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    staff  TEXT NOT NULL,
    at     TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    CHECK ((pupil IS NULL) = (col IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_write_by_staff ON refused_write (staff, at);
CREATE TRIGGER refused_write_is_final BEFORE UPDATE ON refused_write
BEGIN
    SELECT RAISE(ABORT, 'refused_write: told once');
END;
