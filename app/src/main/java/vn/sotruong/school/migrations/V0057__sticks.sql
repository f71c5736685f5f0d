-- a stick that the school ordered to be enrolled, and what the machine answered; its token is never kept here
CREATE TABLE stick (
    id          TEXT PRIMARY KEY,
    label       TEXT NOT NULL CHECK (label <> ''),
    keeper      TEXT NOT NULL CHECK (keeper <> ''),
    model       TEXT NOT NULL,
    serial      TEXT NOT NULL,
    uuid        TEXT NOT NULL,
    bytes       INTEGER NOT NULL CHECK (bytes >= 0),
    erased      INTEGER NOT NULL CHECK (erased IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('ORDERED', 'ENROLLED', 'REFUSED', 'WITHDRAWN')),
    code        TEXT CHECK ((code IS NULL) = (state <> 'REFUSED')),
    ordered_at  TEXT NOT NULL,
    answered_at TEXT,
    seq         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_stick ON stick (uuid) WHERE state = 'ENROLLED';
