-- what a preschool observes, grade by grade: a later version of a grade stands beside the earlier ones
CREATE TABLE indicator_set (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN -5 AND 0),
    version     INTEGER NOT NULL CHECK (version > 0),
    body        TEXT NOT NULL,
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    decided_by  TEXT NOT NULL,
    decided_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    UNIQUE (school_year, grade, version)
) STRICT;
CREATE TRIGGER indicator_set_is_never_edited BEFORE UPDATE ON indicator_set
BEGIN
    SELECT RAISE(ABORT, 'indicator_set: a set that was published is not edited');
END;

-- what is typed of a child and not yet committed; in no journal
CREATE TABLE observation_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    stage       TEXT NOT NULL,
    seen        TEXT NOT NULL,
    remark      TEXT NOT NULL CHECK (length(remark) <= 1000),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, stage)
) STRICT, WITHOUT ROWID;

-- what is committed of a child at a stage: indicator:D or C, parted by blanks, of the set that held then
CREATE TABLE observation (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    stage       TEXT NOT NULL CHECK (stage IN ('BEGIN', 'MIDDLE', 'END')),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    indicators  TEXT NOT NULL REFERENCES indicator_set (id),
    seen        TEXT NOT NULL,
    remark      TEXT NOT NULL CHECK (length(remark) <= 1000),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, stage)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER observation_only_grows BEFORE UPDATE ON observation
WHEN NEW.indicators IS NOT OLD.indicators OR (OLD.remark <> '' AND NEW.remark IS NOT OLD.remark)
  OR EXISTS (SELECT 1 FROM json_each('["' || replace(OLD.seen, ' ', '","') || '"]') o
              WHERE o.value <> '' AND instr(' ' || NEW.seen || ' ', ' ' || o.value || ' ') = 0)
BEGIN
    SELECT RAISE(ABORT, 'observation: what was committed stands');
END;
CREATE TRIGGER observation_of_a_closed_year_is_not_added BEFORE INSERT ON observation
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'observation: a closed year stands');
END;
CREATE TRIGGER observation_of_a_closed_year_stands BEFORE UPDATE ON observation
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'observation: a closed year stands');
END;
