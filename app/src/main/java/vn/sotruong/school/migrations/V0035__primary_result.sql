-- what a primary pupil's year came to, computed from what is committed: by which rules, from inputs of which hash.
-- subjects: subject:level:test, traits: trait:level, parted by blanks; - is still to come. recognised: what the class
-- and its teacher recognised
CREATE TABLE primary_result (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
    ruleset     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    choices     TEXT NOT NULL,
    inputs      TEXT NOT NULL CHECK (length(inputs) = 64),
    subjects    TEXT NOT NULL,
    traits      TEXT NOT NULL,
    recognised  TEXT NOT NULL,
    result      TEXT CHECK (result IN ('EXCELLENT', 'WELL', 'DONE', 'NOT_DONE')),
    title       TEXT CHECK (title IN ('EXCELLENT', 'EXEMPLARY')),
    computed_at TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK (title IS NULL OR result IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX primary_result_of_class ON primary_result (homeroom);
CREATE TRIGGER primary_result_of_a_closed_year_is_not_added BEFORE INSERT ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;
CREATE TRIGGER primary_result_of_a_closed_year_stands BEFORE UPDATE ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;
