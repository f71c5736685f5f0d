-- the office itself: one row
CREATE TABLE unit (
    code       TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 32),
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    founded_at TEXT NOT NULL
) STRICT;

CREATE TABLE school (
    code        TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 32),
    name        TEXT NOT NULL,
    enrolled_at TEXT NOT NULL
) STRICT;

-- a certificate this office issued to a school's box; a revoked one stays for the record
CREATE TABLE device (
    fingerprint       TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    serial            TEXT NOT NULL UNIQUE,
    school            TEXT NOT NULL REFERENCES school (code),
    kind              TEXT NOT NULL CHECK (kind IN ('DEVICE', 'COURIER', 'BOX')),
    certificate       TEXT NOT NULL,
    issued_at         TEXT NOT NULL,
    valid_until       TEXT NOT NULL,
    status            TEXT NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
    revoked_at        TEXT,
    compromised_since TEXT,
    CHECK ((status = 'REVOKED') = (revoked_at IS NOT NULL))
) STRICT;
CREATE INDEX device_of_school ON device (school, kind);
CREATE TRIGGER device_stays BEFORE DELETE ON device
BEGIN
    SELECT RAISE(ABORT, 'device: a certificate is revoked, never deleted');
END;
CREATE TRIGGER device_stays_revoked BEFORE UPDATE ON device
WHEN OLD.status = 'REVOKED' AND NEW.status <> 'REVOKED'
BEGIN
    SELECT RAISE(ABORT, 'device: a revoked certificate is not brought back');
END;

-- a school's request to be enrolled, and the answer it got
CREATE TABLE enrolment (
    id          TEXT PRIMARY KEY,
    school      TEXT NOT NULL,
    school_name TEXT NOT NULL,
    digest      TEXT NOT NULL UNIQUE,
    spoken      TEXT NOT NULL,
    request     BLOB NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED')),
    received_at TEXT NOT NULL,
    decided_at  TEXT,
    decided_by  TEXT,
    answer      BLOB,
    CHECK ((state = 'APPROVED') = (answer IS NOT NULL))
) STRICT;

-- what officers did, chained like the schools' journals
CREATE TABLE officer_log (
    n    INTEGER PRIMARY KEY,
    line BLOB NOT NULL,
    head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;
CREATE TRIGGER officer_log_follows BEFORE INSERT ON officer_log
WHEN NEW.n <> coalesce((SELECT max(n) FROM officer_log), 0) + 1
BEGIN
    SELECT RAISE(ABORT, 'officer_log: a line follows the newest one');
END;
CREATE TRIGGER officer_log_is_final BEFORE UPDATE ON officer_log
BEGIN
    SELECT RAISE(ABORT, 'officer_log: a line is never altered');
END;
CREATE TRIGGER officer_log_stays BEFORE DELETE ON officer_log
BEGIN
    SELECT RAISE(ABORT, 'officer_log: a line is never deleted');
END;
