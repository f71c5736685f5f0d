-- a leader looked at how far entering had come, at the end of a month, a term or the year; never altered
CREATE TABLE progress_check (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    semester    INTEGER NOT NULL CHECK (semester IN (1, 2)),
    kind        TEXT NOT NULL CHECK (kind IN ('MONTH', 'TERM', 'YEAR')),
    period      TEXT NOT NULL CHECK (length(period) BETWEEN 1 AND 20),
    required    INTEGER NOT NULL CHECK (required >= 0),
    entered     INTEGER NOT NULL CHECK (entered BETWEEN 0 AND required),
    abnormal    INTEGER NOT NULL CHECK (abnormal >= 0),
    unconfirmed TEXT NOT NULL CHECK (length(unconfirmed) <= 2000),
    note        TEXT CHECK (length(note) BETWEEN 1 AND 1000),
    checked_by  TEXT NOT NULL REFERENCES staff (id),
    checked_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX progress_check_of_year ON progress_check (school_year, checked_at);
CREATE TRIGGER progress_check_is_final BEFORE UPDATE ON progress_check
BEGIN
    SELECT RAISE(ABORT, 'progress_check: never altered');
END;

-- what it found of one teacher; late: cells that were empty when their time ended
CREATE TABLE progress_figure (
    id             TEXT PRIMARY KEY,
    progress_check TEXT NOT NULL REFERENCES progress_check (id),
    staff          TEXT NOT NULL REFERENCES staff (id),
    required       INTEGER NOT NULL CHECK (required >= 0),
    entered        INTEGER NOT NULL CHECK (entered BETWEEN 0 AND required),
    late           INTEGER NOT NULL CHECK (late >= 0),
    seq            INTEGER NOT NULL,
    UNIQUE (progress_check, staff)
) STRICT;
CREATE INDEX progress_figure_of_staff ON progress_figure (staff);
CREATE TRIGGER progress_figure_is_final BEFORE UPDATE ON progress_figure
BEGIN
    SELECT RAISE(ABORT, 'progress_figure: never altered');
END;

-- what the school calls an abnormal mark, where it differs from the program's proposal
CREATE TABLE abnormal_rule (
    id         TEXT PRIMARY KEY CHECK (id IN ('ALL_EQUAL', 'TENS', 'HIGH', 'LOW', 'JUMP')),
    threshold  INTEGER NOT NULL CHECK (threshold BETWEEN 1 AND 100),
    least      INTEGER NOT NULL CHECK (least BETWEEN 1 AND 100),
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    decided_by TEXT NOT NULL REFERENCES staff (id),
    decided_at TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT;

-- an abnormal mark that a vice-principal reported to the principal, and what the principal said
CREATE TABLE abnormal_report (
    id          TEXT PRIMARY KEY,
    rule        TEXT NOT NULL CHECK (rule IN ('ALL_EQUAL', 'TENS', 'HIGH', 'LOW', 'JUMP')),
    sheet       TEXT NOT NULL,
    col         TEXT NOT NULL,
    pupil       TEXT,
    found       TEXT NOT NULL CHECK (length(found) BETWEEN 1 AND 200),
    note        TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    reported_by TEXT NOT NULL REFERENCES staff (id),
    reported_at TEXT NOT NULL,
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 1000),
    answered_by TEXT REFERENCES staff (id) CHECK (answered_by <> reported_by),
    answered_at TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_abnormal_report ON abnormal_report (rule, sheet, col, coalesce(pupil, '')) WHERE answer IS NULL;
CREATE TRIGGER abnormal_report_is_answered_once BEFORE UPDATE ON abnormal_report
WHEN OLD.answer IS NOT NULL OR NEW.rule IS NOT OLD.rule OR NEW.sheet IS NOT OLD.sheet OR NEW.col IS NOT OLD.col
  OR NEW.pupil IS NOT OLD.pupil OR NEW.found IS NOT OLD.found OR NEW.note IS NOT OLD.note
  OR NEW.reported_by IS NOT OLD.reported_by OR NEW.reported_at IS NOT OLD.reported_at
BEGIN
    SELECT RAISE(ABORT, 'abnormal_report: answered once');
END;

-- how full every column is, counted without reading a mark; those that were deleted are few
CREATE INDEX mark_by_column ON mark (sheet, col);
CREATE INDEX mark_deleted ON mark (pupil) WHERE tenths IS NULL AND word IS NULL;
