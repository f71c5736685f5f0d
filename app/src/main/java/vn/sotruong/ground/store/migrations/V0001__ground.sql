-- the journal: one line a row change, chained; never updated, never deleted
CREATE TABLE change (
    seq      INTEGER PRIMARY KEY,
    tx       INTEGER NOT NULL,
    ent      TEXT NOT NULL,
    id       TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('RECEIVER', 'SCHOOL_ONLY')),
    at       TEXT NOT NULL,
    line     BLOB NOT NULL,
    head     BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;
CREATE INDEX change_of_row ON change (ent, id, seq);

-- a lineage of the chain: born with the data directory, and again at each restore
CREATE TABLE epoch (
    id          TEXT PRIMARY KEY CHECK (length(id) = 16),
    school      TEXT NOT NULL,
    parent      TEXT REFERENCES epoch (id),
    parent_seq  INTEGER,
    parent_head TEXT,
    first_seq   INTEGER NOT NULL,
    born_at     TEXT NOT NULL
) STRICT;

-- the transaction whose lines may now back a row; null outside of one
CREATE TABLE open_tx (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tx  INTEGER
) STRICT;
INSERT INTO open_tx VALUES (1, NULL);

CREATE TRIGGER change_follows BEFORE INSERT ON change
WHEN NEW.tx IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <> coalesce((SELECT max(seq) FROM change), NEW.seq - 1) + 1
BEGIN
    SELECT RAISE(ABORT, 'change: a line follows the newest one and belongs to the open transaction');
END;
CREATE TRIGGER change_is_final BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never altered');
END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never deleted');
END;
CREATE TRIGGER epoch_is_final BEFORE UPDATE ON epoch
BEGIN
    SELECT RAISE(ABORT, 'epoch: never altered');
END;
CREATE TRIGGER epoch_stays BEFORE DELETE ON epoch
BEGIN
    SELECT RAISE(ABORT, 'epoch: never deleted');
END;
