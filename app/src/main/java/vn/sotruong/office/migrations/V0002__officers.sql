CREATE TABLE officer (
    id          TEXT PRIMARY KEY,
    username    TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    may_admin   INTEGER NOT NULL CHECK (may_admin IN (0, 1)),
    hash        TEXT NOT NULL,
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('ACTIVE', 'CLOSED'))
) STRICT;

-- only the hash of a session's secret is kept
CREATE TABLE officer_session (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    officer    TEXT NOT NULL REFERENCES officer (id),
    begun_at   TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    ended_at   TEXT
) STRICT;
