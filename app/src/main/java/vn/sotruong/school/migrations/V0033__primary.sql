-- qualities and competencies of primary pupils that are typed and not yet committed; in no journal
CREATE TABLE trait_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    moment      TEXT NOT NULL,
    levels      TEXT NOT NULL CHECK (levels <> ''),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, moment)
) STRICT, WITHOUT ROWID;

-- what is committed of one pupil at one moment: trait:level, parted by blanks; T, D or C, and X for what was recognised at
-- the end of the year. first_at: when the first of them was committed
CREATE TABLE trait_level (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    moment      TEXT NOT NULL CHECK (moment IN ('MID_FIRST', 'END_FIRST', 'MID_SECOND', 'END_YEAR')),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    levels      TEXT NOT NULL CHECK (length(levels) <= 600),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, moment)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER trait_level_of_a_closed_year_is_not_added BEFORE INSERT ON trait_level
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a closed year stands');
END;
CREATE TRIGGER trait_level_of_a_closed_year_stands BEFORE UPDATE ON trait_level
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a closed year stands');
END;
CREATE TRIGGER trait_level_keeps_its_first_moment BEFORE UPDATE ON trait_level
WHEN NEW.first_at IS NOT OLD.first_at
BEGIN
    SELECT RAISE(ABORT, 'trait_level: when it was first committed is not edited');
END;
