-- the book of a class and term as it was printed, to be signed by hand; an amendment afterwards supersedes it, and the
-- next print replaces it. The file lies with the attachments
CREATE TABLE printed (
    id            TEXT PRIMARY KEY,
    homeroom      TEXT NOT NULL REFERENCES homeroom (id),
    semester      INTEGER NOT NULL CHECK (semester IN (1, 2)),
    serial        INTEGER NOT NULL CHECK (serial > 0),
    digest        TEXT NOT NULL CHECK (length(digest) = 64),
    attachment    TEXT NOT NULL REFERENCES attachment (id),
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    pages         INTEGER NOT NULL CHECK (pages > 0),
    printed_by    TEXT NOT NULL,
    printed_at    TEXT NOT NULL,
    replaces      TEXT REFERENCES printed (id),
    state         TEXT NOT NULL CHECK (state IN ('VALID', 'SUPERSEDED')),
    superseded_at TEXT,
    why           TEXT CHECK (length(why) BETWEEN 1 AND 500),
    seq           INTEGER NOT NULL,
    UNIQUE (homeroom, semester, serial),
    CHECK ((serial = 1) = (replaces IS NULL)),
    CHECK ((state = 'SUPERSEDED') = (superseded_at IS NOT NULL) AND (superseded_at IS NULL) = (why IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX printed_valid_once ON printed (homeroom, semester) WHERE state = 'VALID';
CREATE TRIGGER printed_stays BEFORE UPDATE ON printed
WHEN OLD.state = 'SUPERSEDED' OR NEW.state <> 'SUPERSEDED' OR OLD.homeroom <> NEW.homeroom
    OR OLD.semester <> NEW.semester OR OLD.serial <> NEW.serial OR OLD.digest <> NEW.digest
    OR OLD.attachment <> NEW.attachment OR OLD.sha256 <> NEW.sha256 OR OLD.pages <> NEW.pages
    OR OLD.printed_by <> NEW.printed_by OR OLD.printed_at <> NEW.printed_at OR OLD.replaces IS NOT NEW.replaces
BEGIN
    SELECT RAISE(ABORT, 'printed: a print is only ever superseded');
END;

-- each print is signed anew: round counts the prints so far, null before there was more than one
ALTER TABLE closing_step ADD COLUMN round INTEGER CHECK (round > 1);
DROP INDEX closing_signed_once;
CREATE UNIQUE INDEX closing_signed_once ON closing_step (closing, subject, coalesce(round, 1)) WHERE deed = 'SIGN';
