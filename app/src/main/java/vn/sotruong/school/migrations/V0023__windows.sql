-- when marks may be entered: a scope, its columns, a beginning and an end; published by the principal, and then final but
-- for an end that moves later before it has passed
CREATE TABLE entry_window (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    semester     INTEGER NOT NULL CHECK (semester BETWEEN 1 AND 3),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    grade        INTEGER CHECK (grade BETWEEN -5 AND 12),
    homeroom     TEXT REFERENCES homeroom (id),
    subject      TEXT REFERENCES subject (id),
    cols         TEXT NOT NULL,
    opens        TEXT NOT NULL,
    closes       TEXT NOT NULL CHECK (closes > opens),
    document     TEXT CHECK (length(document) BETWEEN 1 AND 100),
    state        TEXT NOT NULL CHECK (state IN ('PROPOSED', 'PUBLISHED', 'REFUSED', 'WITHDRAWN')),
    proposed_by  TEXT,
    proposed_at  TEXT,
    published_by TEXT CHECK (published_by IS NOT proposed_by),
    published_at TEXT,
    delegation   TEXT,
    ended_by     TEXT,
    ended_at     TEXT,
    end_reason   TEXT CHECK (length(end_reason) BETWEEN 1 AND 500),
    seq          INTEGER NOT NULL,
    CHECK (grade IS NULL OR homeroom IS NULL),
    CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    CHECK ((published_by IS NULL) = (published_at IS NULL)),
    CHECK (published_by IS NOT NULL OR proposed_by IS NOT NULL),
    CHECK (state <> 'PUBLISHED' OR published_by IS NOT NULL),
    CHECK (state <> 'PROPOSED' OR published_by IS NULL),
    CHECK ((state IN ('REFUSED', 'WITHDRAWN')) = (ended_by IS NOT NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE INDEX entry_window_of_term ON entry_window (school_year, semester, state);
CREATE TRIGGER entry_window_is_never_edited BEFORE UPDATE ON entry_window
WHEN NEW.school_year IS NOT OLD.school_year OR NEW.semester IS NOT OLD.semester OR NEW.name IS NOT OLD.name
  OR NEW.grade IS NOT OLD.grade OR NEW.homeroom IS NOT OLD.homeroom OR NEW.subject IS NOT OLD.subject
  OR NEW.cols IS NOT OLD.cols OR NEW.opens IS NOT OLD.opens OR NEW.document IS NOT OLD.document
  OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_at IS NOT OLD.proposed_at
  OR OLD.state IN ('REFUSED', 'WITHDRAWN')
  OR (OLD.state = 'PUBLISHED' AND (NEW.state = 'PROPOSED' OR NEW.state = 'REFUSED'
      OR NEW.published_by IS NOT OLD.published_by OR NEW.published_at IS NOT OLD.published_at))
BEGIN
    SELECT RAISE(ABORT, 'entry_window: what was proposed or published is not edited');
END;
CREATE TRIGGER entry_window_end_only_moves_on BEFORE UPDATE ON entry_window
WHEN NEW.closes IS NOT OLD.closes AND (NEW.closes < OLD.closes OR OLD.state <> 'PUBLISHED'
  OR OLD.closes <= (SELECT at FROM change WHERE seq = NEW.seq))
BEGIN
    SELECT RAISE(ABORT, 'entry_window: an end moves later, and only before it has passed');
END;
CREATE TRIGGER entry_window_is_withdrawn_before_it_opens BEFORE UPDATE ON entry_window
WHEN OLD.state = 'PUBLISHED' AND NEW.state = 'WITHDRAWN' AND OLD.opens <= (SELECT at FROM change WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'entry_window: one that has begun is not withdrawn');
END;

-- every later end, and what the principal decided about time lost by an incident
CREATE TABLE window_deed (
    id           TEXT PRIMARY KEY,
    entry_window TEXT NOT NULL REFERENCES entry_window (id),
    kind         TEXT NOT NULL CHECK (kind IN ('EXTENDED', 'REOPENED', 'DECLINED')),
    was          TEXT NOT NULL,
    until        TEXT CHECK (until > was),
    incident     TEXT REFERENCES incident (id),
    successor    TEXT REFERENCES entry_window (id),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    by_staff     TEXT NOT NULL,
    at           TEXT NOT NULL,
    delegation   TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((kind = 'DECLINED') = (until IS NULL)),
    CHECK ((kind = 'REOPENED') = (successor IS NOT NULL)),
    CHECK (kind = 'EXTENDED' OR incident IS NOT NULL),
    UNIQUE (entry_window, incident)
) STRICT;
CREATE TRIGGER window_deed_is_final BEFORE UPDATE ON window_deed
BEGIN
    SELECT RAISE(ABORT, 'window_deed: done once');
END;
