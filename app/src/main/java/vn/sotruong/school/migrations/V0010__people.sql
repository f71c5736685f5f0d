-- the rest of a pupil's record, beside the row that every room knows
CREATE TABLE pupil_profile (
    id                TEXT PRIMARY KEY REFERENCES pupil (id),
    nationality       TEXT CHECK (length(nationality) BETWEEN 1 AND 60),
    birth_place       TEXT CHECK (length(birth_place) BETWEEN 1 AND 300),
    hometown          TEXT CHECK (length(hometown) BETWEEN 1 AND 300),
    permanent_address TEXT CHECK (length(permanent_address) BETWEEN 1 AND 300),
    current_address   TEXT CHECK (length(current_address) BETWEEN 1 AND 300),
    phone             TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    policy_family     TEXT CHECK (length(policy_family) BETWEEN 1 AND 30),
    priority_group    TEXT CHECK (length(priority_group) BETWEEN 1 AND 30),
    disability        TEXT CHECK (length(disability) BETWEEN 1 AND 30),
    seq               INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE guardian (
    pupil          TEXT NOT NULL REFERENCES pupil (id),
    kind           TEXT NOT NULL CHECK (kind IN ('FATHER', 'MOTHER', 'GUARDIAN')),
    name           TEXT CHECK (length(name) BETWEEN 1 AND 100),
    relation       TEXT CHECK (length(relation) BETWEEN 1 AND 60),
    birth_year     TEXT CHECK (birth_year GLOB '[12][0-9][0-9][0-9]'),
    job            TEXT CHECK (length(job) BETWEEN 1 AND 100),
    phone          TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    citizen_number TEXT CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    seq            INTEGER NOT NULL,
    PRIMARY KEY (pupil, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_by_phone ON guardian (phone);

-- years at other schools, as the clerk writes them from paper
CREATE TABLE past_year (
    id          TEXT PRIMARY KEY,
    pupil       TEXT NOT NULL REFERENCES pupil (id),
    school_year TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    school      TEXT NOT NULL CHECK (length(school) BETWEEN 1 AND 200),
    homeroom    TEXT CHECK (length(homeroom) BETWEEN 1 AND 20),
    result      TEXT CHECK (length(result) BETWEEN 1 AND 300),
    withdrawn   INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX past_year_of_pupil ON past_year (pupil);

-- health: stays in the school
CREATE TABLE health_basics (
    id          TEXT PRIMARY KEY REFERENCES pupil (id),
    blood_group TEXT CHECK (length(blood_group) BETWEEN 1 AND 10),
    conditions  TEXT CHECK (length(conditions) BETWEEN 1 AND 1000),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE health_measure (
    id        TEXT PRIMARY KEY,
    pupil     TEXT NOT NULL REFERENCES pupil (id),
    on_date   TEXT NOT NULL CHECK (date(on_date) IS on_date),
    height_mm INTEGER NOT NULL CHECK (height_mm BETWEEN 400 AND 2500),
    weight_g  INTEGER NOT NULL CHECK (weight_g BETWEEN 3000 AND 250000),
    by_staff  TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX measure_of_pupil ON health_measure (pupil, on_date);

-- the homeroom teacher's yearly signature under list and records of a class
CREATE TABLE record_review (
    homeroom   TEXT PRIMARY KEY,
    staff      TEXT NOT NULL,
    at         TEXT NOT NULL,
    pupils     INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- two records that look like one person, and somebody found that they are two
CREATE TABLE pupil_pair (
    one  TEXT NOT NULL REFERENCES pupil (id),
    two  TEXT NOT NULL REFERENCES pupil (id),
    why  TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    by_staff TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (one, two),
    CHECK (one < two)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_profile (
    id                  TEXT PRIMARY KEY REFERENCES staff (id),
    birth_date          TEXT CHECK (date(birth_date) IS birth_date),
    sex                 TEXT CHECK (sex IN ('MALE', 'FEMALE')),
    ethnicity           TEXT CHECK (length(ethnicity) BETWEEN 1 AND 60),
    citizen_number      TEXT CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    phone               TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    birth_place         TEXT CHECK (length(birth_place) BETWEEN 1 AND 300),
    permanent_address   TEXT CHECK (length(permanent_address) BETWEEN 1 AND 300),
    title               TEXT CHECK (length(title) BETWEEN 1 AND 60),
    position            TEXT CHECK (length(position) BETWEEN 1 AND 100),
    recruited_on        TEXT CHECK (date(recruited_on) IS recruited_on),
    qualification       TEXT CHECK (length(qualification) BETWEEN 1 AND 30),
    major               TEXT CHECK (length(major) BETWEEN 1 AND 100),
    it_level            TEXT CHECK (length(it_level) BETWEEN 1 AND 60),
    language            TEXT CHECK (length(language) BETWEEN 1 AND 60),
    seq                 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX staff_citizen_number ON staff_profile (citizen_number);

-- what happened in a working life, line by line; a wrong line is withdrawn with a reason, never erased
CREATE TABLE staff_entry (
    id         TEXT PRIMARY KEY,
    staff      TEXT NOT NULL REFERENCES staff (id),
    kind       TEXT NOT NULL CHECK (kind IN ('TRAINING', 'REWARD', 'DISCIPLINE', 'STANDARD', 'CLASSIFICATION', 'DECISION', 'STATUS')),
    on_date    TEXT NOT NULL CHECK (date(on_date) IS on_date),
    year       TEXT CHECK (length(year) BETWEEN 4 AND 9),
    number     TEXT CHECK (length(number) BETWEEN 1 AND 100),
    text       TEXT CHECK (length(text) BETWEEN 1 AND 500),
    level      TEXT CHECK (length(level) BETWEEN 1 AND 30),
    scan       TEXT,
    by_staff   TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 300),
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_of_staff ON staff_entry (staff, kind, on_date);

-- fields that an authority asks for and no release knows of
CREATE TABLE extra_field (
    id       TEXT PRIMARY KEY,
    entity   TEXT NOT NULL CHECK (entity IN ('PUPIL', 'STAFF', 'HOMEROOM', 'SCHOOL')),
    name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    kind     TEXT NOT NULL CHECK (kind IN ('TEXT', 'NUMBER', 'DATE', 'CHOICE')),
    choices  TEXT CHECK (length(choices) BETWEEN 1 AND 2000),
    required INTEGER NOT NULL CHECK (required IN (0, 1)),
    position INTEGER NOT NULL,
    retired  INTEGER NOT NULL CHECK (retired IN (0, 1)),
    seq      INTEGER NOT NULL,
    CHECK ((kind = 'CHOICE') = (choices IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE extra_value (
    field TEXT NOT NULL REFERENCES extra_field (id),
    owner TEXT NOT NULL,
    value TEXT CHECK (length(value) BETWEEN 1 AND 300),
    seq   INTEGER NOT NULL,
    PRIMARY KEY (field, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX extra_value_of_owner ON extra_value (owner);

-- a person's code in force where the first one was bound to the wrong person: the first stays in its column for ever
CREATE TABLE code_succession (
    id       TEXT PRIMARY KEY,
    subject  TEXT NOT NULL,
    code     TEXT CHECK (length(code) BETWEEN 1 AND 20),
    replaces TEXT CHECK (length(replaces) BETWEEN 1 AND 20),
    change   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    CHECK (code IS NOT NULL OR replaces IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX succession_of_subject ON code_succession (subject, seq);
CREATE INDEX succession_to_code ON code_succession (code);

-- mã lớp of the upper database
CREATE TABLE class_code (
    homeroom TEXT PRIMARY KEY REFERENCES homeroom (id),
    code     TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    seq      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- who bound which code to whom, from which file, and who checked it
CREATE TABLE binding (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('PUPIL', 'STAFF', 'HOMEROOM', 'SCHOOL')),
    subject      TEXT NOT NULL,
    code         TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    source       TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    likeness     TEXT NOT NULL CHECK (likeness IN ('MATCH', 'NEAR')),
    proposed_by  TEXT NOT NULL,
    proposed_at  TEXT NOT NULL,
    confirmed_by TEXT NOT NULL CHECK (confirmed_by <> proposed_by),
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX binding_of_subject ON binding (subject);

-- the way out of a wrong binding: asked for by one, decided by another, the old code stays to be seen
CREATE TABLE binding_change (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('PUPIL', 'STAFF')),
    subject    TEXT NOT NULL,
    old_code   TEXT NOT NULL CHECK (length(old_code) BETWEEN 1 AND 20),
    new_code   TEXT CHECK (length(new_code) BETWEEN 1 AND 20),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    asked_by   TEXT NOT NULL,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'DONE', 'REFUSED')),
    decided_by TEXT CHECK (decided_by <> asked_by),
    decided_at TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_subject ON binding_change (subject);

-- a file of the upper database that waits for the second person; kept in no journal
CREATE TABLE binding_file (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER staff_citizen_number_is_final BEFORE UPDATE ON staff_profile
WHEN OLD.citizen_number IS NOT NULL AND NEW.citizen_number IS NOT OLD.citizen_number
BEGIN
    SELECT RAISE(ABORT, 'staff_profile: an identifier is never altered');
END;
CREATE TRIGGER class_code_is_final BEFORE UPDATE ON class_code
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier is never altered');
END;
CREATE TRIGGER class_code_stays BEFORE DELETE ON class_code
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier is never erased');
END;
CREATE TRIGGER class_code_replaces_nothing BEFORE INSERT ON class_code
WHEN EXISTS (SELECT 1 FROM class_code WHERE homeroom = NEW.homeroom OR code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier belongs to one class');
END;
CREATE TRIGGER binding_is_final BEFORE UPDATE ON binding
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never altered');
END;
CREATE TRIGGER binding_stays BEFORE DELETE ON binding
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never erased');
END;
CREATE TRIGGER binding_replaces_nothing BEFORE INSERT ON binding
WHEN EXISTS (SELECT 1 FROM binding WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never altered');
END;
CREATE TRIGGER succession_is_final BEFORE UPDATE ON code_succession
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a line is never altered');
END;
CREATE TRIGGER succession_stays BEFORE DELETE ON code_succession
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a line is never erased');
END;
CREATE TRIGGER succession_replaces_nothing BEFORE INSERT ON code_succession
WHEN EXISTS (SELECT 1 FROM code_succession WHERE id = NEW.id)
  OR NOT EXISTS (SELECT 1 FROM binding_change c WHERE c.id = NEW.change AND c.state = 'DONE')
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a code changes hands by a change that two people made');
END;
CREATE TRIGGER change_is_decided_once BEFORE UPDATE ON binding_change
WHEN OLD.state <> 'ASKED' OR NEW.subject IS NOT OLD.subject OR NEW.old_code IS NOT OLD.old_code
  OR NEW.new_code IS NOT OLD.new_code OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'binding_change: a change is decided once, as it was asked for');
END;
