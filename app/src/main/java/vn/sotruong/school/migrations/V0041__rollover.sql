-- where it was the school year that ended a place: the class goes on showing whom it had; or a roll-over taken back
ALTER TABLE enrolment ADD COLUMN ended TEXT CHECK (ended IN ('YEAR', 'TAKEN_BACK'));

-- a school year that ends: proposed by a board member with what was seen, rolled by the principal, perhaps undone by both
CREATE TABLE year_roll (
    id             TEXT PRIMARY KEY,
    from_year      TEXT NOT NULL REFERENCES school_year (id),
    to_year        TEXT NOT NULL CHECK (to_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]' AND to_year > from_year),
    starts         TEXT NOT NULL CHECK (date(starts) IS starts),
    ends           TEXT NOT NULL CHECK (date(ends) IS ends AND ends > starts),
    courses        TEXT NOT NULL CHECK (json_valid(courses)),
    handed         TEXT CHECK (length(handed) BETWEEN 1 AND 200),
    seal           TEXT NOT NULL CHECK (length(seal) = 64),
    moves          INTEGER NOT NULL CHECK (moves >= 0),
    state          TEXT NOT NULL CHECK (state IN ('PROPOSED', 'REFUSED', 'WITHDRAWN', 'ROLLED', 'UNDONE')),
    proposed_by    TEXT NOT NULL REFERENCES staff (id),
    proposed_at    TEXT NOT NULL,
    decided_by     TEXT REFERENCES staff (id),
    decided_at     TEXT,
    decision       TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    answer         TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    undo           TEXT CHECK (json_valid(undo)),
    undo_why       TEXT CHECK (length(undo_why) BETWEEN 1 AND 500),
    undo_asked_by  TEXT REFERENCES staff (id),
    undo_asked_at  TEXT,
    undone_by      TEXT REFERENCES staff (id),
    undone_at      TEXT,
    undo_decision  TEXT CHECK (length(undo_decision) BETWEEN 1 AND 100),
    seq            INTEGER NOT NULL,
    CHECK ((state = 'PROPOSED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('PROPOSED', 'WITHDRAWN') OR decided_by <> proposed_by),
    CHECK (state <> 'WITHDRAWN' OR decided_by = proposed_by),
    CHECK ((state IN ('ROLLED', 'UNDONE')) = (decision IS NOT NULL) AND (decision IS NULL) = (undo IS NULL)),
    CHECK (state IN ('PROPOSED', 'ROLLED', 'UNDONE') OR answer IS NOT NULL),
    CHECK ((undo_why IS NULL) = (undo_asked_by IS NULL) AND (undo_why IS NULL) = (undo_asked_at IS NULL)),
    CHECK (undo_why IS NULL OR state IN ('ROLLED', 'UNDONE')),
    CHECK ((state = 'UNDONE') = (undone_by IS NOT NULL) AND (undone_by IS NULL) = (undone_at IS NULL)
        AND (undone_by IS NULL) = (undo_decision IS NULL)),
    CHECK (undone_by IS NULL OR (undo_why IS NOT NULL AND undone_by <> undo_asked_by))
) STRICT;
CREATE UNIQUE INDEX one_roll_a_year ON year_roll (from_year) WHERE state IN ('PROPOSED', 'ROLLED');
CREATE TRIGGER year_roll_is_decided_once BEFORE UPDATE ON year_roll
WHEN OLD.state NOT IN ('PROPOSED', 'ROLLED') OR (OLD.state = 'ROLLED' AND NEW.state NOT IN ('ROLLED', 'UNDONE'))
  OR NEW.from_year IS NOT OLD.from_year OR NEW.to_year IS NOT OLD.to_year OR NEW.courses IS NOT OLD.courses
  OR NEW.seal IS NOT OLD.seal OR NEW.proposed_by IS NOT OLD.proposed_by
  OR (OLD.state = 'ROLLED' AND (NEW.decided_by IS NOT OLD.decided_by OR NEW.undo IS NOT OLD.undo))
BEGIN
    SELECT RAISE(ABORT, 'year_roll: its contents are final, and it is decided once');
END;

-- a pupil of the ended year whose summer decides; one row a year and pupil, and a place only once it is decided
CREATE TABLE held_pupil (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    state       TEXT NOT NULL CHECK (state IN ('HELD', 'PLACED', 'FINISHED', 'TAKEN_BACK')),
    place       TEXT REFERENCES homeroom (id),
    placed_by   TEXT REFERENCES staff (id),
    placed_at   TEXT,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK ((state = 'PLACED') = (place IS NOT NULL)),
    CHECK ((state IN ('PLACED', 'FINISHED')) = (placed_by IS NOT NULL) AND (placed_by IS NULL) = (placed_at IS NULL))
) STRICT, WITHOUT ROWID;
