-- one account a person, for good: a username that has been given is never given again
CREATE TABLE account (
    id       TEXT PRIMARY KEY,
    staff    TEXT NOT NULL UNIQUE REFERENCES staff (id),
    username TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 3 AND 64 AND username NOT GLOB '*[^a-z0-9._]*'),
    state    TEXT NOT NULL CHECK (state IN ('ISSUED', 'ACTIVE', 'LOCKED', 'RETIRED')),
    seq      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER account_names_are_final BEFORE UPDATE ON account
WHEN NEW.username IS NOT OLD.username OR NEW.staff IS NOT OLD.staff OR OLD.state = 'RETIRED'
BEGIN
    SELECT RAISE(ABORT, 'account: its person and name are final, and a retired one stays so');
END;
CREATE TRIGGER account_replaces_nobody BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id OR staff = NEW.staff OR username = NEW.username)
BEGIN
    SELECT RAISE(ABORT, 'account: one a person, and a name once');
END;

CREATE TABLE credential (
    account     TEXT PRIMARY KEY REFERENCES account (id),
    hash        TEXT NOT NULL CHECK (hash GLOB '$argon2id$*'),
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    changed_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;

CREATE TABLE post (
    id         TEXT PRIMARY KEY,
    staff      TEXT NOT NULL REFERENCES staff (id),
    kind       TEXT NOT NULL CHECK (kind IN ('PRINCIPAL', 'VICE_PRINCIPAL', 'BOARD', 'ADMIN', 'CLERK')),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX post_of_staff ON post (staff, from_date);

-- account is null where nobody has the name; what was typed is not kept then, for people type passwords there
CREATE TABLE sign_in (
    id       TEXT PRIMARY KEY,
    account  TEXT REFERENCES account (id),
    username TEXT,
    outcome  TEXT NOT NULL CHECK (outcome IN ('ADMITTED', 'WRONG', 'LOCKED', 'CODE_EXPIRED')),
    address  TEXT NOT NULL,
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_of_account ON sign_in (account, at);
CREATE TRIGGER sign_in_is_final BEFORE UPDATE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'sign_in: never altered');
END;

-- kept in no journal; hash is the SHA-256 of the cookie, never the cookie
CREATE TABLE session (
    hash       TEXT PRIMARY KEY CHECK (length(hash) = 64),
    id         TEXT NOT NULL UNIQUE,
    account    TEXT NOT NULL REFERENCES account (id),
    address    TEXT NOT NULL,
    began_at   TEXT NOT NULL,
    seen_at    TEXT NOT NULL
) STRICT;
CREATE INDEX session_of_account ON session (account);
