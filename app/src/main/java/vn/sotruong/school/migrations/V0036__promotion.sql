-- the review of each pupil's promotion, one row a pupil and year. ruled is what the rules give, outcome what holds after the
-- first review (the principal's written ruling where the rules leave it open), again what the second review after the summer
-- came to; NOT_CONSIDERED is for pupils who did not study at the end of the year. ruleset, version and inputs say by what
-- each was found. Nothing is said of a pupil who has not been listed: what is missing then follows from the book
CREATE TABLE promotion_review (
    school_year     TEXT NOT NULL REFERENCES school_year (id),
    pupil           TEXT NOT NULL,
    homeroom        TEXT NOT NULL REFERENCES homeroom (id),
    state           TEXT NOT NULL CHECK (state IN ('LISTED', 'SUBMITTED', 'RETURNED', 'APPROVED_1', 'SUMMER_PENDING',
                                                   'SUMMER_RESULT', 'APPROVED_2', 'FINAL')),
    ruled           TEXT NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('LEN_LOP', 'KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI', 'O_LAI_LOP',
                                                     'CAN_QUYET_DINH', 'NOT_CONSIDERED')),
    grounds         TEXT NOT NULL,
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    title           TEXT,
    ruleset         TEXT,
    version         INTEGER,
    inputs          TEXT CHECK (length(inputs) = 64),
    ruling          TEXT CHECK (length(ruling) BETWEEN 1 AND 100),
    ruling_date     TEXT,
    ruling_text     TEXT CHECK (length(ruling_text) BETWEEN 1 AND 1000),
    ruled_by        TEXT,
    listed_by       TEXT NOT NULL,
    listed_at       TEXT NOT NULL,
    approved_by     TEXT,
    approved_at     TEXT,
    again_ruled     TEXT,
    again           TEXT CHECK (again IN ('LEN_LOP', 'O_LAI_LOP', 'CAN_QUYET_DINH')),
    again_grounds   TEXT,
    again_ruleset   TEXT,
    again_version   INTEGER,
    again_inputs    TEXT CHECK (length(again_inputs) = 64),
    again_ruling    TEXT CHECK (length(again_ruling) BETWEEN 1 AND 100),
    again_date      TEXT,
    again_text      TEXT CHECK (length(again_text) BETWEEN 1 AND 1000),
    again_ruled_by  TEXT,
    again_by        TEXT,
    again_at        TEXT,
    decision        TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    decision_date   TEXT,
    decided_by      TEXT,
    decided_at      TEXT,
    cause           TEXT CHECK (cause IN ('RETURNED', 'INPUTS', 'REOPENED')),
    why             TEXT CHECK (length(why) BETWEEN 1 AND 1000),
    seq             INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK ((ruled = 'NOT_CONSIDERED') = (inputs IS NULL)),
    CHECK ((inputs IS NULL) = (ruleset IS NULL) AND (inputs IS NULL) = (version IS NULL)),
    CHECK (outcome = ruled OR (ruled = 'CAN_QUYET_DINH' AND ruling IS NOT NULL)),
    CHECK ((ruling IS NULL) = (ruling_date IS NULL) AND (ruling IS NULL) = (ruling_text IS NULL)
       AND (ruling IS NULL) = (ruled_by IS NULL)),
    CHECK (again IS again_ruled OR (again_ruled = 'CAN_QUYET_DINH' AND again_ruling IS NOT NULL)),
    CHECK ((again_ruling IS NULL) = (again_date IS NULL) AND (again_ruling IS NULL) = (again_text IS NULL)
       AND (again_ruling IS NULL) = (again_ruled_by IS NULL)),
    CHECK (state NOT IN ('APPROVED_1', 'SUMMER_PENDING', 'SUMMER_RESULT', 'APPROVED_2', 'FINAL')
       OR (approved_by IS NOT NULL AND outcome <> 'CAN_QUYET_DINH')),
    CHECK (state NOT IN ('SUMMER_PENDING', 'SUMMER_RESULT', 'APPROVED_2')
       OR outcome IN ('KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI')),
    CHECK (state NOT IN ('SUMMER_RESULT', 'APPROVED_2') OR again IS NOT NULL),
    CHECK (state <> 'APPROVED_2' OR (again_by IS NOT NULL AND again <> 'CAN_QUYET_DINH')),
    CHECK (state <> 'FINAL' OR (decision IS NOT NULL
       AND (outcome NOT IN ('KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI') OR again_by IS NOT NULL))),
    CHECK (state <> 'RETURNED' OR cause IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_review_of_class ON promotion_review (homeroom);
CREATE TRIGGER promotion_review_begins_listed BEFORE INSERT ON promotion_review
WHEN NEW.state <> 'LISTED'
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: a review begins with the homeroom teacher''s list');
END;
CREATE TRIGGER promotion_review_goes_step_by_step BEFORE UPDATE OF state ON promotion_review
WHEN NEW.state <> OLD.state AND NEW.state <> 'RETURNED'
 AND OLD.state || ' ' || NEW.state NOT IN ('RETURNED LISTED', 'LISTED SUBMITTED', 'SUBMITTED APPROVED_1',
     'APPROVED_1 FINAL', 'APPROVED_1 SUMMER_PENDING', 'SUMMER_PENDING SUMMER_RESULT', 'SUMMER_RESULT SUMMER_PENDING',
     'SUMMER_RESULT APPROVED_2', 'APPROVED_2 FINAL')
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: no step leads from this state to that one');
END;

-- the summer's own book: what came of a subject that was assessed again, and of training (no subject). value is tenths, D or
-- C of a subject, T, K, D or C of conduct. The year's own results stay where they are
CREATE TABLE summer_result (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    subject     TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    value       TEXT NOT NULL,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, subject),
    CHECK (value IN ('T', 'K', 'D', 'C')
       OR (value NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 1 AND 3 AND CAST(value AS INTEGER) <= 100))
) STRICT, WITHOUT ROWID;
CREATE INDEX summer_result_of_class ON summer_result (homeroom);

-- the end of a class's summer: nothing is entered any more
CREATE TABLE summer_close (
    homeroom  TEXT PRIMARY KEY REFERENCES homeroom (id),
    decision  TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    closed_by TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER summer_result_is_not_added_to_a_closed_book BEFORE INSERT ON summer_result
WHEN EXISTS (SELECT 1 FROM summer_close WHERE homeroom = NEW.homeroom)
BEGIN
    SELECT RAISE(ABORT, 'summer_result: the summer of this class is closed');
END;
CREATE TRIGGER summer_result_of_a_closed_book_stands BEFORE UPDATE ON summer_result
WHEN EXISTS (SELECT 1 FROM summer_close WHERE homeroom = NEW.homeroom)
BEGIN
    SELECT RAISE(ABORT, 'summer_result: the summer of this class is closed');
END;
