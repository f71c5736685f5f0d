-- what the lines add up to; everything here can be dropped and built again from change
CREATE TABLE latest (
    school TEXT NOT NULL,
    ent    TEXT NOT NULL,
    id     TEXT NOT NULL,
    epoch  TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (school, ent, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
    school   TEXT NOT NULL,
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (school, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE homeroom (
    school      TEXT NOT NULL,
    id          TEXT NOT NULL,
    school_year TEXT NOT NULL,
    grade       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (school, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pupil (
    school      TEXT NOT NULL,
    id          TEXT NOT NULL,
    code        TEXT,
    family_name TEXT NOT NULL,
    given_name  TEXT NOT NULL,
    birth_date  TEXT,
    status      TEXT NOT NULL,
    PRIMARY KEY (school, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolled (
    school     TEXT NOT NULL,
    id         TEXT NOT NULL,
    pupil      TEXT NOT NULL,
    homeroom   TEXT NOT NULL,
    number     INTEGER NOT NULL,
    until_date TEXT,
    PRIMARY KEY (school, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolled_in ON enrolled (school, homeroom, number);

CREATE TABLE sheet (
    school        TEXT NOT NULL,
    id            TEXT NOT NULL,
    homeroom      TEXT NOT NULL,
    subject       TEXT NOT NULL,
    semester      INTEGER NOT NULL,
    regular_count INTEGER NOT NULL,
    PRIMARY KEY (school, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_of ON sheet (school, homeroom);

CREATE TABLE mark_current (
    school     TEXT NOT NULL,
    sheet      TEXT NOT NULL,
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL,
    tenths     INTEGER,
    entered_at TEXT NOT NULL,
    epoch      TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (school, sheet, pupil, col)
) STRICT, WITHOUT ROWID;
