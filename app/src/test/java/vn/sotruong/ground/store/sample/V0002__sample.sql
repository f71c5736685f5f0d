CREATE TABLE mark (
    pupil  TEXT NOT NULL,
    col    TEXT NOT NULL,
    tenths INTEGER CHECK (tenths BETWEEN 0 AND 100),
    seq    INTEGER NOT NULL,
    PRIMARY KEY (pupil, col)
) STRICT;
CREATE TABLE secret (
    id   TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    seq  INTEGER NOT NULL
) STRICT;
