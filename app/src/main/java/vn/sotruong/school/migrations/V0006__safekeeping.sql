-- the archive key's public side; the private one lies encrypted under keys/archive, its passphrase on the board's cards alone
CREATE TABLE archive_key (
    id          TEXT PRIMARY KEY,
    state       TEXT NOT NULL CHECK (state IN ('DECIDED', 'CURRENT', 'RETIRED')),
    decision    TEXT NOT NULL CHECK (decision <> ''),
    decided_by  TEXT NOT NULL,
    decided_at  TEXT NOT NULL,
    executed_by TEXT CHECK (executed_by <> decided_by),
    executed_at TEXT,
    needed      INTEGER,
    cards       INTEGER CHECK (needed BETWEEN 2 AND cards),
    holders     TEXT,
    fingerprint TEXT UNIQUE CHECK (length(fingerprint) = 64),
    certificate TEXT,
    seq         INTEGER NOT NULL,
    CHECK (state = 'DECIDED' OR (executed_by IS NOT NULL AND executed_at IS NOT NULL AND needed IS NOT NULL
        AND cards IS NOT NULL AND holders IS NOT NULL AND fingerprint IS NOT NULL AND certificate IS NOT NULL)
        OR (state = 'RETIRED' AND executed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_archive_key ON archive_key (state) WHERE state IN ('DECIDED', 'CURRENT');

-- a sealed set in the spool; epoch, head_seq and head are an anchor of the chain
CREATE TABLE backup_set (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    session  TEXT NOT NULL CHECK (session IN ('HK1', 'NAM', 'NIGHTLY', 'ASKED')),
    made_at  TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head     TEXT NOT NULL CHECK (length(head) = 64),
    bytes    INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('READY', 'PRUNED')),
    seq      INTEGER NOT NULL
) STRICT;

-- a drill: the set was opened, put together in memory, its chain and counts compared
CREATE TABLE rehearsal (
    id         TEXT PRIMARY KEY,
    backup_set TEXT NOT NULL REFERENCES backup_set (id),
    done_at    TEXT NOT NULL,
    sound      INTEGER NOT NULL CHECK (sound IN (0, 1)),
    lines      INTEGER NOT NULL,
    marks      INTEGER NOT NULL,
    finding    TEXT CHECK ((finding IS NULL) = (sound = 1)),
    seq        INTEGER NOT NULL
) STRICT;

-- when sets are made by themselves
CREATE TABLE backup_schedule (
    id      TEXT PRIMARY KEY CHECK (id = 'nightly'),
    at_time TEXT NOT NULL CHECK (at_time GLOB '[0-2][0-9]:[0-5][0-9]'),
    seq     INTEGER NOT NULL
) STRICT;
