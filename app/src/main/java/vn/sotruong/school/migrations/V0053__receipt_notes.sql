-- that a receipt came: told by the journal, since a receipt that is taken away leaves no other trace
CREATE TABLE receipt_note (
    id       TEXT PRIMARY KEY,
    n        INTEGER NOT NULL,
    identity TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    to_seq   INTEGER NOT NULL,
    head     TEXT NOT NULL CHECK (length(head) = 64),
    noted_at TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER receipt_note_is_final BEFORE UPDATE ON receipt_note
BEGIN
    SELECT RAISE(ABORT, 'receipt_note: told once');
END;
