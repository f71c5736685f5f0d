-- the school and its year
CREATE TABLE school (
    id      TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 20),
    name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    level   TEXT NOT NULL CHECK (level = 'THCS'),
    abbr    TEXT NOT NULL CHECK (length(abbr) BETWEEN 1 AND 20),
    address TEXT,
    seq     INTEGER NOT NULL
) STRICT;

CREATE TABLE school_year (
    id     TEXT PRIMARY KEY CHECK (id GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    starts TEXT NOT NULL CHECK (date(starts) IS starts),
    ends   TEXT NOT NULL CHECK (date(ends) IS ends),
    state  TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq    INTEGER NOT NULL,
    CHECK (starts < ends)
) STRICT;
CREATE UNIQUE INDEX one_open_year ON school_year (state) WHERE state = 'OPEN';

CREATE TABLE subject (
    id       TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 20),
    name     TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL CHECK (kind IN ('SCORED', 'COMMENT')),
    position INTEGER NOT NULL CHECK (position > 0),
    seq      INTEGER NOT NULL
) STRICT;

-- people: without a rowid, since REPLACE on a rowid removes a row and asks no trigger
CREATE TABLE pupil (
    id             TEXT PRIMARY KEY,
    code           TEXT UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    citizen_number TEXT UNIQUE CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    family_name    TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name     TEXT NOT NULL CHECK (length(given_name) > 0),
    sort_key       TEXT NOT NULL CHECK (length(sort_key) > 0),
    search_key     TEXT NOT NULL CHECK (length(search_key) > 0),
    birth_date     TEXT NOT NULL CHECK (date(birth_date) IS birth_date),
    sex            TEXT NOT NULL CHECK (sex IN ('MALE', 'FEMALE')),
    ethnicity      TEXT,
    status         TEXT NOT NULL CHECK (status IN ('STUDYING', 'PAUSED', 'TRANSFERRED', 'DROPPED_OUT', 'FINISHED')),
    seq            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pupil_in_order ON pupil (sort_key, birth_date, code, id);

CREATE TABLE staff (
    id          TEXT PRIMARY KEY,
    code        TEXT UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    family_name TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name  TEXT NOT NULL CHECK (length(given_name) > 0),
    sort_key    TEXT NOT NULL CHECK (length(sort_key) > 0),
    search_key  TEXT NOT NULL CHECK (length(search_key) > 0),
    status      TEXT NOT NULL CHECK (status IN ('WORKING', 'SUSPENDED', 'TRANSFERRED', 'LEFT')),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- an identifier follows a person for life: set once, never altered, never erased, by no statement at all
CREATE TRIGGER pupil_code_is_final BEFORE UPDATE ON pupil
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier is never altered');
END;
CREATE TRIGGER pupil_citizen_number_is_final BEFORE UPDATE ON pupil
WHEN OLD.citizen_number IS NOT NULL AND NEW.citizen_number IS NOT OLD.citizen_number
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier is never altered');
END;
CREATE TRIGGER pupil_stays BEFORE DELETE ON pupil
BEGIN
    SELECT RAISE(ABORT, 'pupil: a person is never deleted');
END;
-- REPLACE deletes the row that is in its way without asking a DELETE trigger, so no row may be in its way
CREATE TRIGGER pupil_replaces_nobody BEFORE INSERT ON pupil
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM pupil WHERE code = NEW.code)
  OR EXISTS (SELECT 1 FROM pupil WHERE citizen_number = NEW.citizen_number)
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier belongs to one person');
END;
CREATE TRIGGER pupil_takes_from_nobody BEFORE UPDATE ON pupil
WHEN NEW.id IS NOT OLD.id
  OR EXISTS (SELECT 1 FROM pupil WHERE code = NEW.code AND id <> OLD.id)
  OR EXISTS (SELECT 1 FROM pupil WHERE citizen_number = NEW.citizen_number AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier belongs to one person');
END;

CREATE TRIGGER staff_code_is_final BEFORE UPDATE ON staff
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier is never altered');
END;
CREATE TRIGGER staff_stays BEFORE DELETE ON staff
BEGIN
    SELECT RAISE(ABORT, 'staff: a person is never deleted');
END;
CREATE TRIGGER staff_replaces_nobody BEFORE INSERT ON staff
WHEN EXISTS (SELECT 1 FROM staff WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM staff WHERE code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier belongs to one person');
END;
CREATE TRIGGER staff_takes_from_nobody BEFORE UPDATE ON staff
WHEN NEW.id IS NOT OLD.id
  OR EXISTS (SELECT 1 FROM staff WHERE code = NEW.code AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier belongs to one person');
END;

-- the roll: until_date is the first day on which a row no longer holds
CREATE TABLE homeroom (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 12),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    seq         INTEGER NOT NULL,
    UNIQUE (school_year, name)
) STRICT;

CREATE TABLE enrolment (
    id         TEXT PRIMARY KEY,
    pupil      TEXT NOT NULL REFERENCES pupil (id),
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    number     INTEGER NOT NULL CHECK (number > 0),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL,
    UNIQUE (homeroom, number)
) STRICT;
CREATE UNIQUE INDEX one_homeroom_at_a_time ON enrolment (pupil) WHERE until_date IS NULL;
CREATE INDEX enrolment_of_pupil ON enrolment (pupil);

CREATE TABLE teaching_assignment (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL,
    UNIQUE (homeroom, subject, staff, from_date)
) STRICT;
CREATE INDEX assignment_of_staff ON teaching_assignment (staff, homeroom, subject);

-- a list that waits between preview and confirmation: one an account, kept in no journal
CREATE TABLE pupil_list (
    account     TEXT PRIMARY KEY,
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;
