-- somebody sent to inspect: reads between two days, works nowhere here
CREATE TABLE inspector (
    id          TEXT PRIMARY KEY,
    family_name TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name  TEXT NOT NULL CHECK (length(given_name) > 0),
    authority   TEXT NOT NULL CHECK (length(authority) BETWEEN 1 AND 200),
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    seq         INTEGER NOT NULL
) STRICT;

-- accounts again, whole: an inspector has one too. Built beside the old ones, children and all, then moved in
CREATE TABLE account_8 (
    id        TEXT PRIMARY KEY,
    staff     TEXT UNIQUE REFERENCES staff (id),
    inspector TEXT UNIQUE REFERENCES inspector (id),
    username  TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 3 AND 64 AND username NOT GLOB '*[^a-z0-9._]*'),
    state     TEXT NOT NULL CHECK (state IN ('ISSUED', 'ACTIVE', 'LOCKED', 'RETIRED')),
    seq       INTEGER NOT NULL,
    CHECK ((staff IS NULL) <> (inspector IS NULL))
) STRICT;
INSERT INTO account_8 SELECT id, staff, NULL, username, state, seq FROM account;

CREATE TABLE credential_8 (
    account     TEXT PRIMARY KEY REFERENCES account_8 (id),
    hash        TEXT NOT NULL CHECK (hash GLOB '$argon2id$*'),
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    changed_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;
INSERT INTO credential_8 SELECT account, hash, must_change, changed_at, seq FROM credential;

-- account is null where nobody has the name; what was typed is not kept then, for people type passwords there
CREATE TABLE sign_in_8 (
    id       TEXT PRIMARY KEY,
    account  TEXT REFERENCES account_8 (id),
    username TEXT,
    outcome  TEXT NOT NULL CHECK (outcome IN
        ('ADMITTED', 'WRONG', 'LOCKED', 'CODE_EXPIRED', 'NOT_WORKING', 'OUTSIDE_TERM', 'SWITCHED', 'UNLOCK_FAILED')),
    capacity TEXT CHECK (capacity IN ('USE', 'ADMINISTRATION')),
    address  TEXT NOT NULL,
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
INSERT INTO sign_in_8 SELECT id, account, username, outcome, NULL, address, at, seq FROM sign_in;

DROP TABLE session;
DROP TABLE sign_in;
DROP TABLE credential;
DROP TABLE account;
ALTER TABLE account_8 RENAME TO account;
ALTER TABLE credential_8 RENAME TO credential;
ALTER TABLE sign_in_8 RENAME TO sign_in;
CREATE INDEX sign_in_of_account ON sign_in (account, at);

CREATE TRIGGER account_names_are_final BEFORE UPDATE ON account
WHEN NEW.username IS NOT OLD.username OR NEW.staff IS NOT OLD.staff OR NEW.inspector IS NOT OLD.inspector
  OR OLD.state = 'RETIRED'
BEGIN
    SELECT RAISE(ABORT, 'account: its person and name are final, and a retired one stays so');
END;
CREATE TRIGGER account_replaces_nobody BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account
              WHERE id = NEW.id OR staff = NEW.staff OR inspector = NEW.inspector OR username = NEW.username)
BEGIN
    SELECT RAISE(ABORT, 'account: one a person, and a name once');
END;
CREATE TRIGGER sign_in_is_final BEFORE UPDATE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'sign_in: never altered');
END;

-- kept in no journal; hash is the SHA-256 of the cookie, never the cookie. Switching the capacity begins a new one, which
-- is as old as the one before it
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
    tries        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX session_of_account ON session (account);

-- six digits that open a locked screen, and nothing else; hash is null where its owner took it away
CREATE TABLE pin (
    account TEXT PRIMARY KEY REFERENCES account (id),
    hash    TEXT CHECK (hash GLOB '$argon2id$*'),
    set_at  TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

CREATE TABLE access_rule (
    id            TEXT PRIMARY KEY CHECK (id = 'school'),
    password_days INTEGER NOT NULL CHECK (password_days BETWEEN 30 AND 730),
    lock_minutes  INTEGER NOT NULL CHECK (lock_minutes BETWEEN 2 AND 60),
    seq           INTEGER NOT NULL
) STRICT;

-- a password set anew: asked for by one, confirmed by another (for the principal: by two others), the code printed then;
-- met by its owner, and attested in person by the principal
CREATE TABLE password_reset (
    id             TEXT PRIMARY KEY,
    account        TEXT NOT NULL REFERENCES account (id),
    why            TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 200),
    requested_by   TEXT NOT NULL REFERENCES account (id),
    requested_at   TEXT NOT NULL,
    confirmed_by   TEXT REFERENCES account (id),
    confirmed_at   TEXT,
    seconded_by    TEXT REFERENCES account (id),
    seconded_at    TEXT,
    code_at        TEXT,
    replaced_at    TEXT,
    seen_at        TEXT,
    attested_by    TEXT REFERENCES account (id),
    attested_at    TEXT,
    withdrawn_at   TEXT,
    seq            INTEGER NOT NULL,
    CHECK (requested_by <> account),
    CHECK (confirmed_by IS NULL OR (confirmed_by <> account AND confirmed_by <> requested_by)),
    CHECK (seconded_by IS NULL OR (seconded_by NOT IN (account, requested_by) AND seconded_by <> confirmed_by)),
    CHECK (code_at IS NULL OR confirmed_by IS NOT NULL),
    CHECK (attested_by IS NULL OR attested_by <> account)
) STRICT;
CREATE INDEX password_reset_of_account ON password_reset (account);

-- posts again: two more kinds
CREATE TABLE post_8 (
    id         TEXT PRIMARY KEY,
    staff      TEXT NOT NULL REFERENCES staff (id),
    kind       TEXT NOT NULL CHECK (kind IN
        ('PRINCIPAL', 'VICE_PRINCIPAL', 'BOARD', 'ADMIN', 'CLERK', 'PERSONNEL', 'MEDICAL')),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;
INSERT INTO post_8 SELECT id, staff, kind, decision, from_date, until_date, seq FROM post;
DROP TABLE post;
ALTER TABLE post_8 RENAME TO post;
CREATE INDEX post_of_staff ON post (staff, from_date);
