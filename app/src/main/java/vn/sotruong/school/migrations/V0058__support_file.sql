-- files for whoever helps the school from afar; only that one was made, by whom, and what its bytes were
CREATE TABLE support_file (
    id      TEXT PRIMARY KEY,
    sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
    made_at TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;
CREATE TRIGGER support_file_is_final BEFORE UPDATE ON support_file
BEGIN
    SELECT RAISE(ABORT, 'support_file: told once');
END;
