-- an assessment that a pupil missed: set by the subject's teacher, made up in a time that a deputy principal or the
-- principal grants, or settled as 0 (Chưa đạt) when the teacher proposes it and the principal decides so. One open row a
-- cell; a row that is settled or withdrawn stands for ever
CREATE TABLE missing_test (
    id          TEXT PRIMARY KEY,
    sheet       TEXT NOT NULL REFERENCES sheet (id),
    pupil       TEXT NOT NULL,
    col         TEXT NOT NULL,
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    set_by      TEXT NOT NULL,
    set_at      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('OWED', 'GRANTED', 'PROPOSED', 'MADE_UP', 'ZERO', 'WITHDRAWN')),
    opens       TEXT,
    closes      TEXT CHECK (closes > opens),
    granted_by  TEXT,
    granted_at  TEXT,
    proposed_by TEXT,
    proposed_at TEXT,
    proposal    TEXT CHECK (length(proposal) BETWEEN 1 AND 300),
    decided_by  TEXT CHECK (decided_by <> proposed_by),
    decided_at  TEXT,
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 300),
    seq         INTEGER NOT NULL,
    CHECK ((opens IS NULL) = (closes IS NULL) AND (opens IS NULL) = (granted_by IS NULL)),
    CHECK (state <> 'GRANTED' OR opens IS NOT NULL),
    CHECK (state <> 'PROPOSED' OR proposed_by IS NOT NULL),
    CHECK (state <> 'ZERO' OR (decided_by IS NOT NULL AND decision IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX missing_test_open ON missing_test (sheet, pupil, col)
 WHERE state IN ('OWED', 'GRANTED', 'PROPOSED');
CREATE TRIGGER missing_test_is_not_rewritten BEFORE UPDATE ON missing_test
WHEN NEW.sheet IS NOT OLD.sheet OR NEW.pupil IS NOT OLD.pupil OR NEW.col IS NOT OLD.col OR NEW.reason IS NOT OLD.reason
  OR NEW.set_by IS NOT OLD.set_by OR NEW.set_at IS NOT OLD.set_at OR OLD.state IN ('MADE_UP', 'ZERO', 'WITHDRAWN')
BEGIN
    SELECT RAISE(ABORT, 'missing_test: what was set or settled is not edited');
END;
CREATE TRIGGER missing_test_is_settled_only_when_proposed BEFORE UPDATE ON missing_test
WHEN NEW.state = 'ZERO' AND OLD.state <> 'PROPOSED'
BEGIN
    SELECT RAISE(ABORT, 'missing_test: nobody proposed this');
END;
CREATE TRIGGER missing_test_is_never_deleted BEFORE DELETE ON missing_test
BEGIN
    SELECT RAISE(ABORT, 'missing_test: rows stay');
END;
