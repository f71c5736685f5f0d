-- whoever was let in: the line of the journal says with which secret (its SHA-256), and a session is what such a line made
ALTER TABLE sign_in ADD COLUMN session_hash TEXT;

DROP TABLE session;
CREATE TABLE session (
    hash         TEXT PRIMARY KEY CHECK (length(hash) = 64),
    id           TEXT NOT NULL UNIQUE,
    account      TEXT NOT NULL REFERENCES account (id),
    capacity     TEXT NOT NULL DEFAULT 'USE' CHECK (capacity IN ('USE', 'ADMINISTRATION')),
    shared       INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    address      TEXT NOT NULL,
    began_at     TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    locked_at    TEXT,
    tries        INTEGER NOT NULL DEFAULT 0,
    sign_in      TEXT NOT NULL REFERENCES sign_in (id)
) STRICT;
CREATE INDEX session_of_account ON session (account);

-- failed guesses of passwords that still count; kept in no journal
CREATE TABLE attempt (
    what    TEXT PRIMARY KEY,
    count   INTEGER NOT NULL,
    last_at TEXT NOT NULL
) STRICT;
