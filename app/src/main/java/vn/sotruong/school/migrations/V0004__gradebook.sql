CREATE TABLE sheet (
    id            TEXT PRIMARY KEY,
    homeroom      TEXT NOT NULL,
    subject       TEXT NOT NULL,
    semester      INTEGER NOT NULL CHECK (semester IN (1, 2)),
    regular_count INTEGER NOT NULL CHECK (regular_count BETWEEN 2 AND 4),
    seq           INTEGER NOT NULL,
    UNIQUE (homeroom, subject, semester)
) STRICT, WITHOUT ROWID;

-- a committed mark; without a value when an amendment has deleted it, which is not the same as never entered
CREATE TABLE mark (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck')),
    tenths     INTEGER CHECK (tenths BETWEEN 0 AND 100),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (sheet, pupil, col)
) STRICT, WITHOUT ROWID;

-- what a teacher has typed and not yet committed; durable, but in no journal, no average and no bundle
CREATE TABLE draft (
    sheet   TEXT NOT NULL REFERENCES sheet (id),
    pupil   TEXT NOT NULL,
    col     TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck')),
    staff   TEXT NOT NULL,
    account TEXT NOT NULL,
    tenths  INTEGER CHECK (tenths BETWEEN 0 AND 100),
    rev     INTEGER NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (sheet, pupil, col)
) STRICT, WITHOUT ROWID;

-- what happened to the cells of a sheet, in order: answers a repeated request, feeds other screens, and tells what a
-- page without scripts was based on
CREATE TABLE cell_event (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    op      TEXT UNIQUE CHECK (length(op) = 24),
    sheet   TEXT NOT NULL,
    pupil   TEXT NOT NULL,
    col     TEXT NOT NULL,
    tenths  INTEGER,
    staff   TEXT NOT NULL,
    account TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('DRAFT', 'COMMIT')),
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX event_of_sheet ON cell_event (sheet, n);
CREATE INDEX event_of_cell ON cell_event (sheet, pupil, col, n);
