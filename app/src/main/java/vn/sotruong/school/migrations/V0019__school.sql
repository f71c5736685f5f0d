-- where the school lies, as its administrator's user name says: <district>_<school>
ALTER TABLE school ADD COLUMN district TEXT CHECK (length(district) BETWEEN 1 AND 20);

-- a code of a class or of the school that was superseded, or came after one that was: asked for by one, decided by another
CREATE TABLE unit_code_change (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('HOMEROOM', 'SCHOOL')),
    subject    TEXT NOT NULL,
    old_code   TEXT NOT NULL CHECK (length(old_code) BETWEEN 1 AND 20),
    new_code   TEXT CHECK (length(new_code) BETWEEN 1 AND 20),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    asked_by   TEXT NOT NULL,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'DONE', 'REFUSED')),
    decided_by TEXT CHECK (decided_by <> asked_by),
    decided_at TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_change_of_subject ON unit_code_change (subject);
CREATE TRIGGER unit_change_is_decided_once BEFORE UPDATE ON unit_code_change
WHEN OLD.state <> 'ASKED' OR NEW.subject IS NOT OLD.subject OR NEW.old_code IS NOT OLD.old_code
  OR NEW.new_code IS NOT OLD.new_code OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a change is decided once, as it was asked for');
END;
CREATE TRIGGER unit_change_stays BEFORE DELETE ON unit_code_change
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a line is never erased');
END;

-- the codes of the school, and of classes after a change: the newest line is in force, all of them stay
CREATE TABLE unit_code (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('HOMEROOM', 'SCHOOL')),
    subject TEXT NOT NULL,
    code    TEXT CHECK (length(code) BETWEEN 1 AND 20),
    change  TEXT REFERENCES unit_code_change (id),
    seq     INTEGER NOT NULL,
    CHECK (code IS NOT NULL OR change IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_code_of_subject ON unit_code (subject, seq);
CREATE TRIGGER unit_code_is_final BEFORE UPDATE ON unit_code
BEGIN
    SELECT RAISE(ABORT, 'unit_code: an identifier is never altered');
END;
CREATE TRIGGER unit_code_stays BEFORE DELETE ON unit_code
BEGIN
    SELECT RAISE(ABORT, 'unit_code: an identifier is never erased');
END;
CREATE TRIGGER unit_code_comes_by_two_people BEFORE INSERT ON unit_code
WHEN EXISTS (SELECT 1 FROM unit_code WHERE id = NEW.id)
  OR (NEW.change IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM unit_code_change c
                       WHERE c.id = NEW.change AND c.state = 'DONE' AND c.subject = NEW.subject
                         AND c.new_code IS NEW.code))
  OR (NEW.change IS NULL
      AND (EXISTS (SELECT 1 FROM class_code c WHERE c.homeroom = NEW.subject
                     AND NOT EXISTS (SELECT 1 FROM unit_code u WHERE u.subject = c.homeroom))
           OR (SELECT u.code FROM unit_code u WHERE u.subject = NEW.subject ORDER BY u.seq DESC LIMIT 1) IS NOT NULL))
BEGIN
    SELECT RAISE(ABORT, 'unit_code: a code changes hands by a change that two people made');
END;
