-- asked by one person, decided by the principal; profile is who comes while no pupil's row is, record what a signed
-- transfer file says, source the transfer it tells of
CREATE TABLE movement_request (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN
        ('CLASS_MOVE', 'TRANSFER_OUT', 'TRANSFER_IN', 'WITHDRAWAL', 'DROP_OUT', 'PAUSE', 'RETURN')),
    pupil        TEXT REFERENCES pupil (id),
    date         TEXT NOT NULL CHECK (date(date) IS date),
    homeroom     TEXT REFERENCES homeroom (id),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    other_school TEXT CHECK (length(other_school) BETWEEN 1 AND 500),
    other_code   TEXT CHECK (length(other_code) BETWEEN 1 AND 32),
    document_no  TEXT CHECK (length(document_no) BETWEEN 1 AND 500),
    attachment   TEXT,
    profile      TEXT,
    record       TEXT,
    source       TEXT,
    signer       TEXT,
    trusted      INTEGER CHECK (trusted IN (0, 1)),
    state        TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED', 'TAKEN_BACK')),
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    decided_by   TEXT,
    decided_at   TEXT,
    answer       TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('WAITING', 'TAKEN_BACK') OR decided_by <> asked_by),
    CHECK (pupil IS NOT NULL OR profile IS NOT NULL),
    CHECK ((record IS NULL) = (source IS NULL) AND (record IS NULL) = (signer IS NULL) AND (record IS NULL) = (trusted IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_movement_waits ON movement_request (pupil) WHERE state = 'WAITING';
CREATE UNIQUE INDEX one_transfer_once ON movement_request (source) WHERE state IN ('WAITING', 'DONE');
CREATE TRIGGER movement_request_decided_is_final BEFORE UPDATE ON movement_request
WHEN OLD.state <> 'WAITING' OR NEW.asked_by IS NOT OLD.asked_by OR NEW.kind IS NOT OLD.kind
BEGIN
    SELECT RAISE(ABORT, 'movement_request: decided once');
END;

-- what happened, once it has: never altered
CREATE TABLE status_event (
    id            TEXT PRIMARY KEY,
    pupil         TEXT NOT NULL REFERENCES pupil (id),
    kind          TEXT NOT NULL CHECK (kind IN
        ('CLASS_MOVE', 'TRANSFER_OUT', 'TRANSFER_IN', 'WITHDRAWAL', 'DROP_OUT', 'PAUSE', 'RETURN')),
    date          TEXT NOT NULL CHECK (date(date) IS date),
    from_homeroom TEXT REFERENCES homeroom (id),
    to_homeroom   TEXT REFERENCES homeroom (id),
    reason        TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    other_school  TEXT,
    other_code    TEXT,
    document_no   TEXT,
    attachment    TEXT,
    requested_by  TEXT NOT NULL,
    approved_by   TEXT NOT NULL CHECK (approved_by <> requested_by),
    at            TEXT NOT NULL,
    seq           INTEGER NOT NULL
) STRICT;
CREATE INDEX status_event_of_pupil ON status_event (pupil, date);
CREATE INDEX status_event_by_date ON status_event (date);
CREATE TRIGGER status_event_is_final BEFORE UPDATE ON status_event
BEGIN
    SELECT RAISE(ABORT, 'status_event: never altered');
END;

-- a mark from an earlier school; counts once a second person has confirmed it
CREATE TABLE earlier_mark (
    id           TEXT PRIMARY KEY,
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    school_year  TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    semester     INTEGER NOT NULL CHECK (semester IN (1, 2)),
    subject      TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 20),
    col          TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'tb')),
    tenths       INTEGER CHECK (tenths BETWEEN 0 AND 100),
    level        TEXT CHECK (level IN ('D', 'CD')),
    origin       TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 500),
    attachment   TEXT,
    state        TEXT NOT NULL CHECK (state IN ('WAITING', 'CONFIRMED', 'REJECTED')),
    entered_by   TEXT NOT NULL,
    entered_at   TEXT NOT NULL,
    confirmed_by TEXT CHECK (confirmed_by <> entered_by),
    confirmed_at TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((tenths IS NULL) <> (level IS NULL)),
    CHECK ((state = 'WAITING') = (confirmed_by IS NULL) AND (confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_earlier_mark ON earlier_mark (pupil, school_year, semester, subject, col) WHERE state <> 'REJECTED';
CREATE TRIGGER earlier_mark_is_final BEFORE UPDATE ON earlier_mark
WHEN OLD.state <> 'WAITING' OR NEW.pupil IS NOT OLD.pupil OR NEW.school_year IS NOT OLD.school_year
  OR NEW.semester IS NOT OLD.semester OR NEW.subject IS NOT OLD.subject OR NEW.col IS NOT OLD.col
  OR NEW.tenths IS NOT OLD.tenths OR NEW.level IS NOT OLD.level OR NEW.entered_by IS NOT OLD.entered_by
BEGIN
    SELECT RAISE(ABORT, 'earlier_mark: only its confirmation is added, once');
END;

CREATE TABLE exemption (
    id          TEXT PRIMARY KEY,
    pupil       TEXT NOT NULL REFERENCES pupil (id),
    subject     TEXT NOT NULL REFERENCES subject (id),
    kind        TEXT NOT NULL CHECK (kind IN ('PRACTICE_ONLY', 'WHOLE', 'DISABILITY_PLAN')),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 500),
    attachment  TEXT,
    state       TEXT NOT NULL CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED')),
    asked_by    TEXT NOT NULL,
    asked_at    TEXT NOT NULL,
    decided_by  TEXT CHECK (decided_by <> asked_by),
    decided_at  TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX exemption_of_pupil ON exemption (pupil, subject);

-- a transfer file between its upload and the request: one an account, kept in no journal
CREATE TABLE transfer_inbox (
    account     TEXT PRIMARY KEY,
    file        BLOB NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;
