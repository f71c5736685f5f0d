-- what the school has settled where a circular leaves a question open, and the clause of thresholds that a circular leaves
-- to a decision (question 'clause'). The principal decides, a member of the board confirms; then it holds from its school
-- year on, until a later one about the same question
CREATE TABLE ruleset_choice (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    ruleset      TEXT NOT NULL,
    question     TEXT NOT NULL,
    answer       TEXT NOT NULL CHECK (length(answer) BETWEEN 1 AND 2000),
    decision     TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    decided_by   TEXT NOT NULL,
    decided_at   TEXT NOT NULL,
    confirmed_by TEXT CHECK (confirmed_by <> decided_by),
    confirmed_at TEXT,
    withdrawn_at TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK (confirmed_by IS NULL OR withdrawn_at IS NULL)
) STRICT;
CREATE TRIGGER ruleset_choice_is_never_edited BEFORE UPDATE ON ruleset_choice
WHEN NEW.school_year IS NOT OLD.school_year OR NEW.ruleset IS NOT OLD.ruleset OR NEW.question IS NOT OLD.question
  OR NEW.answer IS NOT OLD.answer OR NEW.decision IS NOT OLD.decision OR NEW.decided_by IS NOT OLD.decided_by
  OR NEW.decided_at IS NOT OLD.decided_at OR OLD.confirmed_by IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: what was decided is not edited');
END;
CREATE TRIGGER ruleset_choice_is_of_an_open_year BEFORE INSERT ON ruleset_choice
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: a closed year keeps its rules');
END;

-- what a pupil's year came to, computed from what is committed: by which rules (with the school's answers and the clause),
-- from inputs of which hash. subjects: subject:S or C (scored, comment):first:second:year, parted by blanks; a value is
-- tenths, D, C, - (still to come) or x (left out). first, second, year: what each period came to, as name=value
CREATE TABLE pupil_result (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    ruleset     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    choices     TEXT NOT NULL,
    clause      TEXT REFERENCES ruleset_choice (id),
    inputs      TEXT NOT NULL CHECK (length(inputs) = 64),
    subjects    TEXT NOT NULL,
    first       TEXT NOT NULL,
    second      TEXT NOT NULL,
    year        TEXT NOT NULL,
    absences    INTEGER NOT NULL CHECK (absences >= 0),
    computed_at TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil)
) STRICT, WITHOUT ROWID;
CREATE INDEX pupil_result_of_class ON pupil_result (homeroom);
CREATE TRIGGER pupil_result_of_a_closed_year_is_not_added BEFORE INSERT ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;
CREATE TRIGGER pupil_result_of_a_closed_year_stands BEFORE UPDATE ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;

-- who stands for the results of a class in a period (1, 2, 3 for the year): the teacher of each subject, the homeroom
-- teacher, the principal, in this order; void again when what they saw has changed
CREATE TABLE result_confirmation (
    homeroom       TEXT NOT NULL REFERENCES homeroom (id),
    period         INTEGER NOT NULL CHECK (period BETWEEN 1 AND 3),
    step           TEXT NOT NULL CHECK (step IN ('SUBJECT', 'HOMEROOM', 'PRINCIPAL')),
    subject        TEXT NOT NULL,
    confirmed_by   TEXT NOT NULL,
    confirmed_at   TEXT NOT NULL,
    voided_at      TEXT,
    voided_pupil   TEXT,
    voided_subject TEXT,
    seq            INTEGER NOT NULL,
    PRIMARY KEY (homeroom, period, step, subject),
    CHECK ((step = 'SUBJECT') = (subject <> '')),
    CHECK ((voided_at IS NULL) = (voided_pupil IS NULL))
) STRICT, WITHOUT ROWID;
