-- điểm trường: where the school teaches; one is the main one
CREATE TABLE campus (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    address TEXT CHECK (length(address) BETWEEN 1 AND 300),
    main    INTEGER NOT NULL CHECK (main IN (0, 1)),
    state   TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_main_campus ON campus (main) WHERE main = 1;

-- what the sector asks about a class, beside its name; null: nobody has said
CREATE TABLE homeroom_trait (
    homeroom         TEXT PRIMARY KEY REFERENCES homeroom (id),
    campus           TEXT REFERENCES campus (id),
    two_sessions     INTEGER CHECK (two_sessions IN (0, 1)),
    foreign_language TEXT CHECK (length(foreign_language) BETWEEN 1 AND 60),
    inclusive        INTEGER CHECK (inclusive BETWEEN 0 AND 100),
    seq              INTEGER NOT NULL
) STRICT;

CREATE TABLE homeroom_teacher (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_homeroom_teacher ON homeroom_teacher (homeroom) WHERE until_date IS NULL;
CREATE INDEX homeroom_teacher_of_staff ON homeroom_teacher (staff, from_date);

-- null: teaches the subject; OTHER: enters results because the leaders said so (preschool and primary)
ALTER TABLE teaching_assignment ADD COLUMN role TEXT CHECK (role IN ('OTHER'));

CREATE TABLE substitution (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    granted_by TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    seq        INTEGER NOT NULL,
    CHECK (staff <> granted_by)
) STRICT;
CREATE INDEX substitution_of_staff ON substitution (staff, from_date);
CREATE INDEX substitution_of_homeroom ON substitution (homeroom, subject);

CREATE TABLE department (
    id    TEXT PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq   INTEGER NOT NULL
) STRICT;

CREATE TABLE department_member (
    id         TEXT PRIMARY KEY,
    department TEXT NOT NULL REFERENCES department (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    head       INTEGER NOT NULL CHECK (head IN (0, 1)),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_membership_at_a_time ON department_member (department, staff) WHERE until_date IS NULL;
CREATE UNIQUE INDEX one_department_head ON department_member (department) WHERE until_date IS NULL AND head = 1;
CREATE INDEX membership_of_staff ON department_member (staff, from_date);

CREATE TABLE class_officer (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    pupil      TEXT NOT NULL REFERENCES pupil (id),
    duty       TEXT NOT NULL CHECK (duty IN ('MONITOR', 'STUDY', 'LABOUR', 'ARTS', 'TREASURER', 'GROUP_LEADER')),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_duty_at_a_time ON class_officer (homeroom, pupil, duty) WHERE until_date IS NULL;

-- kế hoạch dạy học: how many periods a class has of a subject
CREATE TABLE class_programme (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    subject      TEXT NOT NULL REFERENCES subject (id),
    year_periods INTEGER NOT NULL CHECK (year_periods BETWEEN 0 AND 700),
    week_periods INTEGER CHECK (week_periods BETWEEN 0 AND 40),
    seq          INTEGER NOT NULL,
    PRIMARY KEY (homeroom, subject)
) STRICT, WITHOUT ROWID;

-- the administrator declared the year's set-up complete: from here lists may be numbered
CREATE TABLE roll_ready (
    school_year TEXT PRIMARY KEY REFERENCES school_year (id),
    declared_by TEXT NOT NULL REFERENCES staff (id),
    declared_at TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;

CREATE TABLE class_list (
    homeroom    TEXT PRIMARY KEY REFERENCES homeroom (id),
    numbered_by TEXT NOT NULL REFERENCES staff (id),
    numbered_at TEXT NOT NULL,
    signed_by   TEXT REFERENCES staff (id),
    signed_at   TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((signed_by IS NULL) = (signed_at IS NULL))
) STRICT;
