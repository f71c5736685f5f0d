-- what a homeroom teacher has typed and not yet committed; durable, in no journal, and it never leaves the box
CREATE TABLE conduct_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    slot        TEXT NOT NULL,
    level       TEXT CHECK (level IN ('T', 'K', 'D', 'C')),
    body        TEXT NOT NULL CHECK (length(body) <= 500),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, slot),
    CHECK (level IS NOT NULL OR body <> '')
) STRICT, WITHOUT ROWID;

-- the term's result; the year's is computed from both and stands nowhere
CREATE TABLE conduct_grade (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    semester    INTEGER NOT NULL CHECK (semester IN (1, 2)),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    level       TEXT NOT NULL CHECK (level IN ('T', 'K', 'D', 'C')),
    reason      TEXT NOT NULL CHECK (length(reason) <= 500),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, semester)
) STRICT, WITHOUT ROWID;

-- period: a month as 2026-11, a term as S1 or S2, the year as Y
CREATE TABLE homeroom_comment (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    period      TEXT NOT NULL CHECK (period IN ('S1', 'S2', 'Y') OR period GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE conduct_confirmation (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    semester     INTEGER NOT NULL CHECK (semester IN (1, 2)),
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (homeroom, semester)
) STRICT, WITHOUT ROWID;

-- rewards and discipline, which the office receives; withdrawn with a reason, never deleted
CREATE TABLE pupil_decision (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    kind        TEXT NOT NULL CHECK (kind IN ('REWARD', 'DISCIPLINE')),
    on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date),
    form        TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 100),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    authority   TEXT NOT NULL CHECK (length(authority) BETWEEN 1 AND 100),
    subject     TEXT CHECK (subject IS NULL),
    state       TEXT NOT NULL CHECK (state IN ('IN_FORCE', 'WITHDRAWN')),
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    answered_by TEXT,
    answered_at TEXT,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    CHECK ((state = 'IN_FORCE') = (answer IS NULL) AND (answer IS NULL) = (answered_by IS NULL)
        AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX pupil_decision_of_class ON pupil_decision (homeroom, on_date);
CREATE INDEX pupil_decision_of_pupil ON pupil_decision (pupil);

-- violations and proposals of rewards, which stay in the school
CREATE TABLE pupil_matter (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    kind        TEXT NOT NULL CHECK (kind IN ('VIOLATION', 'PROPOSAL')),
    on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date),
    form        TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 100),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    authority   TEXT CHECK (length(authority) BETWEEN 1 AND 100),
    subject     TEXT REFERENCES subject (id),
    state       TEXT NOT NULL CHECK (state IN ('IN_FORCE', 'PROPOSED', 'GRANTED', 'DECLINED', 'WITHDRAWN')),
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    answered_by TEXT,
    answered_at TEXT,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    CHECK ((kind = 'PROPOSAL') OR state IN ('IN_FORCE', 'WITHDRAWN')),
    CHECK ((kind = 'VIOLATION') OR state <> 'IN_FORCE'),
    CHECK ((state IN ('IN_FORCE', 'PROPOSED')) = (answer IS NULL) AND (answer IS NULL) = (answered_by IS NULL)
        AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX pupil_matter_of_class ON pupil_matter (homeroom, on_date);
CREATE INDEX pupil_matter_of_pupil ON pupil_matter (pupil);

-- a subject teacher's remark on discipline in a week, named by its Monday; about the class, or about one pupil
CREATE TABLE weekly_remark (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    week       TEXT NOT NULL CHECK (date(week) IS week AND strftime('%w', week) = '1'),
    pupil      TEXT,
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 500),
    seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX weekly_remark_of_class ON weekly_remark (homeroom, week);

-- a homeroom teacher's note about the class to those who teach it
CREATE TABLE class_note (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 1000),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 500),
    seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX class_note_of_class ON class_note (homeroom, entered_at);

CREATE TABLE class_note_read (
    note  TEXT NOT NULL REFERENCES class_note (id),
    staff TEXT NOT NULL,
    at    TEXT NOT NULL,
    PRIMARY KEY (note, staff)
) STRICT, WITHOUT ROWID;

-- phrases for comments: the owner's own, or shared with everybody of the same topic and grade
CREATE TABLE comment_phrase (
    id         TEXT PRIMARY KEY,
    topic      TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 20),
    grade      INTEGER CHECK (grade BETWEEN 1 AND 12),
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 200),
    owner      TEXT NOT NULL,
    shared     INTEGER NOT NULL CHECK (shared IN (0, 1)),
    withdrawn  INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq        INTEGER NOT NULL
) STRICT;
