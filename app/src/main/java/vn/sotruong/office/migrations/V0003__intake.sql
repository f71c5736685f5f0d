-- a bundle that was taken in; the sealed file stays beside as the original record
CREATE TABLE bundle (
    id          TEXT PRIMARY KEY CHECK (length(id) = 64),
    school      TEXT NOT NULL REFERENCES school (code),
    epoch       TEXT NOT NULL,
    type        TEXT NOT NULL,
    seq_from    INTEGER NOT NULL,
    seq_to      INTEGER NOT NULL,
    head        TEXT NOT NULL,
    device      TEXT NOT NULL,
    label       BLOB NOT NULL,
    oldest_at   TEXT,
    made_at     TEXT NOT NULL,
    received_at TEXT NOT NULL,
    late        TEXT NOT NULL CHECK (late IN ('ON_TIME', 'LATE', 'UNDETERMINED')),
    status      TEXT NOT NULL CHECK (status IN ('STORED', 'APPLIED')),
    length      INTEGER NOT NULL,
    path        TEXT NOT NULL,
    via         TEXT NOT NULL CHECK (via IN ('HTTPS', 'USB'))
) STRICT;
CREATE INDEX bundle_of_school ON bundle (school, received_at);

-- every line a school sent, or the hash of one that stays there
CREATE TABLE change (
    school   TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    tx       INTEGER NOT NULL,
    ent      TEXT,
    id       TEXT,
    line     BLOB,
    row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
    head     BLOB NOT NULL CHECK (length(head) = 32),
    bundle   TEXT NOT NULL REFERENCES bundle (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (school, epoch, seq),
    CHECK ((line IS NULL) = (ent IS NULL) AND (line IS NULL) = (id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_is_final BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never altered');
END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never deleted');
END;

-- how far each lineage of a school's journal is in hand
CREATE TABLE stream_state (
    school      TEXT NOT NULL REFERENCES school (code),
    epoch       TEXT NOT NULL,
    parent      TEXT,
    parent_seq  INTEGER,
    parent_head TEXT,
    first_seq   INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    head        TEXT NOT NULL CHECK (length(head) = 64),
    born        INTEGER NOT NULL,
    PRIMARY KEY (school, epoch)
) STRICT;
CREATE TRIGGER stream_state_never_goes_back BEFORE UPDATE ON stream_state
WHEN NEW.last < OLD.last OR NEW.first_seq <> OLD.first_seq OR NEW.parent IS NOT OLD.parent
BEGIN
    SELECT RAISE(ABORT, 'stream_state: never goes back');
END;

CREATE TABLE receipt (
    school TEXT NOT NULL REFERENCES school (code),
    n      INTEGER NOT NULL,
    bundle TEXT NOT NULL UNIQUE REFERENCES bundle (id),
    at     TEXT NOT NULL,
    p7m    BLOB NOT NULL,
    PRIMARY KEY (school, n)
) STRICT;
CREATE TRIGGER receipt_is_final BEFORE UPDATE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'receipt: never altered');
END;
CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'receipt: never deleted');
END;

-- a sound bundle whose predecessor is not here yet; released when it joins the chain
CREATE TABLE hold (
    id          TEXT PRIMARY KEY CHECK (length(id) = 64),
    school      TEXT NOT NULL REFERENCES school (code),
    epoch       TEXT NOT NULL,
    seq_from    INTEGER NOT NULL,
    seq_to      INTEGER NOT NULL,
    need        TEXT NOT NULL,
    received_at TEXT NOT NULL,
    path        TEXT NOT NULL,
    via         TEXT NOT NULL,
    length      INTEGER NOT NULL,
    released_at TEXT
) STRICT;
CREATE INDEX hold_waiting ON hold (school, epoch, seq_from) WHERE released_at IS NULL;

-- a soundly signed bundle that contradicts what is in hand: evidence, applied by nobody
CREATE TABLE fork (
    id          TEXT PRIMARY KEY CHECK (length(id) = 64),
    school      TEXT NOT NULL REFERENCES school (code),
    epoch       TEXT NOT NULL,
    seq_from    INTEGER NOT NULL,
    seq_to      INTEGER NOT NULL,
    at_seq      INTEGER NOT NULL,
    own_head    TEXT NOT NULL,
    their_head  TEXT NOT NULL,
    received_at TEXT NOT NULL,
    path        TEXT NOT NULL,
    length      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER fork_stays BEFORE DELETE ON fork
BEGIN
    SELECT RAISE(ABORT, 'fork: evidence stays');
END;

CREATE TABLE alarm (
    n          INTEGER PRIMARY KEY,
    school     TEXT REFERENCES school (code),
    kind       TEXT NOT NULL,
    detail     TEXT NOT NULL,
    raised_at  TEXT NOT NULL,
    settled_at TEXT,
    settled_by TEXT
) STRICT;
CREATE INDEX alarm_open ON alarm (school) WHERE settled_at IS NULL;
