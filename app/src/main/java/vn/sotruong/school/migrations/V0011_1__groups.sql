-- Preschool has no grades 1 to 12: its groups count the years that are left, -5 to -3 nhà trẻ, -2 to 0 mẫu giáo.
-- SQLite cannot widen a CHECK, so the table is written anew. Other tables refer to it: foreign keys rest meanwhile and
-- are checked before anything is kept. May run twice.
PRAGMA foreign_keys = OFF;
SAVEPOINT groups;
CREATE TABLE homeroom_wide (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN -5 AND 12),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    seq         INTEGER NOT NULL,
    UNIQUE (school_year, name)
) STRICT;
INSERT INTO homeroom_wide (id, school_year, grade, name, seq) SELECT id, school_year, grade, name, seq FROM homeroom;
DROP TABLE homeroom;
ALTER TABLE homeroom_wide RENAME TO homeroom;
CREATE TABLE homeroom_sound (broken INTEGER NOT NULL CHECK (broken = 0));
INSERT INTO homeroom_sound SELECT count(*) FROM pragma_foreign_key_check;
DROP TABLE homeroom_sound;
RELEASE groups;
PRAGMA foreign_keys = ON;
