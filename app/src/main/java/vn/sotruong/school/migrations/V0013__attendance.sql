-- who was absent: a row says P, K, or that an absence was taken back; whoever was there has none
CREATE TABLE absence (
    pupil     TEXT NOT NULL REFERENCES pupil (id),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    slot      TEXT NOT NULL CHECK (slot IN ('MORNING', 'AFTERNOON',
                                            'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10')),
    homeroom  TEXT NOT NULL REFERENCES homeroom (id),
    subject   TEXT REFERENCES subject (id),
    kind      TEXT NOT NULL CHECK (kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    marked_by TEXT NOT NULL REFERENCES staff (id),
    marked_at TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (pupil, day, slot),
    CHECK ((slot IN ('MORNING', 'AFTERNOON')) = (subject IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_of_class ON absence (homeroom, day);

-- the roll was called: without it, an empty day says nothing
CREATE TABLE roll_call (
    homeroom  TEXT NOT NULL REFERENCES homeroom (id),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    slot      TEXT NOT NULL,
    called_by TEXT NOT NULL REFERENCES staff (id),
    called_at TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (homeroom, day, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance_month (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    month        TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
    confirmed_by TEXT NOT NULL REFERENCES staff (id),
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (homeroom, month)
) STRICT, WITHOUT ROWID;

-- a change after the month was confirmed: asked by one, consented to by the principal, carried out by a board member
CREATE TABLE attendance_amendment (
    id           TEXT PRIMARY KEY,
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    day          TEXT NOT NULL CHECK (date(day) IS day),
    slot         TEXT NOT NULL,
    subject      TEXT REFERENCES subject (id),
    old_kind     TEXT NOT NULL CHECK (old_kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    new_kind     TEXT NOT NULL CHECK (new_kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONSENTED', 'EXECUTED', 'REFUSED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    decided_by   TEXT REFERENCES staff (id),
    decided_at   TEXT,
    executed_by  TEXT REFERENCES staff (id),
    executed_at  TEXT,
    seq          INTEGER NOT NULL,
    CHECK (old_kind <> new_kind),
    CHECK (decided_by IS NULL OR decided_by <> requested_by),
    CHECK (executed_by IS NULL OR (executed_by <> requested_by AND executed_by <> decided_by))
) STRICT;
CREATE UNIQUE INDEX one_open_amendment ON attendance_amendment (pupil, day, slot)
 WHERE state IN ('REQUESTED', 'CONSENTED');

-- kept in no journal: which commands were carried out, so that one that comes again is not
CREATE TABLE attendance_op (
    op   TEXT PRIMARY KEY CHECK (length(op) BETWEEN 8 AND 40),
    hash TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
