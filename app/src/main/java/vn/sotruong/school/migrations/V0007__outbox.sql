-- the receiving office this school is enrolled with; school-only in the journal, so that a change of trust leaves a trace
CREATE TABLE office_link (
    id            TEXT PRIMARY KEY CHECK (id = 'office'),
    unit          TEXT NOT NULL,
    unit_name     TEXT NOT NULL,
    urls          TEXT NOT NULL,
    authority     TEXT NOT NULL,
    recipients    TEXT NOT NULL,
    request       TEXT NOT NULL CHECK (length(request) = 64),
    enrolled_at   TEXT NOT NULL,
    seq           INTEGER NOT NULL
) STRICT;

-- sealed bundles; outside of the journal, since they carry it
CREATE TABLE bundle (
    identity  TEXT PRIMARY KEY CHECK (length(identity) = 64),
    file      TEXT NOT NULL UNIQUE,
    epoch     TEXT NOT NULL,
    from_seq  INTEGER NOT NULL,
    to_seq    INTEGER NOT NULL CHECK (to_seq >= from_seq),
    head      TEXT NOT NULL CHECK (length(head) = 64),
    oldest_at TEXT,
    made_at   TEXT NOT NULL,
    size      INTEGER NOT NULL,
    UNIQUE (epoch, from_seq)
) STRICT;

-- signed receipts as they came; what the audit holds the journal against
CREATE TABLE receipt (
    n           INTEGER NOT NULL,
    identity    TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    from_seq    INTEGER NOT NULL,
    to_seq      INTEGER NOT NULL,
    head        TEXT NOT NULL CHECK (length(head) = 64),
    received_at TEXT NOT NULL,
    late        TEXT NOT NULL CHECK (late IN ('on_time', 'late', 'undetermined')),
    signed      BLOB NOT NULL,
    -- an office that was restored from an old copy counts some numbers again
    PRIMARY KEY (n, identity)
) STRICT;
